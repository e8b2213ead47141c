import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { closeDatabase, isFull, openDatabase } from '../../src/channels/libsql-database.js';
import { LibsqlStorage } from '../../src/channels/libsql-storage.js';

let dir: string;
let database: ReturnType<typeof openDatabase>;
let storage: LibsqlStorage;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-storage-'));
  database = openDatabase(path.join(dir, 'below', 'x.db'));
  storage = new LibsqlStorage(database);
});
afterEach(async () => {
  database.close();
  await rm(dir, { recursive: true, force: true });
});

test('what is written is read again, by another process too', async () => {
  await storage.write({ '대화/1': { facts: { workload: 'mars' } } });
  const otherDatabase = openDatabase(path.join(dir, 'below', 'x.db'));
  const other = new LibsqlStorage(otherDatabase);
  expect(await other.read(['대화/1', '없음'])).toEqual({ '대화/1': { facts: { workload: 'mars' }, eTag: '1' } });
  otherDatabase.close();
});

test('a database that was closed has nothing left in its log', async () => {
  const file = path.join(dir, 'closed.db');
  const closed = openDatabase(file);
  const before = new LibsqlStorage(closed);
  await before.write({ a: { text: 'x'.repeat(100_000) } });
  closeDatabase(closed);
  expect((await stat(`${file}-wal`).catch(() => ({ size: 0 }))).size).toBe(0);
  const again = openDatabase(file);
  expect(await new LibsqlStorage(again).read(['a'])).toMatchObject({ a: { text: 'x'.repeat(100_000) } });
  again.close();
});

test('an old eTag is a conflict, and nothing of that write is kept', async () => {
  await storage.write({ a: { n: 1 } });
  const { a } = (await storage.read(['a'])) as { a: { n: number; eTag: string } };
  await storage.write({ a: { ...a, n: 2 } });
  await expect(storage.write({ b: { n: 9 }, a: { ...a, n: 3 } })).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
  expect(await storage.read(['a', 'b'])).toEqual({ a: { n: 2, eTag: '2' } });
});

test('a first write with an empty eTag finds nothing stored, or conflicts', async () => {
  await storage.write({ a: { n: 1, eTag: '' } });
  await expect(storage.write({ a: { n: 2, eTag: '' } })).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
});

test('* overwrites, and delete forgets', async () => {
  await storage.write({ a: { n: 1 } });
  await storage.write({ a: { n: 2, eTag: '*' } });
  expect(await storage.read(['a'])).toEqual({ a: { n: 2, eTag: '2' } });
  await storage.delete(['a', 'never']);
  expect(await storage.read(['a'])).toEqual({});
});

test('behaves as a map, whatever is done to it', async () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b', '가/나', '__proto__', 'constructor'),
    value: fc.option(fc.jsonValue(), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const model = new Map<string, unknown>();
      await storage.delete(['a', 'b', '가/나', '__proto__', 'constructor']);
      for (const { key, value } of steps) {
        if (value === undefined) {
          model.delete(key);
          await storage.delete([key]);
        } else {
          const plain: unknown = JSON.parse(JSON.stringify(value));
          model.set(key, plain);
          await storage.write(Object.fromEntries([[key, { value: plain, eTag: '*' }]]));
        }
      }
      for (const key of ['a', 'b', '가/나', 'constructor']) {
        const stored = ((await storage.read([key])) as Record<string, { value: unknown } | undefined>)[key];
        expect(Object.hasOwn(await storage.read([key]), key) ? stored?.value : undefined).toEqual(model.get(key));
      }
    }),
    { numRuns: 25 },
  );
});

test('a folder that cannot be made is a clear error', async () => {
  await writeFile(path.join(dir, 'file'), '');
  expect(() => openDatabase(path.join(dir, 'file', 'x.db'))).toThrow(
    expect.objectContaining({ code: 'STORAGE_FAILED' }),
  );
});

test('a database says when it has grown to its limit, and that what was deleted has made room', async () => {
  const db = openDatabase(path.join(dir, 'full.db'));
  const store = new LibsqlStorage(db);
  const full = isFull(db, 16);
  expect(full()).toBe(false);
  for (let i = 0; i < 20; i += 1)
    await store.write({ [`memory/v1/a/${i}/b`]: { text: 'x'.repeat(2 ** 20), eTag: '*' } });
  expect(isFull(db, 16)()).toBe(true);
  store.forget('a/b');
  expect(isFull(db, 16)()).toBe(false);
  db.close();
});
