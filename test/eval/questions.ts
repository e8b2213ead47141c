import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { blocksOf, type Entry, partsOf } from '../../src/knowledge/entry.js';
import { blockText } from '../../src/knowledge/rich-text.js';
import { squash } from '../../src/text/normalize.js';
import { corpusDir, projectDir } from '../support/knowledge.js';

/** A message with what would be right: see test/eval/README.md for the fields. */
export interface Question {
  id: string;
  kind: string;
  say: string;
  workload: string | null;
  clarify: 'forbidden' | 'optional' | 'required';
  gold: Gold[];
  opening?: string;
  /** Folder that it stands in: weights, thresholds and glossary are set on `tune`, `report` says what they are worth. */
  half: 'tune' | 'report';
}

export interface Gold {
  article: string;
  anchor: string;
  /** Beginning of the error cell (or of the message in it) of the row meant. */
  row?: string;
}

export const ARTICLES: Record<string, string> = {
  mars: 'backup-azure-mars-troubleshoot',
  mabs: 'backup-azure-mabs-troubleshoot',
  vm: 'backup-azure-vms-troubleshoot',
  'system-state': 'backup-azure-system-state-troubleshoot',
};

const dir = path.join(projectDir, 'test/eval/questions');

const HALVES = ['tune', 'report'] as const;

export function readQuestions(): Question[] {
  return HALVES.flatMap((half) =>
    readdirSync(path.join(dir, half))
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(path.join(dir, half, name), 'utf8').split('\n'))
      .filter((line) => line.trim() !== '')
      .map((line) => ({ ...(JSON.parse(line) as Omit<Question, 'half'>), half })),
  );
}

const wordsOf = (entry: Entry): string =>
  squash(
    `${entry.label} ${entry.operation ?? ''} ${partsOf(entry)
      .map((part) => blockText(blocksOf(part)))
      .join(' ')}`,
  );
const errorOf = (entry: Entry): string => squash(entry.lead.map((part) => blockText(blocksOf(part))).join(' '));
const bare = (text: string): string => squash(text.replace(/<[^>]+>/g, '').replace(/[*`\\]/g, ''));

/** The entries that a label means; empty where it means none, which the checker reports. */
export function entriesOf(gold: Gold, entries: readonly Entry[]): string[] {
  const section = `${ARTICLES[gold.article] ?? ''}#${gold.anchor}`;
  const ofSection = entries.filter((entry) => entry.id === section || entry.id.startsWith(`${section}/`));
  // A section that only holds others means those under it; the title of an article means nothing in particular.
  if (ofSection.length === 0) return under(gold, entries);
  const { row } = gold;
  if (row === undefined) {
    const whole = ofSection.filter((entry) => entry.id === section);
    return (whole.length > 0 ? whole : ofSection).map((entry) => entry.id);
  }
  const byError = ofSection.filter((entry) => errorOf(entry).includes(bare(row)));
  const found =
    byError.length > 0 ? byError : ofSection.filter((entry) => wordsOf(entry).includes(bare(row).slice(0, 12)));
  return (found.length > 0 ? found : ofSection).map((entry) => entry.id);
}

function under(gold: Gold, entries: readonly Entry[]): string[] {
  const article = ARTICLES[gold.article] ?? '';
  const title = titleOf(article, gold.anchor);
  return entries
    .filter(
      (entry) =>
        entry.articleId === article &&
        title !== '' &&
        entry.source.headingPath.slice(1).some((heading) => squash(heading) === squash(title)),
    )
    .map((entry) => entry.id);
}

const corpusFiles = readdirSync(corpusDir);

/** The heading of an anchor, as it stands in the newest file of an article. */
function titleOf(article: string, anchor: string): string {
  const file =
    corpusFiles
      .filter((name) => name.startsWith(article))
      .sort()
      .at(-1) ?? '';
  const headings = readFileSync(path.join(corpusDir, file), 'utf8').matchAll(/^#+\s*<a name="([^"]+)"><\/a>(.*)$/gm);
  return [...headings].find((heading) => heading[1] === anchor)?.[2]?.trim() ?? '';
}

/** All entries that answer a question. */
export function answersOf(question: Question, entries: readonly Entry[]): Set<string> {
  return new Set(question.gold.flatMap((gold) => entriesOf(gold, entries)));
}
