import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { indexFingerprint, loadIndex, saveIndex } from '../../src/search/index-file.js';
import { KnowledgeIndex } from '../../src/search/knowledge-index.js';
import { Search } from '../../src/search/search.js';
import { projectCorpus } from '../support/knowledge.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-index-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

const build = async (): Promise<KnowledgeIndex> => {
  const { entries, workloads, glossary } = await projectCorpus();
  return KnowledgeIndex.build(entries, workloads, glossary);
};

test('a loaded index finds what the built one finds', async () => {
  const built = await build();
  const fingerprint = indexFingerprint('corpus', '0.8.212');
  await saveIndex(dir, fingerprint, built);
  const loaded = await loadIndex(dir, fingerprint);
  if (!loaded) throw new Error('the index was not loaded');
  const before = new Search(built);
  const after = new Search(loaded);
  for (const message of ['100050', '예약 백업이 안 돌아요', 'VSS writer bad state', '복제본 불일치', 'constructor'])
    expect(after.search(message)).toEqual(before.search(message));
});

test('another corpus or another FlexSearch is another fingerprint', () => {
  const own = indexFingerprint('a', '0.8.212');
  expect(indexFingerprint('b', '0.8.212')).not.toBe(own);
  expect(indexFingerprint('a', '0.8.213')).not.toBe(own);
});

test('an index of another fingerprint is not opened, and goes when a new one is saved', async () => {
  const built = await build();
  await saveIndex(dir, indexFingerprint('old', 'x'), built);
  expect(await loadIndex(dir, indexFingerprint('new', 'x'))).toBeUndefined();
  await saveIndex(dir, indexFingerprint('new', 'x'), built);
  expect(await readdir(dir)).toEqual([`index-${indexFingerprint('new', 'x')}.bin`]);
});

test('a truncated or foreign file is as good as none', async () => {
  const fingerprint = indexFingerprint('corpus', '0.8.212');
  await saveIndex(dir, fingerprint, await build());
  const file = path.join(dir, `index-${fingerprint}.bin`);
  const whole = await readFile(file);
  const changed = Buffer.from(whole);
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
  for (const broken of [whole.subarray(0, whole.length / 2), '', '{}', 'null', '[]', '{"entries":[]}', changed]) {
    await writeFile(file, broken);
    expect(await loadIndex(dir, fingerprint)).toBeUndefined();
  }
});

test('a folder that cannot be written leaves no half file', async () => {
  const file = path.join(dir, 'a-file');
  await writeFile(file, '');
  await expect(saveIndex(path.join(file, 'below'), 'f'.repeat(16), await build())).rejects.toThrow();
});
