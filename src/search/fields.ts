import { blocksOf, type Entry, partsOf } from '../knowledge/entry.js';
import { blockText } from '../knowledge/rich-text.js';

/** Fields of an entry for ranking, each with its weight and length normalisation (BM25F). */
export const FIELDS = {
  title: { weight: 3, b: 0.3 },
  error: { weight: 2.6, b: 0.5 },
  cause: { weight: 1.6, b: 0.5 },
  body: { weight: 1, b: 0.6 },
  slug: { weight: 1.8, b: 0.4 },
  context: { weight: 0.5, b: 0.3 },
  older: { weight: 0.4, b: 0.6 },
} as const;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** The text of each field of an entry. */
export function fieldTexts(entry: Entry): Record<FieldName, string> {
  const parts = partsOf(entry);
  const of = (...kinds: string[]): string =>
    parts
      .filter((part) => kinds.includes(part.kind))
      .map((part) => blockText(blocksOf(part)))
      .join('\n');
  return {
    title: entry.title,
    error: of('error'),
    cause: of('cause'),
    body: of('text', 'steps', 'note'),
    slug: `${entry.recall.slug} ${entry.identifiers.join(' ')}`,
    context: [...entry.source.headingPath.slice(1, -1), entry.operation ?? ''].join('\n'),
    older: entry.recall.olderText,
  };
}
