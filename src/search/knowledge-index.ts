import type { Entry } from '../knowledge/entry.js';
import { type Glossary, listedArticles, type Workload } from '../knowledge/workload.js';
import { FormMatcher } from '../text/mentions.js';
import { Bm25f, Bm25fBuilder, type Bm25fData } from './bm25f.js';
import { type CandidateData, CandidateIndex } from './candidates.js';
import { Encoder } from './encoder.js';
import type { EntryTraits } from './features.js';
import { passagesOf } from './fields.js';
import { collectIdentifiers, type IdentifierData } from './identifier-index.js';

/** Everything that answers need, as it is saved. */
export interface KnowledgeData {
  entries: Entry[];
  workloads: Workload[];
  glossary: Glossary;
  identifiers: IdentifierData;
  /** Ids of the foreign matters that an entry names all the same, by its number. */
  foreign: Map<number, string[]>;
  ranking: Bm25fData;
  candidates: CandidateData;
}

/** The knowledge base in memory: entries by id, postings, candidate index. */
export class KnowledgeIndex {
  private readonly numbers: Map<string, number>;
  private readonly entriesById: Map<string, Entry>;
  private readonly traits: EntryTraits[];

  private constructor(
    readonly entries: readonly Entry[],
    readonly workloads: readonly Workload[],
    readonly glossary: Glossary,
    readonly encoder: Encoder,
    readonly identifiers: IdentifierData,
    private readonly foreign: ReadonlyMap<number, readonly string[]>,
    readonly ranking: Bm25f,
    readonly candidates: CandidateIndex,
  ) {
    this.numbers = new Map(entries.map((entry, number) => [entry.id, number]));
    this.entriesById = new Map(entries.map((entry) => [entry.id, entry]));
    this.traits = entries.map((entry) => ({
      error: entry.identifiers.length > 0 || entry.lead.some((part) => part.kind === 'error'),
    }));
  }

  static build(entries: readonly Entry[], workloads: readonly Workload[], glossary: Glossary): KnowledgeIndex {
    const encoder = new Encoder(glossary);
    const listed = listedArticles(workloads);
    const builder = new Bm25fBuilder();
    const candidates = CandidateIndex.empty();
    const matters = FormMatcher.of(glossary.foreign, glossary.apart);
    const foreign = new Map<number, string[]>();
    entries.forEach((entry, number) => {
      const own = listed.has(entry.articleId);
      const texts = passagesOf(entry, !own);
      const named = new Set(texts.flatMap(({ text }) => matters.find(text).map(({ id }) => id)));
      if (named.size > 0) foreign.set(number, [...named]);
      const passages = texts.map(({ field, text }) => ({ field, terms: encoder.encode(text) }));
      builder.add({ passages, own });
      candidates.add(
        number,
        passages.flatMap(({ terms }) => terms),
        own,
      );
    });
    return new KnowledgeIndex(
      entries,
      workloads,
      glossary,
      encoder,
      collectIdentifiers(entries),
      foreign,
      new Bm25f(builder.build()),
      candidates,
    );
  }

  static load(data: KnowledgeData): KnowledgeIndex {
    return new KnowledgeIndex(
      data.entries,
      data.workloads,
      data.glossary,
      new Encoder(data.glossary),
      data.identifiers,
      data.foreign,
      new Bm25f(data.ranking),
      CandidateIndex.load(data.candidates),
    );
  }

  async export(): Promise<KnowledgeData> {
    return {
      entries: [...this.entries],
      workloads: [...this.workloads],
      glossary: this.glossary,
      identifiers: this.identifiers,
      foreign: new Map([...this.foreign].map(([number, ids]) => [number, [...ids]])),
      ranking: this.ranking.data,
      candidates: await this.candidates.export(),
    };
  }

  entry(id: string): Entry | undefined {
    return this.entriesById.get(id);
  }

  traitsOf(number: number): EntryTraits {
    const traits = this.traits[number];
    if (!traits) throw new RangeError(`no entry has the number ${number}`);
    return traits;
  }

  /** Whether an entry names any of these foreign matters, so that it may answer what is asked about them. */
  namesForeign(number: number, ids: readonly string[]): boolean {
    return this.foreign.get(number)?.some((id) => ids.includes(id)) ?? false;
  }

  workload(id: string): Workload | undefined {
    return this.workloads.find((workload) => workload.id === id);
  }

  numberOf(id: string): number {
    return this.numbers.get(id) ?? -1;
  }
}
