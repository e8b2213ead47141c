/** What of a text must not be kept, and the word that stands in its place. */
export interface Span {
  at: number;
  end: number;
  as: string;
}

/** Finds spans in a normalised text. Each quantifier that may start anywhere is bounded: unbounded ones take seconds on 20,000 characters. */
export type Finder = (text: string) => Span[];

/** Spans of a group of each match; the whole match where the group is 0. */
export function spansOf(text: string, pattern: RegExp, as: string, group = 0): Span[] {
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const value = match[group];
    if (value === undefined || value === '') return [];
    const at = group === 0 ? match.index : match.index + match[0].lastIndexOf(value);
    return [{ at, end: at + value.length, as }];
  });
}
