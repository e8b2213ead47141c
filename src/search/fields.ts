import type { Entry, Part } from '../knowledge/entry.js';
import { type Block, blockText } from '../knowledge/rich-text.js';

/**
 * Fields of an entry for ranking, each with its weight and length normalisation (BM25F). Found by random search on the tune
 * questions and drawn half way back to even weights.
 */
export const FIELDS = {
  title: { weight: 1.5, b: 0.4 },
  error: { weight: 2.2, b: 0.8 },
  cause: { weight: 0.5, b: 0.6 },
  body: { weight: 0.9, b: 0.4 },
  slug: { weight: 1.1, b: 0.7 },
  context: { weight: 1, b: 0.1 },
  older: { weight: 0.7, b: 0.8 },
} as const;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** A piece of an entry that says one thing: a paragraph, a step, an item of a list. */
export interface Passage {
  field: FieldName;
  text: string;
}

const FIELD_OF: Record<Part['kind'], FieldName> = {
  error: 'error',
  cause: 'cause',
  text: 'body',
  steps: 'body',
  note: 'body',
};

/**
 * The passages of an entry in order, what only helps to find it last. `withArticle`: the article's title tells what it is
 * about, which for the listed articles their workload does.
 */
export function passagesOf(entry: Entry, withArticle = false): Passage[] {
  const ofPart = (part: Part): Passage[] =>
    (part.kind === 'steps' ? part.steps.map((step) => blockText(step.content)) : part.content.flatMap(pieces)).map(
      (text) => ({ field: FIELD_OF[part.kind], text }),
    );
  return [
    { field: 'title', text: entry.title },
    ...entry.lead.flatMap(ofPart),
    ...entry.causes.flatMap(({ cause, parts }) => [
      ...cause.flatMap(pieces).map((text): Passage => ({ field: 'cause', text })),
      ...parts.flatMap(ofPart),
    ]),
    { field: 'slug', text: `${entry.recall.slug} ${entry.identifiers.join(' ')}` },
    {
      field: 'context',
      text: [
        ...(withArticle ? [entry.source.articleTitle] : []),
        ...entry.source.headingPath.slice(1, -1),
        entry.operation ?? '',
      ].join('\n'),
    },
    { field: 'older', text: entry.recall.olderText },
  ];
}

function pieces(block: Block): string[] {
  return block.kind === 'list' ? block.items.map((item) => blockText(item)) : [blockText([block])];
}
