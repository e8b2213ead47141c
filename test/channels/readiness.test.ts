import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockData } from '../../src/channels/data-lock.js';
import { LibsqlConversationLog } from '../../src/channels/libsql-conversation-log.js';
import { openDatabase } from '../../src/channels/libsql-database.js';
import { LibsqlStorage } from '../../src/channels/libsql-storage.js';
import { Readiness } from '../../src/channels/readiness.js';
import { mayDrop } from '../../src/channels/retention.js';
import { startService } from '../../src/channels/service.js';
import { activity, Connector, freePort, post } from '../support/client.js';
import { RunningBot } from '../support/running-bot.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-ready-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('a running bot', () => {
  let bot: RunningBot;
  beforeEach(async () => {
    bot = await RunningBot.start();
  });
  afterEach(async () => {
    await bot.remove();
  });
  const ask = async (route: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`http://127.0.0.1:${bot.port}${route}`);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  test('is alive and ready, and says what it looked at', async () => {
    expect(await ask('/livez')).toMatchObject({ status: 200 });
    for (const route of ['/readyz', '/healthz'])
      expect(await ask(route)).toMatchObject({
        status: 200,
        body: { status: 'ok', checks: { index: 'ok', database: 'ok', file: 'ok', disk: 'ok', keys: 'ok' } },
      });
  });

  test('whose database was taken away is alive, and not ready', async () => {
    await rename(path.join(bot.dataDir, 'conversations.db'), path.join(bot.dataDir, 'gone.db'));
    const { status, body } = await ask('/readyz');
    expect({ status, file: (body['checks'] as Record<string, string>)['file'] }).toMatchObject({
      status: 503,
      file: expect.stringContaining('conversations.db'),
    });
    expect((await ask('/livez')).status).toBe(200);
  });

  test('lets no second process work on its data, and says so', async () => {
    const second = startService(bot.settings({ PORT: String(await freePort()) }), () => {});
    await expect(second).rejects.toMatchObject({ code: 'DATA_IN_USE', message: expect.stringContaining(bot.dataDir) });
    await bot.stop();
    await bot.restart();
    expect((await ask('/readyz')).status).toBe(200);
  });

  test('sets a damaged database aside, and begins anew', async () => {
    await bot.stop();
    const files = ['conversations.db', 'conversations.db-wal', 'conversations.db-shm'];
    for (const name of files) await rm(path.join(bot.dataDir, name), { force: true });
    await writeFile(path.join(bot.dataDir, 'conversations.db'), 'this is no database, and was one'.repeat(500));
    await bot.restart();
    expect((await readdir(bot.dataDir)).some((name) => name.startsWith('conversations.db.damaged-'))).toBe(true);
    const connector = await Connector.start();
    const message = JSON.stringify(activity(connector, { text: '100050' }));
    expect((await post(`http://127.0.0.1:${bot.port}/api/messages`, message)).status).toBe(200);
    expect(connector.received).toHaveLength(1);
    await connector.stop();
  });
});

test('the lock goes with its process, and is one in one process too', () => {
  const unlock = lockData(dir);
  expect(() => lockData(dir)).toThrow(/in use/);
  unlock();
  lockData(dir)();
});

test('a disk with too little room, and a database that cannot be written, are told', async () => {
  const file = path.join(dir, 'x.db');
  const database = openDatabase(file);
  const parts = { database, file, hasIndex: () => true, hasKeys: () => true };
  const readiness = new Readiness({ ...parts, leastFree: Number.MAX_SAFE_INTEGER });
  expect((await readiness.checks()).disk).toMatch(/MB are free/);
  database.exec('PRAGMA query_only = ON');
  const now = Date.now() + 10_000;
  expect((await readiness.checks(now)).database).not.toBe('ok');
  database.close();
});

describe('a clock that may be wrong deletes nothing', () => {
  test('far ahead of what was written last: not before a day has run', async () => {
    const database = openDatabase(path.join(dir, 'x.db'));
    const storage = new LibsqlStorage(database);
    new LibsqlConversationLog(database);
    expect(mayDrop(database, new Date(), 0)).toEqual({});
    await storage.write({ 'memory/v1/webchat/a/b': { eTag: '*' } });
    expect(mayDrop(database, new Date(), 0)).toEqual({});
    const wrong = new Date(Date.now() + 400 * DAY_MS);
    expect(mayDrop(database, wrong, 0).reason).toMatch(/400 days ahead/);
    expect(mayDrop(database, wrong, DAY_MS)).toEqual({});
    database.close();
  });
});
