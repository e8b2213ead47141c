import type { AlertLevel, Block } from './rich-text.js';

/** One thing to do. `number` is the article's own where it numbers its steps, else our count through the entry. */
export interface Step {
  number: number;
  content: Block[];
}

/** A piece of an entry, in the article's order. */
export type Part =
  | { kind: 'error'; content: Block[] }
  | { kind: 'cause'; content: Block[] }
  | { kind: 'text'; content: Block[] }
  /**
   * `style`: 'numbered' by the article, 'counted' by us through a bulleted list, or 'alternatives', of which any one may help
   * and which are shown without numbers.
   */
  | { kind: 'steps'; style: 'numbered' | 'counted' | 'alternatives'; steps: Step[] }
  | { kind: 'note'; level: AlertLevel; content: Block[] };

/** A cause with what removes it. `parts` never holds another 'cause'. */
export interface Cause {
  /** What the article gives as the cause; empty where it names none. */
  cause: Block[];
  parts: Part[];
}

export type TranslationKind = 'human' | 'machine' | 'unknown';

/** Where an entry comes from, as shown with every answer. */
export interface Source {
  articleTitle: string;
  /** Headings from the article's first level down to the entry's own. */
  headingPath: string[];
  /** Public page with the section's anchor. */
  url: string;
  /** Date of the translation, ISO (YYYY-MM-DD); empty where the article has none. */
  date: string;
  translation: TranslationKind;
  /** File name in the corpus folder and line of the section or row there (1 is the first). */
  file: string;
  line: number;
}

/** A known error of an article, corrected by us; shown beside the text, never instead of it without saying so. */
export interface Correction {
  id: string;
  /** The article's words, verbatim, each place of the entry where they stand. */
  says: string[];
  /** What is right. For a command: the command, verbatim. */
  correct: string;
  command: boolean;
  /** Why it is right; one Korean sentence for the reader. */
  ground: string;
}

/** The unit of an answer: one problem and its cure. */
export interface Entry {
  /** Article, anchor and, for a table row, its number there: "backup-azure-mars-troubleshoot#salbitmaperror". */
  id: string;
  articleId: string;
  /** Workload or, for an article without one in workloads.yml, the article's own topic. */
  workload: string;
  /** What was being done, where a table says so: 복원, 암호 변경 … */
  operation?: string;
  kind: 'section' | 'row';
  /** The section's heading. */
  title: string;
  /** One line that tells this entry from its neighbours: the error text of a row, else the heading. */
  label: string;
  /** Keys of the identifiers that stand in the heading or error text (see text/identifiers). */
  identifiers: string[];
  /** Error texts, symptoms and introduction, before any cause. */
  lead: Part[];
  causes: Cause[];
  corrections: Correction[];
  /** Entries of the sections under this one's. */
  below: string[];
  /** Entries that this one links to, and those of the sections under and above its own, nearest first. */
  related: string[];
  source: Source;
  /** Words that help to find the entry and are never shown. */
  recall: {
    /** The English words of the anchor. */
    slug: string;
    /** The same entry in an older translation. */
    olderText: string;
  };
}

/** Every part of an entry in order, causes included. */
export function partsOf(entry: Entry): Part[] {
  return [
    ...entry.lead,
    ...entry.causes.flatMap(({ cause, parts }) => [
      ...(cause.length > 0 ? [{ kind: 'cause' as const, content: cause }] : []),
      ...parts,
    ]),
  ];
}

/** The blocks of a part, steps in order. */
export function blocksOf(part: Part): Block[] {
  return part.kind === 'steps' ? part.steps.flatMap((step) => step.content) : part.content;
}

/** Steps of an entry in order, those of all causes. */
export function stepsOf(entry: Entry): Step[] {
  return partsOf(entry).flatMap((part) => (part.kind === 'steps' ? part.steps : []));
}
