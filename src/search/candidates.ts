import { Index } from 'flexsearch';

/** FlexSearch's export: what it calls a part, and that part's JSON. */
export type CandidateData = Array<[key: string, data: string]>;

// Terms are made by our encoder and handed over joined by this sign, so that FlexSearch never looks inside them:
// its own encoders take Hangul apart and cut codes.
const SEPARATOR = '\u0001';

function newIndex(): Index {
  return new Index({
    encode: (text: string) => text.split(SEPARATOR).filter(Boolean),
    tokenize: 'strict',
    resolution: 9,
    // An index with fastupdate cannot take an import (flexsearch 0.8.212: "c.add is not a function").
    fastupdate: false,
  });
}

/** Finds entries that share terms with a query; ranking is not its task. */
export class CandidateIndex {
  private constructor(private readonly index: Index) {}

  /** `documents[i]` holds the terms of entry i. */
  static build(documents: ReadonlyArray<readonly string[]>): CandidateIndex {
    const index = newIndex();
    documents.forEach((terms, number) => {
      index.add(number, [...new Set(terms)].join(SEPARATOR));
    });
    return new CandidateIndex(index);
  }

  static load(data: CandidateData): CandidateIndex {
    const index = newIndex();
    for (const [key, part] of data) index.import(key, part);
    return new CandidateIndex(index);
  }

  async export(): Promise<CandidateData> {
    const data: CandidateData = [];
    await this.index.export((key: string, part: string) => {
      data.push([key, part]);
    });
    return data;
  }

  /** Numbers of at most `limit` entries with the most terms in common. */
  find(terms: readonly string[], limit: number): number[] {
    if (terms.length === 0) return [];
    return this.index.search(terms.join(SEPARATOR), { limit, suggest: true }) as number[];
  }
}
