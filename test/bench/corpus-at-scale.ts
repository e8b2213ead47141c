import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Corpus, loadCorpus } from '../../src/articles/corpus.js';
import { listedArticles } from '../../src/knowledge/workload.js';

/**
 * Our corpus with all articles of another folder beside it. Files of that folder may share names; each gets one of its own.
 */
export async function corpusWith(ownDir: string, otherDir: string): Promise<Corpus> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'guide-bench-'));
  try {
    for (const file of await readdir(ownDir)) await symlink(path.resolve(ownDir, file), path.join(dir, file));
    const others = (await readdir(otherDir, { recursive: true, withFileTypes: true })).filter(
      (file) => file.isFile() && /\.md$/i.test(file.name),
    );
    for (const [i, file] of others.entries())
      await symlink(path.resolve(file.parentPath ?? file.path, file.name), path.join(dir, `other-${i}-${file.name}`));
    return await loadCorpus(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * A corpus of `size` entries: our own first, then others. Where there are not enough, others are taken again under another id,
 * so that the index is as large and its words are real.
 */
export function resize(corpus: Corpus, size: number): Corpus {
  const listed = listedArticles(corpus.workloads);
  const own = corpus.entries.filter((entry) => listed.has(entry.articleId));
  const others = corpus.entries.filter((entry) => !listed.has(entry.articleId));
  const entries = own.slice(0, size);
  for (let round = 0; entries.length < size && others.length > 0; round += 1) {
    for (const entry of others.slice(0, size - entries.length))
      entries.push(round === 0 ? entry : { ...entry, id: `${entry.id}~${round}` });
  }
  const used = new Set(entries.map((entry) => entry.workload));
  return { ...corpus, entries, workloads: corpus.workloads.filter(({ id, derived }) => !derived || used.has(id)) };
}
