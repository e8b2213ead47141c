import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startService } from '../../src/channels/service.js';
import { activity, Connector, post } from '../support/client.js';
import { RunningBot } from '../support/running-bot.js';

let bot: RunningBot;
let connector: Connector;

const endpoint = (): string => `http://127.0.0.1:${bot.port}/api/messages`;
const send = (more: Record<string, unknown> = {}) => post(endpoint(), JSON.stringify(activity(connector, more)));

beforeAll(async () => {
  bot = await RunningBot.start();
});
afterAll(async () => {
  await bot.remove();
});
beforeEach(async () => {
  connector = await Connector.start();
});
afterEach(async () => {
  await connector.stop();
});

describe('a conversation over the Bot Framework protocol', () => {
  test('question, answer, restart of the process in mid-dialog, the rest', async () => {
    const conversation = { id: 'restart' };
    expect((await send({ text: '100050 나와요', conversation })).status).toBe(200);
    expect(connector.received.at(-1)).toMatchObject({
      suggestedActions: {
        to: [],
        actions: [
          { title: 'MARS 에이전트', value: 'MARS 에이전트' },
          { title: 'MABS 백업 서버' },
          { title: '모르겠어요' },
        ],
      },
    });
    await bot.stop();
    await bot.restart();
    await send({ text: 'MABS요', conversation });
    expect(connector.texts().at(-1)).toContain('psexec -i -s "C:\\Program Files\\Internet Explorer\\iexplore.exe"');
  });

  test('the same activity delivered twice is answered once, also at the same time', async () => {
    const again = { id: 'twice-1', text: '100050', conversation: { id: 'twice' } };
    const answers = await Promise.all([send(again), send(again), send(again)]);
    await send(again);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(connector.received).toHaveLength(1);
  });

  test('turns of one conversation run one at a time: no message is lost', async () => {
    const conversation = { id: 'many' };
    await Promise.all(Array.from({ length: 12 }, () => send({ text: '도움말', conversation })));
    await send({ text: '100050', conversation });
    expect(connector.received).toHaveLength(13);
  });

  test('the joining is greeted once, however often it is announced', async () => {
    const joined = {
      type: 'conversationUpdate',
      text: undefined,
      conversation: { id: 'joined' },
      membersAdded: [{ id: 'bot' }, { id: 'user-1' }],
    };
    await send(joined);
    await send(joined);
    await send({ ...joined, from: { id: 'bot' } });
    expect(connector.texts()).toHaveLength(1);
    expect(connector.texts()[0]).toContain('백업 길잡이');
  });

  test('in a group everybody has their own facts', async () => {
    const conversation = { id: 'group', isGroup: true };
    await send({ text: 'MARS 쓰고 있어요', conversation, from: { id: 'kim' } });
    await send({ text: '100050', conversation, from: { id: 'lee' } });
    expect(connector.texts().at(-1)).toContain('어떤 백업에서 생긴 문제인가요?');
    await send({ text: '100050', conversation, from: { id: 'kim' } });
    expect(connector.texts().at(-1)).toContain('dpmra.exe');
  });

  test('on Teams the choices are a card whose buttons send plain data', async () => {
    const conversation = { id: 'teams' };
    await send({
      channelId: 'msteams',
      text: '<at>백업봇</at> 100050',
      conversation,
      entities: [{ type: 'mention', text: '<at>백업봇</at>', mentioned: { id: 'bot' } }],
    });
    const card = connector.received.at(-1)?.attachments?.[0]?.content as {
      body: Array<{ type: string; actions?: Array<{ type: string; title: string; data: unknown }> }>;
    };
    const action = card.body.find(({ type }) => type === 'ActionSet')?.actions?.[1];
    expect(action).toEqual({
      type: 'Action.Submit',
      title: 'MABS 백업 서버',
      data: { say: 'MABS 백업 서버', question: expect.any(String), person: 'user-1' },
    });
    await send({ channelId: 'msteams', text: undefined, value: action?.data, conversation });
    expect(connector.texts().join('\n')).toContain('iexplore.exe');
  });

  test('the locale of the client does not matter', async () => {
    await send({ text: '안녕하세요', locale: 'fr-FR', conversation: { id: 'locale' } });
    expect(connector.texts().at(-1)).toContain('안녕하세요');
  });
});

