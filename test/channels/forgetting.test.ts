import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Activity, TestAdapter, TurnContext } from 'botbuilder-core';
import type Database from 'libsql';
import { pino } from 'pino';
import { LibsqlConversationLog } from '../../src/channels/libsql-conversation-log.js';
import { closeDatabase, openDatabase } from '../../src/channels/libsql-database.js';
import { LibsqlStorage } from '../../src/channels/libsql-storage.js';
import { People } from '../../src/channels/people.js';
import type { TurnEvent } from '../../src/journal/event.js';
import { Journal } from '../../src/journal/journal.js';

const CONVERSATIONS = 1000;

let dir: string;
let database: Database.Database;
let storage: LibsqlStorage;
let log: LibsqlConversationLog;
let journal: Journal;
let people: People;

async function open(): Promise<void> {
  database = openDatabase(path.join(dir, 'conversations.db'));
  storage = new LibsqlStorage(database);
  log = new LibsqlConversationLog(database);
  journal = await Journal.open(path.join(dir, 'journal'), 30, () => {});
  people = new People(database, storage, log, journal, pino({ level: 'silent' }));
}
async function close(): Promise<void> {
  await journal.close();
  closeDatabase(database);
}
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-forget-'));
  await open();
});
afterEach(async () => {
  await close();
  await rm(dir, { recursive: true, force: true });
});

const turnOf = (user: string): TurnContext =>
  new TurnContext(new TestAdapter(async () => {}), {
    type: 'message',
    channelId: 'directline',
    conversation: { id: `${user}-0` },
    from: { id: user },
  } as Activity);

/** Conversations in which a person said something that can be found again in the bytes. */
async function talk(user: string, conversations: number): Promise<void> {
  for (let i = 0; i < conversations; i += 1) {
    const id = `${user}-${i}`;
    await log.create(id, user);
    await log.append(id, () => ({ type: 'message', text: `said by ${user} in ${i}` }));
    await storage.write({
      [`memory/v1/directline/${id}/${user}`]: { guide: `remembered of ${user} in ${i}`, eTag: '*' },
    });
  }
  await storage.write({ [`person/v1/directline/${user}`]: { noticed: true, eTag: '*' } });
  journal.append({ v: 1, person: journal.hash('person', 'directline', user), said: `told by ${user}` } as TurnEvent);
}

async function bytes(): Promise<string> {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(path.join(parentPath, name), 'latin1')));
  return texts.join('\n');
}

describe('내 기록 삭제', () => {
  test('leaves no byte of a thousand conversations, and all of everybody else’s', async () => {
    await talk('dl_kim', CONVERSATIONS);
    await talk('dl_lee', 3);
    await people.forget(turnOf('dl_kim'));
    expect(await bytes()).not.toMatch(/(?:said by|remembered of|told by) dl_kim/);
    // The conversation that says that it is done goes on for a while; then it has no past either.
    await log.append('dl_kim-0', () => ({ type: 'message', text: 'deleted, dl_kim' }));
    people.dropEnded(new Date(Date.now() + 1000));
    await close();
    const left = await bytes();
    expect(left).not.toContain('dl_kim');
    for (const said of ['said by dl_lee in 2', 'remembered of dl_lee in 2', 'told by dl_lee'])
      expect(left).toContain(said);
    await open();
  });

  test('ends conversations and lets nobody begin new ones as the same person', async () => {
    await talk('dl_kim', 3);
    await people.forget(turnOf('dl_kim'));
    expect(await log.hasEnded('dl_kim')).toBe(true);
    expect(await log.hasEnded('dl_lee')).toBe(false);
    people.dropEnded(new Date(Date.now() + 1000));
    expect(await log.find('dl_kim-0')).toBeUndefined();
  });

  test('a process that ends before the journal is rewritten does so when it starts', async () => {
    await talk('dl_kim', 3);
    const broken = new People(
      database,
      storage,
      log,
      Object.assign(Object.create(journal) as Journal, { forget: () => Promise.reject(new Error('killed')) }),
      pino({ level: 'silent' }),
    );
    await expect(broken.forget(turnOf('dl_kim'))).rejects.toThrow('killed');
    await close();
    expect(await bytes()).toContain('told by dl_kim');
    await open();
    await people.resume();
    await close();
    expect(await bytes()).not.toContain('told by dl_kim');
    await open();
  });

  test('a file of an earlier version, which does not say whose an item is, is told', async () => {
    await close();
    await rm(path.join(dir, 'conversations.db'));
    database = openDatabase(path.join(dir, 'conversations.db'));
    database.exec(
      "CREATE TABLE items (key TEXT PRIMARY KEY, value TEXT NOT NULL, etag INTEGER NOT NULL, changed TEXT NOT NULL); INSERT INTO items VALUES ('memory/v1/msteams/a%2Fb/dl_kim', '{}', 1, '2026'), ('memory/v1/msteams/c/dl_lee', '{}', 1, '2026')",
    );
    database.close();
    await open();
    storage.forget('msteams/dl_kim');
    expect(Object.keys(await storage.read(['memory/v1/msteams/a%2Fb/dl_kim', 'memory/v1/msteams/c/dl_lee']))).toEqual([
      'memory/v1/msteams/c/dl_lee',
    ]);
  });
});
