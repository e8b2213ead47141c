import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadCorpus } from '../../src/articles/corpus.js';
import { corpusDir } from '../support/knowledge.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-corpus-'));
  await cp(corpusDir, dir, { recursive: true });
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

const article =
  '---\ntitle: SAP HANA 백업 문제 해결\nms.date: 01/02/2021\n---\n# <a name="t"></a>SAP HANA 데이터베이스 백업 문제 해결\n\n## <a name="usererrorhana"></a>UserErrorHanaLsnValidationFailure\n\n- 로그 체인을 확인합니다.\n';

test('an article dropped in is a topic of its own, named by its title', async () => {
  await writeFile(path.join(dir, 'sap-hana-troubleshoot.md'), article);
  const { entries, workloads, glossary } = await loadCorpus(dir);
  expect(entries).toHaveLength(115);
  expect(workloads.at(-1)).toMatchObject({ id: 'sap-hana-troubleshoot', name: 'SAP HANA 데이터베이스', derived: true });
  expect(workloads.at(-1)?.button.length).toBeLessThanOrEqual(20);
  // What an article is about is no longer foreign.
  expect(glossary.foreign.map((concept) => concept.id)).not.toContain('SAP HANA');
});

test('an article taken out takes its workload with it', async () => {
  await rm(path.join(dir, 'backup-azure-system-state-troubleshoot.md'));
  const { workloads } = await loadCorpus(dir);
  expect(workloads.map((workload) => workload.id)).toEqual(['mars', 'mabs', 'vm']);
});

test('broken files are left out with file, line and reason; the rest works', async () => {
  await writeFile(path.join(dir, 'unclosed.md'), '---\ntitle: a\n# 제목\n');
  await writeFile(path.join(dir, 'latin1.md'), Buffer.from([0x23, 0x20, 0x61, 0x0a, 0xff, 0xfe, 0x0a]));
  const { entries, warnings } = await loadCorpus(dir);
  expect(entries).toHaveLength(114);
  expect(warnings).toEqual([
    '"latin1.md", line 2: left out, because the line is not UTF-8. The other articles are served.',
    '"unclosed.md", line 1: left out, because the front matter that begins here with "---" is never closed. The other articles are served.',
  ]);
});

describe('a broken file of our own stops the start', () => {
  test.each([
    ['workloads.yml', 'workloads:\n  - id: A b\n', /workloads\.yml.*workloads\.0\.id/],
    ['glossary.yml', 'concepts: [[a, b]\n', /glossary\.yml.*line/],
    ['corrections.yml', 'corrections:\n  - id: x\n', /corrections\.yml.*article/],
  ])('%s', async (name, content, message) => {
    await writeFile(path.join(dir, name), content);
    await expect(loadCorpus(dir)).rejects.toMatchObject({
      code: 'CORPUS_FILE_INVALID',
      message: expect.stringMatching(message),
    });
  });
});

test('a missing or empty folder is an error with its cure', async () => {
  await expect(loadCorpus(path.join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'CORPUS_MISSING' });
  const empty = await mkdtemp(path.join(os.tmpdir(), 'guide-empty-'));
  await expect(loadCorpus(empty)).rejects.toMatchObject({ code: 'CORPUS_EMPTY' });
  await rm(empty, { recursive: true });
});
