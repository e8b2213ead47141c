import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Keeper } from '../../deploy/keeper.js';
import { openDatabase } from '../../src/channels/libsql-database.js';
import { LibsqlStorage } from '../../src/channels/libsql-storage.js';
import { activity, Connector, freePort, post } from '../support/client.js';
import { projectDir } from '../support/knowledge.js';

let dir: string;
let data: string;
let kept: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-keep-'));
  data = path.join(dir, 'data');
  kept = path.join(dir, 'kept');
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** The machine is gone and a new one, with an empty disk, starts from what was kept. */
async function newMachine(): Promise<Keeper> {
  await rm(data, { recursive: true, force: true });
  return new Keeper(data, kept);
}

async function valuesAt(folder: string): Promise<unknown> {
  const database = openDatabase(path.join(folder, 'conversations.db'));
  const storage = new LibsqlStorage(database);
  const items = await storage.read(['one', 'two']);
  database.close();
  return Object.fromEntries(Object.entries(items).map(([key, item]) => [key, item.value]));
}

describe('what is kept', () => {
  test('is what the bot wrote, also what is not yet in the database file itself', async () => {
    const keeper = new Keeper(data, kept);
    expect(await keeper.restore()).toBe(false);
    const database = openDatabase(path.join(data, 'conversations.db'));
    const storage = new LibsqlStorage(database);
    await storage.write({ one: { value: 'first' } });
    await keeper.save();
    await storage.write({ two: { value: 'second' } });
    await writeFile(path.join(data, 'web-chat.key'), 'the key');
    await keeper.save();
    database.close();
    expect(await (await newMachine()).restore()).toBe(true);
    expect(await readFile(path.join(data, 'web-chat.key'), 'utf8')).toBe('the key');
    expect(await valuesAt(data)).toEqual({ one: 'first', two: 'second' });
  });

  test('is whole while the bot goes on writing', async () => {
    const keeper = new Keeper(data, kept);
    const database = openDatabase(path.join(data, 'conversations.db'));
    const storage = new LibsqlStorage(database);
    for (let turn = 1; turn <= 20; turn++) {
      await storage.write({ one: { value: turn }, two: { value: turn } });
      const saving = keeper.save();
      await storage.write({ one: { value: -turn }, two: { value: -turn } });
      await saving;
      const { one, two } = (await valuesAt(kept)) as Record<string, number>;
      expect(one).toBe(two);
      expect(Math.abs(one ?? 0)).toBe(turn);
    }
    database.close();
  });

  test('holds nothing that was deleted', async () => {
    const keeper = new Keeper(data, kept);
    const database = openDatabase(path.join(data, 'conversations.db'));
    const storage = new LibsqlStorage(database);
    await storage.write({ one: { value: 'FORGET-ME'.repeat(1000) } });
    await mkdir(path.join(data, 'journal'), { recursive: true });
    await writeFile(path.join(data, 'journal/journal.jsonl'), 'FORGET-ME\nstays\n');
    await writeFile(path.join(data, 'journal/journal-2026-01-01-1.jsonl'), 'FORGET-ME\n');
    await keeper.save();
    await storage.delete(['one']);
    await writeFile(path.join(data, 'journal/journal.jsonl'), 'stays\n');
    await rm(path.join(data, 'journal/journal-2026-01-01-1.jsonl'));
    await keeper.save();
    database.close();
    for (const name of await readdir(kept, { recursive: true }))
      if (name.includes('.')) expect(await readFile(path.join(kept, name), 'latin1')).not.toContain('FORGET-ME');
    expect((await readdir(kept, { recursive: true })).sort()).toEqual([
      'conversations.db',
      'journal',
      'journal/journal.jsonl',
    ]);
  });

  test('is not written again while nothing changes', async () => {
    const keeper = new Keeper(data, kept);
    openDatabase(path.join(data, 'conversations.db')).close();
    await keeper.save();
    await rm(kept, { recursive: true });
    await keeper.save();
    expect(existsSync(kept)).toBe(false);
  });

  test('gives way to data that are still there: they are newer', async () => {
    const keeper = new Keeper(data, kept);
    const database = openDatabase(path.join(data, 'conversations.db'));
    const storage = new LibsqlStorage(database);
    await storage.write({ one: { value: 'saved' } });
    await keeper.save();
    await storage.write({ one: { value: 'later' } });
    database.close();
    expect(await new Keeper(data, kept).restore()).toBe(false);
    expect(await valuesAt(data)).toEqual({ one: 'later' });
  });

  test('that cannot be read stops the start, which would overwrite it', async () => {
    await mkdir(path.join(kept, 'conversations.db'), { recursive: true });
    await writeFile(path.join(kept, 'journal'), 'not a folder');
    await expect(new Keeper(data, kept).restore()).rejects.toThrow('ENOTDIR');
  });

  test('is apart from the data', () => {
    expect(() => new Keeper(data, data)).toThrow('must be apart');
    expect(() => new Keeper(data, path.join(data, 'kept'))).toThrow('must be apart');
    expect(() => new Keeper(data, `${data}-kept`)).not.toThrow();
  });
});

