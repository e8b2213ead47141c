import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { WebSocket } from 'ws';
import { DirectLine } from '../../src/directline/direct-line.js';
import { call, EchoServer, SECRET } from '../support/echo-direct-line.js';

let server: EchoServer;
beforeEach(async () => {
  server = await EchoServer.start();
});
afterEach(async () => {
  await server.stop();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const texts = async (id: string): Promise<unknown[]> =>
  (await server.directLine.read(id, 0, 1000)).map(({ activity }) => activity.text);

/** A conversation that its client has opened. */
async function opened(user = 'dl_kim'): Promise<{ id: string; token: string; url: string }> {
  const { conversationId: id, token } = await server.directLine.create(user);
  await server.directLine.start({ conversation: id, user });
  return { id, token, url: `${server.domain}/conversations/${id}` };
}

describe('who may do what', () => {
  test('a token opens its own conversation and no other', async () => {
    const mine = await opened('dl_kim');
    const yours = await opened('dl_lee');
    expect((await call(`${mine.url}/activities`, { token: mine.token })).status).toBe(200);
    const refused = await call(`${yours.url}/activities`, { token: mine.token });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'BadToken' } } });
  });

  test('a token of somebody else’s making, for another purpose, or none, opens nothing', async () => {
    const { id, url } = await opened();
    const forged = await new SignJWT({ user: 'dl_kim', conv: id })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('directline')
      .setAudience('access')
      .setExpirationTime('1h')
      .sign(new Uint8Array(32));
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged.split('.')[1]}.`;
    const stream = await server.directLine.streamToken({ conversation: id, user: 'dl_kim' });
    for (const token of [forged, none, stream, 'x', SECRET.slice(1)])
      expect((await call(`${url}/activities`, { token })).status).toBe(403);
    expect((await call(`${url}/activities`)).status).toBe(401);
  });

  test('the id of the sender is that of the token, whatever the client says', async () => {
    const { id, token, url } = await opened();
    await call(`${url}/activities`, {
      token,
      method: 'POST',
      body: { type: 'message', text: '안녕', from: { id: 'dl_lee', role: 'bot' }, id: '1', recipient: { id: 'x' } },
    });
    const [, said] = await server.directLine.read(id, 0);
    expect(said?.activity).toMatchObject({
      from: { id: 'dl_kim', role: 'user' },
      recipient: { id: 'bot' },
      id: `${id}|0000002`,
    });
  });

  test('with the secret a token is generated for a dl_ user only; without it none', async () => {
    const generate = (token: string, user: string) =>
      call(`${server.domain}/tokens/generate`, { token, method: 'POST', body: { user: { id: user } } });
    expect((await generate(SECRET, 'dl_kim')).body).toMatchObject({ token: expect.any(String), expires_in: 1800 });
    expect((await generate(SECRET, 'kim')).status).toBe(400);
    expect((await generate('another', 'dl_kim')).status).toBe(403);
  });

  test('a token is renewed while it is good', async () => {
    const { token } = await opened();
    const renewed = await call(`${server.domain}/tokens/refresh`, { token, method: 'POST' });
    expect(renewed.body).toMatchObject({ token: expect.any(String), expires_in: 1800 });
    expect((await call(`${server.domain}/tokens/refresh`, { token: 'x', method: 'POST' })).status).toBe(403);
  });
});

describe('bad requests are refused clearly and do no harm', () => {
  test.each<[string, unknown, number, string]>([
    ['no JSON', '{', 400, 'BadArgument'],
    ['no type', {}, 400, 'BadArgument'],
    ['text that is none', { type: 'message', text: 7 }, 400, 'BadArgument'],
    ['a locale that is none', { type: 'message', locale: 'Secr3t!' }, 400, 'BadArgument'],
    ['an id that is none', { type: 'message', channelData: { clientActivityID: 'a\nb' } }, 400, 'BadArgument'],
    ['too much', { type: 'message', text: 'x'.repeat(300_000) }, 413, 'MessageSizeTooBig'],
  ])('%s', async (_what, body, status, code) => {
    const { id, token, url } = await opened();
    expect(await call(`${url}/activities`, { token, method: 'POST', body })).toMatchObject({
      status,
      body: { error: { code, message: expect.any(String) } },
    });
    expect(await texts(id)).toEqual(['안녕하세요']);
  });

  test('a watermark that no server gave', async () => {
    const { token, url } = await opened();
    for (const watermark of ['abc', '-1', '1.5'])
      expect((await call(`${url}/activities?watermark=${watermark}`, { token })).status).toBe(400);
  });

  test('a file is refused with a reason', async () => {
    const { token, url } = await opened();
    const refused = await call(`${url}/upload?userId=dl_kim`, { token, method: 'POST', body: 'x' });
    expect(refused).toMatchObject({ status: 415, body: { error: { code: 'UploadNotSupported' } } });
  });

  test('a conversation that is gone, and an address that is none', async () => {
    const { token, id } = await opened();
    server.database.exec('DELETE FROM conversations');
    expect((await call(`${server.domain}/conversations/${id}`, { token })).status).toBe(404);
    expect((await call(`${server.domain}/nothing`, { token })).status).toBe(404);
    expect((await call(`${server.domain}/conversations/%E0%A4%A/activities`, { token })).status).toBe(400);
  });

  test('what a client says besides words is not kept', async () => {
    const { id, token, url } = await opened();
    const body = {
      type: 'message',
      text: '안녕',
      value: { say: 'Secr3t' },
      textFormat: 'markdown',
      channelData: { x: 'Secr3t' },
      name: 'Secr3t',
    };
    expect((await call(`${url}/activities`, { token, method: 'POST', body })).status).toBe(200);
    const kept = await server.directLine.read(id, 0);
    expect(JSON.stringify(kept)).not.toContain('Secr3t');
    expect(kept[1]?.activity).toMatchObject({ text: '안녕', textFormat: 'plain' });
  });

  test('an empty id of a client is none: the second message is one too', async () => {
    const { id, token, url } = await opened();
    const body = { type: 'message', text: '또', channelData: { clientActivityID: '' } };
    for (let i = 0; i < 2; i += 1) await call(`${url}/activities`, { token, method: 'POST', body });
    expect((await texts(id)).filter((text) => text === '또')).toHaveLength(2);
  });

  test('a charset other than UTF-8', async () => {
    const { token, url } = await opened();
    const response = await fetch(`${url}/activities`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-7', Authorization: `Bearer ${token}` },
      body: '{"type":"message"}',
    });
    expect(response.status).toBe(415);
  });

  test('events and typing of a client are taken, and nothing comes of them', async () => {
    const { id, token, url } = await opened();
    for (const type of ['event', 'typing'])
      expect((await call(`${url}/activities`, { token, method: 'POST', body: { type, name: 'x' } })).status).toBe(200);
    expect(await texts(id)).toEqual(['안녕하세요']);
  });
});

describe('limits of one address, whoever its senders say they are', () => {
  test('forty megabytes in ten minutes, then no more is kept of invented people', async () => {
    const body = { type: 'message', text: '가'.repeat(60_000) };
    let taken = 0;
    let refused: Awaited<ReturnType<typeof call>> | undefined;
    for (let i = 0; i < 300 && !refused; i += 1) {
      const { token, url } = await opened(`dl_invented-${i}`);
      const answer = await call(`${url}/activities`, { token, method: 'POST', body });
      if (answer.status === 200) taken += 180_000;
      else refused = answer;
    }
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(taken).toBeLessThanOrEqual(40 * 2 ** 20);
  }, 20_000);

  test('eight hundred colleagues behind one address say what they want to', async () => {
    const answers: number[] = [];
    for (let i = 0; i < 800; i += 1) {
      const { token, url } = await opened(`dl_colleague-${i}`);
      const body = { type: 'message', text: '백업이 안 돼요' };
      answers.push((await call(`${url}/activities`, { token, method: 'POST', body })).status);
    }
    expect(answers.every((status) => status === 200)).toBe(true);
  }, 30_000);
});

test('a conversation ends at four thousand activities, and a full storage takes nothing, both with a reason', async () => {
  const { id, token, url } = await opened();
  const insert = server.database.prepare('UPDATE conversations SET last = 4000 WHERE id = ?');
  insert.run(id);
  const said = { token, method: 'POST', body: { type: 'message', text: '또' } };
  expect(await call(`${url}/activities`, said)).toMatchObject({
    status: 403,
    body: { error: { code: 'ConversationFull' } },
  });
  const full = new DirectLine({ ...server.options, isFull: () => true });
  const other = await opened('dl_lee');
  await expect(full.post(await full.conversation(other.id), { type: 'message', text: '또' })).rejects.toMatchObject({
    status: 503,
    code: 'StorageFull',
  });
});

describe('limits of one person', () => {
  test('the 21st message within 10 s waits, and others are not held up by it', async () => {
    const { token, url } = await opened('dl_kim');
    const body = { type: 'message', text: '도배' };
    const answers = await Promise.all(
      Array.from({ length: 21 }, () => call(`${url}/activities`, { token, method: 'POST', body })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    const [refused] = answers.filter(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await opened('dl_lee');
    expect((await call(`${other.url}/activities`, { token: other.token, method: 'POST', body })).status).toBe(200);
  });

  test('twelve WebSockets stay of a burst of forty', async () => {
    const { token, url } = await opened();
    const { body } = await call(url, { token });
    const sockets = Array.from({ length: 40 }, () => new WebSocket(String(body['streamUrl'])));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve))));
    const open = (): number => sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
    for (let i = 0; i < 100 && open() > 12; i += 1) await pause(20);
    expect(open()).toBe(12);
    for (const socket of sockets) socket.terminate();
  });

  test('of more than twelve WebSockets the oldest is closed', async () => {
    const { token, url } = await opened();
    const closed: number[] = [];
    const sockets: WebSocket[] = [];
    for (let i = 0; i < 13; i += 1) {
      const { body } = await call(url, { token });
      const socket = new WebSocket(String(body['streamUrl']));
      socket.on('close', () => closed.push(i));
      await new Promise((resolve) => socket.once('open', resolve));
      sockets.push(socket);
    }
    for (let i = 0; i < 100 && closed.length === 0; i += 1) await pause(10);
    expect(closed).toEqual([0]);
    for (const socket of sockets) socket.terminate();
  });
});

test('the same activity sent twice is one', async () => {
  const { id, token, url } = await opened();
  const body = { type: 'message', text: '한 번', channelData: { clientActivityID: 'c1' } };
  const first = await call(`${url}/activities`, { token, method: 'POST', body });
  const second = await call(`${url}/activities`, { token, method: 'POST', body });
  expect(second.body).toEqual(first.body);
  await pause(20);
  expect(await texts(id)).toEqual(['안녕하세요', '한 번', '메아리: 한 번']);
});

test('what the bot had not answered when the process ended it gets at the next start', async () => {
  const stuck = new DirectLine({ ...server.options, deliver: () => new Promise(() => undefined) });
  const { conversationId } = await stuck.create('dl_kim');
  await server.options.log.create(conversationId, 'dl_kim');
  await stuck.post(await stuck.conversation(conversationId), { type: 'message', text: '도중에' });
  await server.directLine.resume();
  await pause(20);
  expect(await texts(conversationId)).toEqual(['도중에', '메아리: 도중에']);
  await server.directLine.resume();
  expect(server.delivered).toHaveLength(1);
});

test('what the bot had answered, but nobody heard: the person is told', async () => {
  const { id, url, token } = await opened();
  const silent = new DirectLine({ ...server.options, deliver: () => new Promise(() => undefined) });
  await silent.post(await silent.conversation(id), { type: 'message', text: '도중에' });
  const knowsIt = new DirectLine({ ...server.options, deliver: async () => undefined });
  await knowsIt.resume();
  expect(await texts(id)).toEqual(['안녕하세요', '도중에', '답을 보내지 못했어요']);
  expect((await call(`${url}/activities`, { token })).status).toBe(200);
});

test('what may not be kept is neither kept nor sent', async () => {
  const masking = new DirectLine({ ...server.options, redact: (text) => text.replace('hunter2', '[비밀]') });
  const { conversationId } = await masking.create('dl_kim');
  await server.options.log.create(conversationId, 'dl_kim');
  await masking.post(await masking.conversation(conversationId), { type: 'message', text: '암호는 hunter2' });
  expect(await texts(conversationId)).toContain('암호는 [비밀]');
  expect(JSON.stringify(await server.directLine.read(conversationId, 0))).not.toContain('hunter2');
  expect(server.delivered[0]?.text).toBe('암호는 [비밀]');
});

test('a forgotten person’s conversations are empty and go on; others are untouched', async () => {
  const mine = await opened('dl_kim');
  const yours = await opened('dl_lee');
  server.log.forget('dl_kim');
  expect(await texts(mine.id)).toEqual([]);
  expect(await texts(yours.id)).toEqual(['안녕하세요']);
  await server.directLine.say(mine.id, [{ text: '지웠어요' }]);
  // Places go on: who has read up to 1 must not miss what comes now.
  expect((await server.directLine.read(mine.id, 1)).map(({ place }) => place)).toEqual([2]);
});

test('readers at any pace have read all there is, in order and once', async () => {
  const act = fc.record({ kind: fc.constantFrom('say', 'post', 'read'), who: fc.nat({ max: 2 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      const line = new DirectLine({ ...server.options, deliver: async () => undefined });
      const { conversationId: id } = await line.create('dl_kim');
      await line.start({ conversation: id, user: 'dl_kim' });
      const conversation = await line.conversation(id);
      /** The naive oracle: all that was said. */
      const all: string[] = [];
      const readers = [0, 1, 2].map(() => ({ heard: [] as string[], at: 0 }));
      const readOn = async (reader: (typeof readers)[number]): Promise<void> => {
        for (const { place, activity } of await line.read(id, reader.at, 2)) {
          reader.heard.push(String(activity.text));
          reader.at = place;
        }
      };
      for (const [i, { kind, who }] of acts.entries()) {
        if (kind === 'say') await line.say(id, [{ text: `봇 ${i}` }, { text: `봇 ${i}b` }]);
        if (kind === 'say') all.push(`봇 ${i}`, `봇 ${i}b`);
        if (kind === 'post') await line.post(conversation, { type: 'message', text: `나 ${i}` });
        if (kind === 'post') all.push(`나 ${i}`);
        const reader = readers[who];
        if (kind === 'read' && reader) await readOn(reader);
      }
      for (const reader of readers) {
        for (let i = 0; i <= all.length; i += 1) await readOn(reader);
        expect(reader.heard).toEqual(all);
      }
    }),
    { numRuns: 60 },
  );
});

test('WebSockets that come and go hear everything once between them', async () => {
  const { id, token, url } = await opened();
  const heard: string[] = [];
  let watermark = '';
  for (let round = 0; round < 5; round += 1) {
    const { body } = await call(`${url}?watermark=${watermark}`, { token });
    const socket = new WebSocket(String(body['streamUrl']));
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { activities: Array<{ text: string }>; watermark: string };
      heard.push(...frame.activities.map(({ text }) => text));
      watermark = frame.watermark;
    });
    await new Promise((resolve) => socket.once('open', resolve));
    // More than one frame holds, while it listens and while nobody does.
    for (let i = 0; i < 60; i += 1) await server.directLine.say(id, [{ text: `${round}.${i}` }]);
    await pause(50);
    socket.terminate();
    await server.directLine.say(id, [{ text: `${round} 사이` }]);
  }
  const all = await texts(id);
  expect([...heard, all.at(-1)]).toEqual(all);
});
