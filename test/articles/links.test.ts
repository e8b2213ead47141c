import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { corpusFiles } from '../../src/articles/fingerprint.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-links-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

test('a link to a file is an article, one to a device is not read', async () => {
  await writeFile(path.join(dir, 'a.md'), '# 제목\n');
  await symlink(path.join(dir, 'a.md'), path.join(dir, 'b.md'));
  await symlink('/dev/zero', path.join(dir, 'c.md'));
  expect(await corpusFiles(dir)).toEqual(['a.md', 'b.md']);
});
