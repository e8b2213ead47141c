import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Guide } from '../../dialogs/guide.js';
import { type Corpus, loadCorpus } from '../../src/articles/corpus.js';
import { KnowledgeIndex } from '../../src/search/knowledge-index.js';
import { Search } from '../../src/search/search.js';

export const projectDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const corpusDir = path.join(projectDir, 'corpus');

let corpus: Promise<Corpus> | undefined;

/** The project's own corpus, read once a test file. */
export function projectCorpus(): Promise<Corpus> {
  corpus ??= loadCorpus(corpusDir);
  return corpus;
}

export async function projectSearch(): Promise<Search> {
  const { entries, workloads, glossary } = await projectCorpus();
  return new Search(KnowledgeIndex.build(entries, workloads, glossary));
}

export async function projectGuide(): Promise<Guide> {
  return new Guide(await projectSearch());
}

const SHORT: Record<string, string> = {
  'backup-azure-mars-troubleshoot': 'mars',
  'backup-azure-mabs-troubleshoot': 'mabs',
  'backup-azure-vms-troubleshoot': 'vm',
  'backup-azure-system-state-troubleshoot': 'system-state',
};

/** "backup-azure-mars-troubleshoot#salbitmaperror" → "mars#salbitmaperror"; a long anchor is cut after its first part. */
export function shortId(id: string): string {
  const [article = '', rest = ''] = id.split('#');
  const [anchor = '', row] = rest.split('/');
  const cut = anchor.length > 60 ? (anchor.split('---')[0] ?? anchor).slice(0, 60) : anchor;
  return `${SHORT[article] ?? article}#${cut}${row ? `/${row}` : ''}`;
}
