import path from 'node:path';
import { fingerprintCorpus } from '../articles/fingerprint.js';
import { indexFingerprint, loadIndex, saveIndex } from '../search/index-file.js';
import { KnowledgeIndex } from '../search/knowledge-index.js';
import { packageInfo, projectDir } from './package-info.js';

/** The index that answers come from, and which corpus it was built of. */
export interface KnowledgeBase {
  index: KnowledgeIndex;
  corpus: string;
  /** True where it was read from a file, false where it was built now. */
  loaded: boolean;
  /** What is to be said of the corpus or of saving the index; each a whole sentence for the log. */
  warnings: string[];
}

/** Where `npm run build` puts the index of the articles that come with the program, so that no start has to build it. */
const BUILT_WITH_PROGRAM = path.join(projectDir(), 'dist/index');

/**
 * Opens the knowledge base: the index that was built from this very corpus by this very program, with it or at an earlier
 * start, else a new one, which is saved. A full disk costs the next start its time, not this one its answers.
 */
export async function openKnowledgeBase(
  { corpusDir, dataDir }: { corpusDir: string; dataDir: string },
  onProgress: (read: number, total: number) => void = () => {},
): Promise<KnowledgeBase> {
  const corpus = await fingerprintCorpus(corpusDir);
  // Pinned in package.json; the package itself exports no version.
  const fingerprint = indexFingerprint(corpus, packageInfo().dependencies['flexsearch'] ?? '');
  const saved = (await loadIndex(BUILT_WITH_PROGRAM, fingerprint)) ?? (await loadIndex(dataDir, fingerprint));
  if (saved) return { index: saved, corpus, loaded: true, warnings: [] };
  // Parsers are needed only now: a start with a saved index does not load them.
  const { loadCorpus } = await import('../articles/corpus.js');
  const { entries, workloads, glossary, warnings } = await loadCorpus(corpusDir, onProgress);
  const index = KnowledgeIndex.build(entries, workloads, glossary);
  const unsaved = await saveIndex(dataDir, fingerprint, index).then(
    () => [],
    (error: unknown) => [
      `The index could not be saved to "${dataDir}" and will be built again at the next start: ${error instanceof Error ? error.message : String(error)}`,
    ],
  );
  return { index, corpus, loaded: false, warnings: [...warnings, ...unsaved] };
}

/** Builds the index of the articles that come with the program, unless it is there. Returns what is to be said of it. */
export async function buildWithProgram(): Promise<string[]> {
  const { warnings } = await openKnowledgeBase({
    corpusDir: path.join(projectDir(), 'corpus'),
    dataDir: BUILT_WITH_PROGRAM,
  });
  return warnings;
}
