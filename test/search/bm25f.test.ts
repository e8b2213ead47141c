import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Bm25f, Bm25fBuilder, type EncodedEntry } from '../../src/search/bm25f.js';
import { FIELD_NAMES, FIELDS } from '../../src/search/fields.js';

const term = fc.constantFrom('c:a', 'h:b', 'w:c', 'l:d', 'n:e', 'h:f');
const passage = fc.record({ field: fc.constantFrom(...FIELD_NAMES), terms: fc.array(term, { maxLength: 6 }) });
const entry = fc.record({ passages: fc.array(passage, { minLength: 1, maxLength: 5 }), own: fc.boolean() });

/** BM25F as the paper writes it, over all entries with the same statistics. */
function naiveScore(entries: readonly EncodedEntry[], at: number, query: readonly string[]): number {
  const own = entries[at]?.own ?? false;
  const base = entries.filter((one) => !own || one.own);
  const termsOf = (one: EncodedEntry | undefined, field: string): string[] =>
    (one?.passages ?? []).filter((p) => p.field === field).flatMap((p) => [...p.terms]);
  let score = 0;
  for (const wanted of query) {
    const df = base.filter((one) => one.passages.some((p) => p.terms.includes(wanted))).length;
    const idf = Math.log(1 + (base.length - df + 0.5) / (df + 0.5));
    let tf = 0;
    for (const field of FIELD_NAMES) {
      const { weight, b } = FIELDS[field];
      const mean = Math.max(1, base.reduce((sum, one) => sum + termsOf(one, field).length, 0) / base.length);
      const terms = termsOf(entries[at], field);
      tf += (weight * terms.filter((t) => t === wanted).length) / (1 - b + (b * terms.length) / mean);
    }
    score += tf > 0 ? (idf * tf * 2.2) / (tf + 1.2) : 0;
  }
  return score;
}

test('scores are those of BM25F, with the statistics of the entry’s own base', () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 8 }), fc.uniqueArray(term), (entries, query) => {
      const builder = new Bm25fBuilder();
      for (const one of entries) builder.add(one);
      const ranking = new Bm25f(builder.build());
      const matches = ranking.match(
        query.map((t) => ({ term: t, weight: 1, telling: true })),
        entries.keys(),
      );
      entries.forEach((_, at) => {
        expect(matches.get(at)?.score ?? 0).toBeCloseTo(naiveScore(entries, at, query), 4);
      });
    }),
  );
});

test('entries added that are not listed change nothing for those that are', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), fc.array(entry, { maxLength: 6 }), (some, others) => {
      const listed = some.map((one) => ({ ...one, own: true }));
      const scoresOf = (entries: readonly EncodedEntry[]): number[] => {
        const builder = new Bm25fBuilder();
        for (const one of entries) builder.add(one);
        const query = ['c:a', 'h:b', 'l:d'].map((t) => ({ term: t, weight: 1, telling: true }));
        const matches = new Bm25f(builder.build()).match(query, listed.keys());
        return listed.map((_, at) => matches.get(at)?.score ?? 0);
      };
      expect(scoresOf([...listed, ...others.map((one) => ({ ...one, own: false }))])).toEqual(scoresOf(listed));
    }),
  );
});
