import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChatSession } from '../../src/channels/chat-sessions.js';
import { clientOf } from '../../src/channels/client-of.js';
import { call, EchoServer, SECRET } from '../support/echo-direct-line.js';
import { RunningBot } from '../support/running-bot.js';

let bot: RunningBot;
beforeAll(async () => {
  bot = await RunningBot.start();
});
afterAll(async () => {
  await bot.remove();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const at = (path: string, of = bot): string => `http://127.0.0.1:${of.port}${path}`;

async function session(body: object = {}, of = bot): Promise<ChatSession> {
  const answer = await call(at('/webchat/session', of), { method: 'POST', body });
  expect(answer.status).toBe(200);
  const given = answer.body as unknown as ChatSession;
  const domain = given.domain.startsWith('/') ? at(given.domain, of) : given.domain;
  expect((await call(`${domain}/conversations`, { token: given.token, method: 'POST' })).status).toBeLessThan(300);
  return given;
}

/** Says something over Direct Line and waits for the answer; all texts of the conversation. */
async function say({ token, conversationId }: ChatSession, text: string): Promise<string[]> {
  const url = at(`/directline/conversations/${conversationId}/activities`);
  // The greeting first, so that it is not taken for the answer.
  for (let i = 0; i < 100 && (await texts(token, url)).length === 0; i += 1) await pause(20);
  const before = await texts(token, url);
  const posted = await call(url, { token, method: 'POST', body: { type: 'message', text } });
  expect(posted.status).toBe(200);
  for (let i = 0; i < 100; i += 1) {
    const now = await texts(token, url);
    if (now.length >= before.length + 2) return now;
    await pause(20);
  }
  throw new Error('no answer');
}

async function texts(token: string, url: string): Promise<string[]> {
  const { body } = await call(url, { token });
  return (body['activities'] as Array<{ text?: string }>).map(({ text = '' }) => text);
}

const pastOf = ({ token, conversationId }: ChatSession): Promise<string[]> =>
  texts(token, at(`/directline/conversations/${conversationId}/activities`));

describe('the page', () => {
  test('may run only its own scripts, and be framed only where that is allowed', async () => {
    const { headers } = await fetch(at('/'));
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'self' http://localhost:*");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('is made anew each time; what it loads is kept for ever and comes compressed', async () => {
    const [first, second] = await Promise.all([fetch(at('/')), fetch(at('/'))]);
    const nonce = async (response: Response): Promise<string> =>
      /data-nonce="([^"]+)"/.exec(await response.clone().text())?.[1] ?? '';
    expect(await nonce(first)).not.toBe(await nonce(second));
    expect(first.headers.get('content-security-policy')).toContain(`'nonce-${await nonce(first)}'`);
    for (const [, path = ''] of (await first.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      const asset = await fetch(at(path), { headers: { 'accept-encoding': 'br' } });
      expect([path, asset.status, asset.headers.get('content-encoding')]).toEqual([path, 200, 'br']);
      expect(asset.headers.get('cache-control')).toContain('immutable');
      await asset.arrayBuffer();
    }
  });

  test('nothing but built files is served', async () => {
    for (const path of [
      '/assets/',
      '/assets/../files.json',
      '/assets/%2e%2e/files.json',
      '/assets/x.js',
      '/files.json',
    ])
      expect([path, (await fetch(at(path))).status]).toEqual([path, 404]);
  });

  test.each(['/', '/about', '/privacy', '/terms', '/embed.js'])('%s answers GET and HEAD', async (path) => {
    expect((await fetch(at(path))).status).toBe(200);
    expect((await fetch(at(path), { method: 'HEAD' })).status).toBe(200);
  });
});

describe('a session', () => {
  test('a new person gets a conversation of their own; the same page comes back to it', async () => {
    const first = await session();
    expect(first).toMatchObject({ domain: '/directline', started: false, userId: expect.stringMatching(/^dl_/) });
    await say(first, '100050 나와요');
    const again = await session({ resume: first.resume });
    expect(again).toMatchObject({ conversationId: first.conversationId, userId: first.userId, started: true });
    expect(await pastOf(again)).toContain('100050 나와요');
  });

  test('after a restart of the server too', async () => {
    const first = await session();
    await say(first, '100050 나와요');
    await bot.stop();
    await bot.restart();
    const again = await session({ resume: first.resume });
    expect((await pastOf(again)).join()).toContain('어떤 백업에서');
    expect((await say(again, 'dpm이요')).join()).toContain('iexplore.exe');
  });

  test('another conversation of the same person', async () => {
    const first = await session();
    await say(first, 'ExtensionStuckInDeletionState');
    const fresh = await session({ resume: first.resume, fresh: true });
    expect(fresh.userId).toBe(first.userId);
    expect(fresh.conversationId).not.toBe(first.conversationId);
    expect((await say(fresh, '지난번 문제 이어서')).join()).toContain('VmSnapshot');
  });

  test('what is no ticket of ours begins anew', async () => {
    const other = await session();
    for (const resume of ['x', other.token, `${other.resume}x`]) {
      const begun = await session({ resume });
      expect(begun.conversationId).not.toBe(other.conversationId);
    }
  });

  test('a body that is none is refused, and so is one of another type, which foreign pages could send', async () => {
    expect((await call(at('/webchat/session'), { method: 'POST', body: '{' })).status).toBe(400);
    expect((await call(at('/webchat/session'), { method: 'POST', body: { fresh: 'yes' } })).status).toBe(400);
    const plain = await fetch(at('/webchat/session'), { method: 'POST', body: '{}' });
    expect(plain.status).toBe(400);
  });

  test('a password is masked before it is kept or shown', async () => {
    const mine = await session();
    const all = await say(mine, '비밀번호는 hunter2! 인데 100050 나와요');
    expect(all.join()).not.toContain('hunter2');
    expect(all.at(-2)).toContain('[비밀]');
  });

  test('내 기록 삭제 deletes what was said in all conversations of the person', async () => {
    const first = await session();
    await say(first, 'ExtensionStuckInDeletionState');
    const second = await session({ resume: first.resume, fresh: true });
    const left = await sayAndForget(second);
    expect(left).toEqual([expect.stringContaining('모두 지웠어요')]);
    expect(await pastOf(first)).toEqual([]);
  });
});

async function sayAndForget(mine: ChatSession): Promise<string[]> {
  const url = at(`/directline/conversations/${mine.conversationId}/activities`);
  await call(url, { token: mine.token, method: 'POST', body: { type: 'message', text: '내 기록 삭제해줘' } });
  for (let i = 0; i < 100; i += 1) {
    const now = await texts(mine.token, url);
    if (now.join().includes('지웠어요')) return now;
    await pause(20);
  }
  throw new Error('no answer');
}

describe('with Azure’s Direct Line', () => {
  let azure: EchoServer;
  let other: RunningBot;
  beforeAll(async () => {
    azure = await EchoServer.start();
    other = await RunningBot.start({ DIRECT_LINE_SECRET: SECRET, DIRECT_LINE_ENDPOINT: azure.domain });
  });
  afterAll(async () => {
    await other.remove();
    await azure.stop();
  });

  test('the page gets a token for one conversation and one person, and never the secret', async () => {
    const answer = await call(at('/webchat/session', other), { method: 'POST', body: {} });
    expect(JSON.stringify(answer.body)).not.toContain(SECRET);
    const given = answer.body as unknown as ChatSession;
    expect(given).toMatchObject({ domain: azure.domain, userId: expect.stringMatching(/^dl_/), started: false });
    const opened = await call(`${azure.domain}/conversations`, { token: given.token, method: 'POST' });
    expect(opened.body['conversationId']).toBe(given.conversationId);
    const { headers } = await fetch(at('/', other));
    expect(headers.get('content-security-policy')).toContain(`connect-src 'self' ${azure.origin} ws://`);
    for (const path of ['/', '/embed.js']) expect(await (await fetch(at(path, other))).text()).not.toContain(SECRET);
  });

  test('a page comes back to its conversation with its token, and with an expired one too', async () => {
    const first = await session({}, other);
    for (const token of [first.token, undefined, 'expired']) {
      const again = await session({ resume: first.resume, ...(token === undefined ? {} : { token }) }, other);
      expect(again).toMatchObject({ conversationId: first.conversationId, userId: first.userId, started: true });
    }
  });

  test('a conversation that Azure no longer has: another one of the same person', async () => {
    const first = await session({}, other);
    azure.database.exec('DELETE FROM conversations');
    const again = await session({ resume: first.resume, token: first.token }, other);
    expect(again).toMatchObject({ userId: first.userId, started: false });
    expect(again.conversationId).not.toBe(first.conversationId);
  });

  test('Azure does not answer: a clear 503 without anything of the secret', async () => {
    const lost = await RunningBot.start({
      DIRECT_LINE_SECRET: SECRET,
      DIRECT_LINE_ENDPOINT: 'http://127.0.0.1:9/v3/directline',
    });
    try {
      const answer = await call(at('/webchat/session', lost), { method: 'POST', body: {} });
      expect(answer).toMatchObject({ status: 503, body: { code: 'DIRECT_LINE_FAILED' } });
      expect(JSON.stringify(answer.body)).not.toContain(SECRET);
    } finally {
      await lost.remove();
    }
  });
});

describe('behind proxies', () => {
  const request = (headers: Record<string, string>): never =>
    ({ headers: { host: 'bot.example.com', ...headers }, socket: { remoteAddress: '10.0.0.1' } }) as never;

  test('the address is what the first trusted proxy saw, never what a client says of itself', () => {
    const forwarded = request({ 'x-forwarded-for': '6.6.6.6, 1.2.3.4:5678, 10.0.0.9' });
    expect(clientOf(0).address(forwarded)).toBe('10.0.0.1');
    expect(clientOf(2).address(forwarded)).toBe('1.2.3.4');
    expect(clientOf(5).address(forwarded)).toBe('10.0.0.1');
    const six = (address: string): string => clientOf(1).address(request({ 'x-forwarded-for': address }));
    expect(new Set(['[2001:db8:1:2::1]:55', '[2001:db8:1:2::1]:56', '2001:db8:1:2:3:4:5:6'].map(six)).size).toBe(1);
    expect(six('2001:db8:1:3::1')).not.toBe(six('2001:db8:1:2::1'));
  });

  test('https is believed of a trusted proxy only, and a host that is none is not repeated', () => {
    expect(clientOf(1).origin(request({ 'x-forwarded-proto': 'https' }))).toBe('https://bot.example.com');
    expect(clientOf(0).origin(request({ 'x-forwarded-proto': 'https' }))).toBe('http://bot.example.com');
    expect(clientOf(0).origin(request({ host: 'a/b"><' }))).toBe('http://localhost');
  });
});

test('who had everything deleted comes back with the old ticket as somebody new, and opens nothing with an old token', async () => {
  const first = await session();
  await say(first, 'SalBitmapError 나와요');
  const url = at(`/directline/conversations/${first.conversationId}/activities`);
  await call(url, { token: first.token, method: 'POST', body: { type: 'message', text: '내 기록 삭제' } });
  await pause(500);
  expect(await pastOf(first)).toEqual([expect.stringContaining('지웠어요')]);
  const again = await session({ resume: first.resume });
  expect(again.started).toBe(false);
  expect(again.userId).not.toBe(first.userId);
  const another = await session({ resume: first.resume, fresh: true });
  expect(another.userId).not.toBe(first.userId);
});