describe('health', () => {
  test('200 with version, corpus and number of entries', async () => {
    const response = await fetch(`http://127.0.0.1:${bot.port}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      corpus: expect.stringMatching(/^[0-9a-f]{16}$/),
      entries: 114,
      checks: { index: 'ok', database: 'ok', file: 'ok', disk: 'ok', keys: 'ok' },
    });
  });
  test('a page for people', async () => {
    const response = await fetch(`http://127.0.0.1:${bot.port}/about`);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('/api/messages');
  });
});

describe('bad input is refused clearly, with no stack, and does no harm', () => {
  const refused = async (body: string | Buffer, headers: Record<string, string> = {}): Promise<void> => {
    const answer = await post(endpoint(), body, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.ms).toBeLessThan(3000);
    expect(answer.body).not.toMatch(/\bat .*\.js|node_modules|Error:/);
    expect(JSON.parse(answer.body)).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  };
  const without = (field: string): string => JSON.stringify({ ...activity(connector), [field]: undefined });

  test.each(['', '{', '[]', 'null', '"text"', '42', '{}', '{"type":"message"}', '{"__proto__":{}}'])(
    'body %s',
    async (body) => refused(body),
  );
  test.each(['from', 'conversation', 'serviceUrl', 'channelId', 'type'])('without %s', async (field) =>
    refused(without(field)),
  );
  test('a lie about the encoding', async () => {
    await refused(without('nothing'), { 'content-encoding': 'gzip' });
    await refused(without('nothing'), { 'content-encoding': 'br' });
    await refused(without('nothing'), { 'content-encoding': 'zstd' });
  });
  test('a body larger than any activity', async () =>
    refused(JSON.stringify(activity(connector, { text: 'ㄱ'.repeat(1_500_000) }))));
  test.each([
    'http://example.com/',
    'http://169.254.169.254/',
    'http://127.0.0.1@example.com/',
    'http://127.0.0.1:22',
    'http://kim:secret@127.0.0.1:3979',
    'http://127.0.0.1:3979/../../admin?x=1',
    'http://127.0.0.1:3979/a/b/c/d/e',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not a url',
  ])('serviceUrl %s', async (serviceUrl) => refused(JSON.stringify(activity(connector, { serviceUrl }))));

  const taken = async (more: Record<string, unknown>): Promise<void> => {
    const answer = await send({ conversation: { id: `bad-${Math.random()}` }, ...more });
    expect(answer.status).toBeLessThan(500);
    expect(answer.ms).toBeLessThan(3000);
  };
  test.each([
    [{ text: null }],
    [{ text: '' }],
    [{ value: null, text: undefined }],
    [{ value: 'MARS', text: undefined }],
    [{ value: { say: 42 }, text: undefined }],
  ])('message %j', async (more) => taken(more));
  test.each([
    'typing',
    'messageReaction',
    'installationUpdate',
    'endOfConversation',
    'event',
    'trace',
    'invoke',
    'somethingNew',
    'messageDelete',
    'constructor',
  ])('activity of type %s', async (type) => taken({ type, name: 'x' }));
  test.each([[{ id: null }], [{ id: '' }], [{ entities: null }], [{ membersAdded: null }], [{ recipient: null }]])(
    'message with %j',
    async (more) => {
      await taken({ text: '0x1FC07', ...more });
      expect(connector.texts().at(-1)).toContain('OnlineBackup.KEK');
    },
  );
  test.each([
    [{ id: 5 }],
    [{ entities: 'x' }],
    [{ membersAdded: [null] }],
    [{ from: { id: '\ud800' } }],
    [{ conversation: { id: 'a\u0000b' } }],
  ])('what no channel sends: %j', async (more) => refused(JSON.stringify(activity(connector, more))));
  test('without an id nothing is taken for a repetition', async () => {
    const conversation = { id: 'no-id' };
    await send({ id: null, text: '도움말', conversation });
    await send({ id: null, text: '도움말', conversation });
    expect(connector.received).toHaveLength(2);
  });
  test('words that no keyboard layout can turn into Hangul', async () => {
    await taken({ text: 'MARS 백업 hotfix 설치 후 localhost host 실패' });
    expect(connector.texts().at(-1)).not.toContain('처리하다가 문제가');
  });
  test('codes among many others, and among few words', async () => {
    const names = Array.from(
      { length: 300 },
      (_, i) => `SomeModuleName${i}Loaded 0x${(0xa0000000 + i).toString(16)}`,
    ).join('\n');
    for (const text of [
      `${names}\nExtensionStuckInDeletionState\n${names}`,
      `${'log '.repeat(1250)}ExtensionStuckInDeletionState ${'log '.repeat(1250)}`,
    ]) {
      await taken({ text });
      expect(connector.texts().at(-1)).toContain('VmSnapshotLinux');
    }
  });
  const raw = (request: string, allowHalfOpen = false): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ port: bot.port, host: '127.0.0.1', allowHalfOpen }, () => socket.write(request));
      let answer = '';
      socket.on('data', (data) => {
        answer += data;
      });
      socket.on('error', () => undefined);
      // Writing on tells whether the other side is closed.
      let writing: NodeJS.Timeout | undefined;
      socket.on('end', () => {
        if (allowHalfOpen) writing = setInterval(() => socket.write('x'), 20);
      });
      socket.on('close', () => {
        clearInterval(writing);
        resolve(answer);
      });
    });
  test('a body that never comes, and an upgrade', async () => {
    const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    expect(await raw(`${head}Content-Length: 500\r\n\r\n{`)).toMatch(/^HTTP\/1.1 408/);
    expect(await raw('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')).toMatch(
      /^HTTP\/1.1 426/,
    );
  });
  test.each(['a:99999', '[', 'a b', 'a%', 'xn--a', '1.2.3.999', 'a^b', '<', 'evil/x', 'evil?x'])(
    'a Host header that is none: %s',
    async (host) => {
      for (const path of ['/', '/healthz', '/assets/x', '/directline/x'])
        expect(await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
          /^HTTP\/1.1 400/,
        );
      expect(await raw('GET http://[x/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    },
  );
  test('a refused upgrade whose client goes away, or never does', async () => {
    const request = (path: string): string =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    for (const path of ['/nothing', '/directline/conversations/x/stream']) {
      await new Promise<void>((resolve) => {
        const socket = connect(bot.port, '127.0.0.1', () => {
          socket.write(request(path));
          socket.resetAndDestroy();
          resolve();
        });
        socket.on('error', () => undefined);
      });
      // Half open: it is closed from here, or a stop would wait for it for ever.
      await raw(request(path), true);
    }
  });
  test('control characters, markup, lone surrogates', async () => {
    await taken({ text: '\u0000\u0007<script>alert(1)</script> \ud800 <at>' });
    expect(connector.texts().join('')).not.toContain('<script>');
  });
  test('a gzipped body that is one', async () => {
    const answer = await post(
      endpoint(),
      gzipSync(JSON.stringify(activity(connector, { text: '도움말', conversation: { id: 'gzip' } }))),
      { 'content-encoding': 'gzip' },
    );
    expect(answer.status).toBe(200);
  });
  test('a 1 MB message and a code in the middle of 100 KB', async () => {
    await taken({ text: '백업이 안 돼요 '.repeat(60_000) });
    const noise = '2026-11-21 03:00:01 작업이 계속됩니다\n'.repeat(1500);
    await taken({ text: `${noise}ExtensionStuckInDeletionState\n${noise}` });
    expect(connector.texts().at(-1)).toContain('VmSnapshotLinux');
  });

  test('it goes on serving', async () => {
    await send({ text: '0x1FC07', conversation: { id: 'after' } });
    expect(connector.texts().at(-1)).toContain('OnlineBackup.KEK');
  });
});

describe('a connector that fails', () => {
  test.each(['error', 'reset', 'hang'] as const)(
    '%s: the request is answered within 3 s, and the conversation is kept',
    async (mode) => {
      const conversation = { id: `connector-${mode}` };
      connector.mode = mode;
      const answer = await send({ text: '100050', conversation });
      expect(answer.status).toBe(200);
      expect(answer.ms).toBeLessThan(3000);
    },
  );
  test('a connector that is gone', async () => {
    const gone = await Connector.start();
    const serviceUrl = gone.url;
    await gone.stop();
    const answer = await send({ text: '100050', serviceUrl, conversation: { id: 'gone' } });
    expect(answer.ms).toBeLessThan(3000);
  });
});

test('without authentication other machines are answered only where that is set', async () => {
  const open = await RunningBot.start({ HOST: '0.0.0.0' });
  const said = await post(`http://127.0.0.1:${open.port}/api/messages`, JSON.stringify(activity(connector)));
  expect({ status: said.status, ...JSON.parse(said.body) }).toMatchObject({
    status: 403,
    code: 'AuthenticationMissing',
  });
  await open.remove();
  const allowed = await RunningBot.start({ HOST: '0.0.0.0', ALLOW_UNAUTHENTICATED: 'true' });
  const heard = await post(`http://127.0.0.1:${allowed.port}/api/messages`, JSON.stringify(activity(connector)));
  expect(heard.status).toBe(200);
  await allowed.remove();
});

test('a second bot on the same port says so', async () => {
  const other = await mkdtemp(path.join(os.tmpdir(), 'guide-port-'));
  await expect(startService(bot.settings({ DATA_DIR: other }), () => {})).rejects.toMatchObject({
    code: 'PORT_IN_USE',
  });
  await rm(other, { recursive: true });
});
