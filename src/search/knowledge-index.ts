import type { Entry } from '../knowledge/entry.js';
import type { Glossary, Workload } from '../knowledge/workload.js';
import { Bm25f, type Bm25fData, buildBm25f } from './bm25f.js';
import { type CandidateData, CandidateIndex } from './candidates.js';
import { Encoder } from './encoder.js';
import { FIELD_NAMES, fieldTexts } from './fields.js';

/** Everything that answers need, as it is saved. */
export interface KnowledgeData {
  entries: Entry[];
  workloads: Workload[];
  glossary: Glossary;
  postings: Bm25fData;
  candidates: CandidateData;
}

/** The knowledge base in memory: entries by id, postings, candidate index. */
export class KnowledgeIndex {
  private readonly numbers: Map<string, number>;
  private readonly entriesById: Map<string, Entry>;

  private constructor(
    readonly entries: readonly Entry[],
    readonly workloads: readonly Workload[],
    readonly glossary: Glossary,
    readonly encoder: Encoder,
    readonly ranking: Bm25f,
    readonly candidates: CandidateIndex,
    readonly postings: Bm25fData,
  ) {
    this.numbers = new Map(entries.map((entry, number) => [entry.id, number]));
    this.entriesById = new Map(entries.map((entry) => [entry.id, entry]));
  }

  static build(entries: readonly Entry[], workloads: readonly Workload[], glossary: Glossary): KnowledgeIndex {
    const encoder = new Encoder(glossary);
    const fields = entries.map((entry) => {
      const texts = fieldTexts(entry);
      return Object.fromEntries(FIELD_NAMES.map((name) => [name, encoder.encode(texts[name])]));
    });
    const postings = buildBm25f(fields);
    const candidates = CandidateIndex.build(fields.map((entry) => FIELD_NAMES.flatMap((name) => entry[name] ?? [])));
    return new KnowledgeIndex(entries, workloads, glossary, encoder, new Bm25f(postings), candidates, postings);
  }

  static load(data: KnowledgeData): KnowledgeIndex {
    return new KnowledgeIndex(
      data.entries,
      data.workloads,
      data.glossary,
      new Encoder(data.glossary),
      new Bm25f(data.postings),
      CandidateIndex.load(data.candidates),
      data.postings,
    );
  }

  async export(): Promise<KnowledgeData> {
    return {
      entries: [...this.entries],
      workloads: [...this.workloads],
      glossary: this.glossary,
      postings: this.postings,
      candidates: await this.candidates.export(),
    };
  }

  entry(id: string): Entry | undefined {
    return this.entriesById.get(id);
  }

  workload(id: string): Workload | undefined {
    return this.workloads.find((workload) => workload.id === id);
  }

  numberOf(id: string): number {
    return this.numbers.get(id) ?? -1;
  }
}