describe('the bot run by it', () => {
  let port: number;
  let connector: Connector;
  let running: ChildProcess | undefined;
  let log = '';

  beforeEach(async () => {
    port = await freePort();
    connector = await Connector.start();
  });
  afterEach(async () => {
    running?.kill('SIGKILL');
    await connector.stop();
  });

  async function start(more: NodeJS.ProcessEnv = {}): Promise<void> {
    log = '';
    // As compiled: `npm test` builds before it tests.
    running = spawn(process.execPath, [path.join(projectDir, 'dist/deploy/keep-data.js')], {
      env: { PATH: process.env['PATH'], PORT: String(port), DATA_DIR: data, KEEP_DIR: kept, ...more },
      cwd: projectDir,
    });
    running.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
  }

  async function ready(): Promise<void> {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<unknown> {
    running?.kill(signal);
    return running && (await once(running, 'exit'))[0];
  }

  const say = (text: string) =>
    post(
      `http://127.0.0.1:${port}/api/messages`,
      JSON.stringify(activity(connector, { text, conversation: { id: 'moved' } })),
    );

  test('SIGTERM stops it with 0, and a new machine goes on in mid-dialog', async () => {
    await start();
    await ready();
    await say('100050 나와요');
    expect(await stop()).toBe(0);
    await newMachine();
    await start();
    await ready();
    expect(log).toContain('data fetched from');
    await say('MABS요');
    expect(connector.texts().at(-1)).toContain('psexec');
    expect(await stop('SIGINT')).toBe(0);
  });

  test('a start that fails ends with its exit code', async () => {
    await start({ MicrosoftAppType: 'MultiTenant' });
    expect(running && (await once(running, 'exit'))[0]).toBe(1);
    expect(log).toContain('MicrosoftAppType');
  });

  test('what cannot be saved is logged, and the bot goes on', async () => {
    await mkdir(dir, { recursive: true });
    await start({ KEEP_EVERY_SECONDS: '1' });
    await ready();
    // A file where a folder should be; permissions would not stop root.
    await rm(kept, { recursive: true, force: true });
    await writeFile(kept, '');
    await chmod(kept, 0o444);
    await say('도움말');
    while (!log.includes('data could not be saved')) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await say('도움말')).status).toBe(200);
    expect(await stop()).toBe(0);
  });

  test('wrong settings of its own are refused', async () => {
    await start({ KEEP_DIR: '' });
    expect(running && (await once(running, 'exit'))[0]).toBe(1);
    expect(log).toContain('DATA_DIR and KEEP_DIR must be set.');
    await start({ KEEP_EVERY_SECONDS: '0' });
    expect(running && (await once(running, 'exit'))[0]).toBe(1);
    expect(log).toContain('KEEP_EVERY_SECONDS=\\"0\\" must be 1 to 3600');
  });
});
