import type { Entry } from '../src/knowledge/entry.js';
import type { Workload } from '../src/knowledge/workload.js';
import type { Search } from '../src/search/search.js';
import type { TriageKnowledge } from '../src/triage/decide.js';
import { costOf } from '../src/triage/hazards.js';
import { cureKey, pagesOf } from '../src/triage/pages.js';

/** The knowledge base as the conversation needs it: search, and what triage asks about entries. */
export class Knowledge implements TriageKnowledge {
  private readonly cures: Map<string, string>;

  constructor(readonly search: Search) {
    this.cures = new Map(search.index.entries.map((entry) => [entry.id, cureKey(entry)]));
  }

  get workloads(): readonly Workload[] {
    return this.search.index.workloads;
  }

  /** Workloads of workloads.yml, without the topics of single articles. */
  get declaredWorkloads(): Workload[] {
    const declared = this.workloads.filter((workload) => !workload.derived);
    return declared.length > 0 ? declared : [...this.workloads].slice(0, 6);
  }

  entry(id: string): Entry | undefined {
    return this.search.index.entry(id);
  }

  workload(id: string): Workload | undefined {
    return this.search.index.workload(id);
  }

  nameOf(workload: string): string {
    return this.workload(workload)?.name ?? workload;
  }

  cureOf(entry: string): string {
    return this.cures.get(entry) ?? entry;
  }

  pagesOf(entry: string): number {
    const found = this.entry(entry);
    return found ? pagesOf(found).length : 1;
  }

  costOf(entry: string): number {
    const found = this.entry(entry);
    return found ? costOf(found) : 1;
  }

  belowOf(entry: string): readonly string[] {
    return this.entry(entry)?.below ?? [];
  }

  relatedTo(entry: string): readonly string[] {
    return this.entry(entry)?.related ?? [];
  }

  firstEntryOf(workload: string): string | undefined {
    const { first, articles } = this.workload(workload) ?? {};
    return first === undefined
      ? undefined
      : articles?.map((article) => `${article}#${first}`).find((id) => this.entry(id) !== undefined);
  }
}
