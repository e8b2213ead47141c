import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keyIn } from '../../src/journal/key-file.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-key-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

test('a key is made once, for this user only, and nothing is left beside it', async () => {
  const key = keyIn(path.join(dir, 'key'));
  expect(key).toHaveLength(32);
  expect(keyIn(path.join(dir, 'key'))).toEqual(key);
  expect((await stat(path.join(dir, 'key'))).mode & 0o777).toBe(0o600);
  expect(await readdir(dir)).toEqual(['key']);
});

test.each(['', 'short'])('what a crash left behind (%j) is no key: a new one is made', async (left) => {
  await writeFile(path.join(dir, 'key'), left);
  expect(keyIn(path.join(dir, 'key'))).toHaveLength(32);
  expect(await readFile(path.join(dir, 'key'))).toHaveLength(32);
});

test('where none can be made it is said why', () => {
  expect(() => keyIn(path.join(dir, 'nothing', 'key'))).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }));
});
