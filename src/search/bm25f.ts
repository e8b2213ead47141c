import { FIELD_NAMES, FIELDS } from './fields.js';

/** Saturation of term frequency; 1.2 is the value of Robertson and Zaragoza's survey, tuned values differ little. */
const K1 = 1.2;

/** Postings of one term: entry numbers and, beside each, its weighted normalised frequency there. */
interface Postings {
  entries: number[];
  frequencies: number[];
}

export interface Bm25fData {
  entryCount: number;
  terms: Record<string, Postings>;
}

/** What an entry has in common with a query. */
export interface Match {
  score: number;
  terms: string[];
}

/** Builds the postings. `fields[i]` holds the terms of entry i by field. */
export function buildBm25f(fields: ReadonlyArray<Record<string, readonly string[]>>): Bm25fData {
  const averages = new Map(FIELD_NAMES.map((name) => [name, mean(fields.map((entry) => entry[name]?.length ?? 0))]));
  const terms: Record<string, Postings> = Object.create(null) as Record<string, Postings>;
  fields.forEach((entry, number) => {
    const frequencies = new Map<string, number>();
    for (const name of FIELD_NAMES) {
      const { weight, b } = FIELDS[name];
      const fieldTerms = entry[name] ?? [];
      const norm = 1 - b + (b * fieldTerms.length) / Math.max(1, averages.get(name) ?? 1);
      for (const term of fieldTerms) frequencies.set(term, (frequencies.get(term) ?? 0) + weight / norm);
    }
    for (const [term, frequency] of frequencies) {
      const postings = terms[term] ?? { entries: [], frequencies: [] };
      terms[term] = postings;
      postings.entries.push(number);
      postings.frequencies.push(Math.round(frequency * 1000) / 1000);
    }
  });
  return { entryCount: fields.length, terms };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * BM25F (Robertson, Zaragoza & Taylor 2004): term frequencies are weighted and length-normalised per field, summed, and
 * only then saturated.
 */
export class Bm25f {
  constructor(private readonly data: Bm25fData) {}

  has(term: string): boolean {
    return Object.hasOwn(this.data.terms, term);
  }

  /** Inverse document frequency, never negative; a term that occurs nowhere has the highest. */
  idf(term: string): number {
    const df = this.has(term) ? (this.data.terms[term]?.entries.length ?? 0) : 0;
    return Math.log(1 + (this.data.entryCount - df + 0.5) / (df + 0.5));
  }

  /** How the given entries match weighted query terms. */
  score(query: ReadonlyMap<string, number>, among: ReadonlySet<number>): Map<number, Match> {
    const matches = new Map<number, Match>();
    for (const [term, weight] of query) {
      const postings = this.data.terms[term];
      if (!postings || weight <= 0) continue;
      const idf = this.idf(term);
      postings.entries.forEach((entry, i) => {
        if (!among.has(entry)) return;
        const frequency = postings.frequencies[i] ?? 0;
        const match = matches.get(entry) ?? { score: 0, terms: [] };
        match.score += (weight * idf * frequency * (K1 + 1)) / (frequency + K1);
        match.terms.push(term);
        matches.set(entry, match);
      });
    }
    return matches;
  }
}
