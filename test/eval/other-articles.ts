import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Guide } from '../../dialogs/guide.js';
import { loadCorpus } from '../../src/articles/corpus.js';
import { blocksOf, type Entry } from '../../src/knowledge/entry.js';
import { blockText } from '../../src/knowledge/rich-text.js';
import { KnowledgeIndex } from '../../src/search/knowledge-index.js';
import { Search } from '../../src/search/search.js';
import { squash } from '../../src/text/normalize.js';
import { corpusDir, projectDir } from '../support/knowledge.js';
import { play } from './measures.js';

/** A message about an article that is no part of our corpus. A heading stands for an anchor where the article has none. */
interface OtherQuestion {
  id: string;
  say: string;
  gold: Array<{ article: string; anchor?: string; heading?: string; row?: string }>;
}

const dir = path.join(projectDir, 'test/eval/other-articles');

export function readOtherQuestions(): OtherQuestion[] {
  return readFileSync(path.join(dir, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as OtherQuestion);
}

/** Search over our corpus with the other articles dropped in, as somebody with a CORPUS_DIR of their own would. */
export async function searchWithOthers(): Promise<Search> {
  const together = await mkdtemp(path.join(os.tmpdir(), 'guide-eval-'));
  try {
    await cp(corpusDir, together, { recursive: true });
    await cp(dir, together, { recursive: true });
    const { entries, workloads, glossary } = await loadCorpus(together);
    return new Search(KnowledgeIndex.build(entries, workloads, glossary));
  } finally {
    await rm(together, { recursive: true, force: true });
  }
}

/** Entries that answer a question. */
export function otherAnswersOf({ gold }: OtherQuestion, entries: readonly Entry[]): Set<string> {
  return new Set(
    gold.flatMap(({ article, anchor, heading, row }) => {
      const own = entries.filter((entry) => entry.articleId === article);
      const section = own.filter((entry) => {
        const place = entry.id.split('#')[1]?.split('/')[0];
        return anchor === undefined ? squash(entry.title) === squash(heading ?? '') : place === anchor;
      });
      const rows = section.filter((entry) => row !== undefined && errorOf(entry).includes(squash(row).slice(0, 12)));
      return (rows.length > 0 ? rows : section).map((entry) => entry.id);
    }),
  );
}

const errorOf = (entry: Entry): string => squash(entry.lead.map((part) => blockText(blocksOf(part))).join(' '));

/** Share of the questions whose first answer is right, with a person who names what it is about when asked. */
export function rightFirstOnOthers(search: Search): number {
  const guide = new Guide(search);
  const { entries, workloads } = search.index;
  const questions = readOtherQuestions();
  const right = questions.filter((question) => {
    const answers = otherAnswersOf(question, entries);
    const meant = new Set(entries.filter(({ id }) => answers.has(id)).map(({ workload }) => workload));
    const { result } = play(
      guide,
      question.say,
      answers,
      (options) => workloads.find(({ id }) => meant.has(id) && options.includes(id))?.button,
    );
    return result === 'right';
  });
  return right.length / questions.length;
}
