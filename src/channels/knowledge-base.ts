import type { Logger } from 'pino';
import { fingerprintCorpus } from '../articles/fingerprint.js';
import { indexFingerprint, loadIndex, saveIndex } from '../search/index-file.js';
import { KnowledgeIndex } from '../search/knowledge-index.js';
import { packageInfo } from './package-info.js';

/** The index that answers come from, and which corpus it was built of. */
export interface KnowledgeBase {
  index: KnowledgeIndex;
  corpus: string;
  /** True where it was read from DATA_DIR, false where it was built now. */
  loaded: boolean;
}

/**
 * Opens the knowledge base: the saved index if it was built from this very corpus by this very program, else a new one,
 * which is saved. A full disk costs the next start its time, not this one its answers.
 */
export async function openKnowledgeBase(
  corpusDir: string,
  dataDir: string,
  logger: Logger,
  onProgress: (read: number, total: number) => void,
): Promise<KnowledgeBase> {
  const corpus = await fingerprintCorpus(corpusDir);
  // Pinned in package.json; the package itself exports no version.
  const fingerprint = indexFingerprint(corpus, packageInfo().dependencies['flexsearch'] ?? '');
  const saved = await loadIndex(dataDir, fingerprint);
  if (saved) return { index: saved, corpus, loaded: true };
  // Parsers are needed only now: a start with a saved index does not load them.
  const { loadCorpus } = await import('../articles/corpus.js');
  const { entries, workloads, glossary, warnings } = await loadCorpus(corpusDir, onProgress);
  for (const warning of warnings) logger.warn(warning);
  const index = KnowledgeIndex.build(entries, workloads, glossary);
  await saveIndex(dataDir, fingerprint, index).catch((error: unknown) =>
    logger.warn(
      { err: error },
      `the index could not be saved to "${dataDir}"; it will be built again at the next start`,
    ),
  );
  return { index, corpus, loaded: false };
}
