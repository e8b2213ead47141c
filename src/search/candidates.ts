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
  /**
   * Entries of the workloads are found beside all others, not among them: however many articles are dropped in, they leave
   * room for these.
   */
  private constructor(
    private readonly own = newIndex(),
    private readonly others = newIndex(),
  ) {}

  static empty(): CandidateIndex {
    return new CandidateIndex();
  }

  /** Adds entry number `entry`, of a workload (`own`) or of another article. */
  add(entry: number, terms: Iterable<string>, own: boolean): void {
    (own ? this.own : this.others).add(entry, [...new Set(terms)].join(SEPARATOR));
  }

  static load(data: CandidateData): CandidateIndex {
    const candidates = new CandidateIndex();
    for (const [key, part] of data) {
      const [group, ...rest] = key.split('/');
      (group === 'own' ? candidates.own : candidates.others).import(rest.join('/'), part);
    }
    return candidates;
  }

  async export(): Promise<CandidateData> {
    const data: CandidateData = [];
    await this.own.export((key: string, part: string) => {
      data.push([`own/${key}`, part]);
    });
    await this.others.export((key: string, part: string) => {
      data.push([`others/${key}`, part]);
    });
    return data;
  }

  /** Numbers of the entries with the most terms in common, at most `limit` of the workloads and as many others. */
  find(terms: readonly string[], limit: number): number[] {
    if (terms.length === 0) return [];
    const query = terms.join(SEPARATOR);
    return [this.own, this.others].flatMap((index) => index.search(query, { limit, suggest: true }) as number[]);
  }
}
