import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { DirectLine as Client } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { call, EchoServer, SECRET } from '../support/echo-direct-line.js';

const require = createRequire(import.meta.url);
// What the client expects of a browser.
Object.assign(globalThis, { XMLHttpRequest: require('xhr2') as unknown, WebSocket });
const { DirectLine, ConnectionStatus } =
  require('botframework-directlinejs') as typeof import('botframework-directlinejs');

let server: EchoServer;
let open: Talk[] = [];
beforeEach(async () => {
  server = await EchoServer.start();
});
afterEach(async () => {
  for (const talk of open) talk.end();
  open = [];
  await server.stop();
  expect(server.failures).toEqual([]);
});

/** A client and what it has heard. */
class Talk {
  readonly heard: string[] = [];
  readonly ids: string[] = [];
  readonly states: number[] = [];
  private readonly subscriptions: Array<{ unsubscribe(): void }>;

  constructor(readonly client: Client) {
    this.subscriptions = [
      client.activity$.subscribe(
        (activity) => {
          if (activity.type !== 'message') return;
          this.heard.push(`${activity.from.id.startsWith('dl_') ? '나' : '봇'}: ${activity.text}`);
          this.ids.push(activity.id ?? '');
          // It ends with an error.
        },
        () => undefined,
      ),
      client.connectionStatus$.subscribe((status) => this.states.push(status)),
    ];
    open.push(this);
  }

  say(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.client
        .postActivity({
          type: 'message',
          text,
          from: { id: 'dl_kim' },
          channelData: { clientActivityID: `c-${text}` },
        } as never)
        .subscribe(resolve, reject);
    });
  }

  /** Waits until so much was heard, and a little longer for what should not come. */
  async until(count: number): Promise<string[]> {
    for (let i = 0; i < 600 && this.heard.length < count; i += 1) await pause(20);
    await pause(100);
    return this.heard;
  }

  end(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    this.client.end();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function connect(more: Record<string, unknown> = {}): Promise<Talk> {
  const token = more['token'] ?? (await server.directLine.create('dl_kim')).token;
  // `random`: it waits 3 s, not up to 15, before it connects again.
  return new Talk(new DirectLine({ domain: server.domain, token, random: () => 0, ...more } as never));
}

const ways: Array<[string, Record<string, unknown>]> = [
  ['by WebSocket', {}],
  ['by polling', { webSocket: false, pollingInterval: 200 }],
];

test.each(ways)('%s: a greeting, the own words and the answers, in order and once', async (_way, more) => {
  const talk = await connect(more);
  await talk.until(1);
  const ids = [await talk.say('하나'), await talk.say('둘')];
  const heard = await talk.until(5);
  expect(heard).toEqual(['봇: 안녕하세요', '나: 하나', '봇: 메아리: 하나', '나: 둘', '봇: 메아리: 둘']);
  expect(talk.ids.filter((_, i) => i === 1 || i === 3)).toEqual(ids);
  expect(server.delivered.map(({ type }) => type)).toEqual(['conversationUpdate', 'message', 'message']);
});

test.each(ways)('%s: who comes back hears the past, and from a watermark the rest of it', async (_way, more) => {
  const first = await connect(more);
  await first.until(1);
  await first.say('하나');
  await first.until(3);
  const { conversationId, token } = first.client as unknown as { conversationId: string; token: string };
  first.end();
  const again = await connect({ token, conversationId, ...more });
  expect(await again.until(3)).toEqual(['봇: 안녕하세요', '나: 하나', '봇: 메아리: 하나']);
  const rest = await connect({ token, conversationId, watermark: '2', ...more });
  expect(await rest.until(1)).toEqual(['봇: 메아리: 하나']);
  // The bot is not told again that somebody came.
  expect(server.delivered).toHaveLength(2);
});

test('a cut connection: what was said meanwhile comes once, in its place', async () => {
  const talk = await connect();
  await talk.until(1);
  server.cut();
  await talk.say('끊긴 동안');
  expect(await talk.until(3)).toEqual(['봇: 안녕하세요', '나: 끊긴 동안', '봇: 메아리: 끊긴 동안']);
  await talk.say('다시');
  expect((await talk.until(5)).slice(3)).toEqual(['나: 다시', '봇: 메아리: 다시']);
});

test('typing is heard and not kept', async () => {
  const talk = await connect();
  await talk.until(1);
  const types: string[] = [];
  talk.client.activity$.subscribe(
    ({ type }) => types.push(type),
    () => undefined,
  );
  const id = (talk.client as unknown as { conversationId: string }).conversationId;
  await server.directLine.say(id, [{ type: 'typing' }]);
  await talk.say('하나');
  await talk.until(3);
  expect(types).toEqual(['typing', 'message', 'message']);
  expect((await server.directLine.read(id, 0)).map(({ activity }) => activity.type)).toEqual([
    'message',
    'message',
    'message',
  ]);
});

test('an expired token: the client says so, and goes on with a new one', async () => {
  await server.stop();
  server = await EchoServer.start({ tokenSeconds: 2 });
  const talk = await connect();
  await talk.until(1);
  const id = (talk.client as unknown as { conversationId: string }).conversationId;
  await pause(2100);
  await expect(talk.say('늦은 말')).resolves.toBe('retry');
  expect(talk.states).toContain(ConnectionStatus.ExpiredToken);
  // As a page's server does: with the secret it gets a new token for the same conversation.
  talk.client.reconnect((await call(`${server.domain}/conversations/${id}`, { token: SECRET })).body as never);
  await talk.say('다시');
  const heard = await talk.until(3);
  // This client opens a further WebSocket for each change of its state, and hears the past from each: it goes by the ids.
  const once = heard.filter((_, i) => talk.ids.indexOf(talk.ids[i] ?? '') === i);
  expect(once).toEqual(['봇: 안녕하세요', '나: 다시', '봇: 메아리: 다시']);
});
