import { FIELD_NAMES, FIELDS, type FieldName } from './fields.js';

/** Saturation of term frequency; 1.2 is the value of Robertson and Zaragoza's survey, tuned values differ little. */
const K1 = 1.2;
/** Passages that are told apart; all after them count as one. */
const MAX_PASSAGES = 32;

/** The terms of a passage and the field that it belongs to. */
export interface EncodedPassage {
  field: FieldName;
  terms: readonly string[];
}

/** An entry as it is indexed. `own` entries have statistics of their own (see Bm25fData). */
export interface EncodedEntry {
  passages: readonly EncodedPassage[];
  own: boolean;
}

/**
 * What ranking knows of the entries, by entry: the terms of entry i stand from `from[i]` to `from[i + 1]`, sorted by number.
 *
 * Statistics (averages, document frequencies) are kept twice: over the entries of workloads.yml and over all. The first serve
 * the entries of the workloads, so that articles dropped in beside them do not change how those rank among each other.
 */
export interface Bm25fData {
  terms: string[];
  from: Uint32Array;
  term: Uint32Array;
  /** Weighted normalised frequency. */
  frequency: Float32Array;
  /** Bit n: the term stands in passage n; the title is passage 0. */
  passages: Uint32Array;
  /** 1 where the entry is of a declared workload. */
  own: Uint8Array;
  ownFrequency: Uint32Array;
  allFrequency: Uint32Array;
}

/** A term of a query with its weight. */
export interface WeightedTerm {
  term: string;
  weight: number;
  /** Says something about the problem: neither generic nor the name of a workload. */
  telling: boolean;
}

/** What an entry has in common with a query; shares are of the query's weighted idf, from 0 to 1. */
export interface Match {
  /** BM25F. */
  score: number;
  /** Share of the telling terms that stand in the entry, and in its best passage. */
  share: number;
  passage: number;
  /** Number of telling concepts in common. */
  concepts: number;
  /** Share of the idf of the entry's own title that the query has. */
  titleTold: number;
}

const TITLE = 1;

/** Collects entries one by one, as numbers, so that a hundred thousand of them fit in memory. */
export class Bm25fBuilder {
  private readonly numbers = new Map<string, number>();
  private readonly entries: Array<{ own: boolean; passages: Array<{ field: number; terms: Uint32Array }> }> = [];
  private size = 0;

  add({ passages, own }: EncodedEntry): void {
    const distinct = new Set<string>();
    const numbered = passages.map(({ field, terms }) => ({
      field: FIELD_NAMES.indexOf(field),
      terms: Uint32Array.from(terms, (term) => {
        distinct.add(term);
        return this.numberOf(term);
      }),
    }));
    this.size += distinct.size;
    this.entries.push({ own, passages: numbered });
  }

  build(): Bm25fData {
    const data: Bm25fData = {
      terms: [...this.numbers.keys()],
      from: new Uint32Array(this.entries.length + 1),
      term: new Uint32Array(this.size),
      frequency: new Float32Array(this.size),
      passages: new Uint32Array(this.size),
      own: Uint8Array.from(this.entries, ({ own }) => Number(own)),
      ownFrequency: new Uint32Array(this.numbers.size),
      allFrequency: new Uint32Array(this.numbers.size),
    };
    const lengths = this.entries.map(({ passages }) => {
      const length = new Uint32Array(FIELD_NAMES.length);
      for (const { field, terms } of passages) length[field] = (length[field] ?? 0) + terms.length;
      return length;
    });
    const averages = {
      own: meansOf(lengths.filter((_, i) => data.own[i] === 1)),
      all: meansOf(lengths),
    };
    let at = 0;
    this.entries.forEach(({ own, passages }, i) => {
      data.from[i] = at;
      const norms = FIELD_NAMES.map((name, field) => {
        const { b } = FIELDS[name];
        return 1 - b + (b * (lengths[i]?.[field] ?? 0)) / (averages[own ? 'own' : 'all'][field] ?? 1);
      });
      const row = new Map<number, { frequency: number; passages: number }>();
      passages.forEach(({ field, terms }, place) => {
        const { weight } = FIELDS[FIELD_NAMES[field] ?? 'body'];
        for (const number of terms) {
          const found = row.get(number) ?? { frequency: 0, passages: 0 };
          found.frequency += weight / (norms[field] ?? 1);
          found.passages |= 1 << Math.min(place, MAX_PASSAGES - 1);
          row.set(number, found);
        }
      });
      for (const [number, { frequency, passages: places }] of [...row].sort((a, b) => a[0] - b[0])) {
        data.term[at] = number;
        data.frequency[at] = frequency;
        data.passages[at] = places;
        data.allFrequency[number] = (data.allFrequency[number] ?? 0) + 1;
        if (own) data.ownFrequency[number] = (data.ownFrequency[number] ?? 0) + 1;
        at += 1;
      }
    });
    data.from[this.entries.length] = at;
    return data;
  }

  private numberOf(term: string): number {
    const known = this.numbers.get(term);
    if (known !== undefined) return known;
    this.numbers.set(term, this.numbers.size);
    return this.numbers.size - 1;
  }
}

/** Mean length of each field, at least 1. */
function meansOf(lengths: readonly Uint32Array[]): number[] {
  return FIELD_NAMES.map((_, field) =>
    Math.max(1, lengths.reduce((sum, length) => sum + (length[field] ?? 0), 0) / Math.max(1, lengths.length)),
  );
}

/** A query's terms as they are looked up, by number; one list for each of both statistics. */
interface Lookups {
  numbers: Uint32Array;
  /** Idf, and weight × idf. */
  idf: Float64Array;
  mass: Float64Array;
  telling: Uint8Array;
  concept: Uint8Array;
  /** Mass of the telling terms; 1 where there are none, so that shares of nothing are 0. */
  total: number;
}

/**
 * BM25F (Robertson, Zaragoza & Taylor 2004): term frequencies are weighted and length-normalised per field, summed, and
 * only then saturated. Beside it, what else query and entry have in common. Work is done for the given entries only.
 */
export class Bm25f {
  private readonly numbers: Map<string, number>;
  private readonly ownCount: number;
  private readonly titleMass: Float32Array;

  constructor(readonly data: Bm25fData) {
    this.numbers = new Map(data.terms.map((term, number) => [term, number]));
    this.ownCount = data.own.reduce((sum, own) => sum + own, 0);
    this.titleMass = this.titleMasses();
  }

  has(term: string): boolean {
    return this.numbers.has(term);
  }

  /** Whether the entry is of an article that workloads.yml lists. */
  isOwn(entry: number): boolean {
    return this.data.own[entry] === 1;
  }

  /** Inverse document frequency over all entries, never negative; a term that occurs nowhere has the highest. */
  idf(term: string): number {
    return this.idfOf(this.numbers.get(term), false);
  }

  private idfOf(number: number | undefined, own: boolean): number {
    const count = own ? this.ownCount : this.data.own.length;
    const frequency = own ? this.data.ownFrequency : this.data.allFrequency;
    const df = number === undefined ? 0 : (frequency[number] ?? 0);
    return Math.log(1 + (count - df + 0.5) / (df + 0.5));
  }

  /** Idf of the terms of each entry's title. */
  private titleMasses(): Float32Array {
    const { from, term, passages, own } = this.data;
    return Float32Array.from(own, (isOwn, entry) => {
      let mass = 0;
      for (let at = from[entry] ?? 0; at < (from[entry + 1] ?? 0); at += 1)
        if (((passages[at] ?? 0) & TITLE) !== 0) mass += this.idfOf(term[at], isOwn === 1);
      return mass;
    });
  }

  /** How the given entries match a query; entries with nothing in common are left out. */
  match(query: Iterable<WeightedTerm>, among: Iterable<number>): Map<number, Match> {
    const known = [...query].flatMap(({ term, weight, telling }) => {
      const number = this.numbers.get(term);
      return number === undefined || weight <= 0 ? [] : [{ number, term, weight, telling }];
    });
    known.sort((a, b) => a.number - b.number);
    const lookups = [this.lookupsOf(known, false), this.lookupsOf(known, true)] as const;
    const matches = new Map<number, Match>();
    const byPassage = new Float64Array(MAX_PASSAGES);
    for (const entry of among) {
      const match = this.matchOf(entry, lookups[this.data.own[entry] === 1 ? 1 : 0], byPassage);
      if (match) matches.set(entry, match);
    }
    return matches;
  }

  private lookupsOf(terms: ReadonlyArray<WeightedTerm & { number: number }>, own: boolean): Lookups {
    const idf = Float64Array.from(terms, ({ number }) => this.idfOf(number, own));
    const mass = Float64Array.from(terms, ({ weight }, i) => weight * (idf[i] ?? 0));
    return {
      numbers: Uint32Array.from(terms, ({ number }) => number),
      idf,
      mass,
      telling: Uint8Array.from(terms, ({ telling }) => Number(telling)),
      concept: Uint8Array.from(terms, ({ term }) => Number(term.startsWith('c:'))),
      total: terms.reduce((sum, { telling }, i) => (telling ? sum + (mass[i] ?? 0) : sum), 0) || 1,
    };
  }

  /** `byPassage` is room to work in. */
  private matchOf(entry: number, lookups: Lookups, byPassage: Float64Array): Match | undefined {
    const { from, term, frequency, passages } = this.data;
    const { numbers, idf, mass, telling, concept, total } = lookups;
    const end = from[entry + 1] ?? 0;
    let at = from[entry] ?? 0;
    let score = 0;
    let shared = 0;
    let concepts = 0;
    let title = 0;
    byPassage.fill(0);
    for (let i = 0; i < numbers.length; i += 1) {
      const number = numbers[i] ?? 0;
      at = lowerBound(term, number, at, end);
      if (at === end) break;
      if (term[at] !== number) continue;
      const own = mass[i] ?? 0;
      const tf = frequency[at] ?? 0;
      score += (own * tf * (K1 + 1)) / (tf + K1);
      const where = passages[at] ?? 0;
      if ((where & TITLE) !== 0) title += idf[i] ?? 0;
      if (telling[i] === 0) continue;
      shared += own;
      concepts += concept[i] ?? 0;
      for (let bits = where; bits !== 0; bits &= bits - 1) {
        const place = 31 - Math.clz32(bits & -bits);
        byPassage[place] = (byPassage[place] ?? 0) + own;
      }
    }
    if (score === 0) return undefined;
    let passage = 0;
    for (const sum of byPassage) passage = Math.max(passage, sum);
    return {
      score,
      share: shared / total,
      passage: passage / total,
      concepts,
      titleTold: Math.min(1, title / Math.max(1, this.titleMass[entry] ?? 0)),
    };
  }
}

/** First place from `from` on whose value is not below `wanted`. */
function lowerBound(values: Uint32Array, wanted: number, from: number, end: number): number {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
