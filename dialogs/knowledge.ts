import { blocksOf, type Entry, partsOf } from '../src/knowledge/entry.js';
import { blockText } from '../src/knowledge/rich-text.js';
import type { Term, Workload } from '../src/knowledge/workload.js';
import type { Search } from '../src/search/search.js';
import { FormMatcher } from '../src/text/mentions.js';
import type { TriageKnowledge } from '../src/triage/decide.js';
import { costOf } from '../src/triage/hazards.js';
import { cureKey, pagesOf } from '../src/triage/pages.js';
import { phrases } from './phrases.ko.js';
import { type Choice, same } from './reply.js';

const NAMED = new WeakMap<Entry, ReadonlySet<string>>();

/** The knowledge base as the conversation needs it: search, and what triage asks about entries. */
export class Knowledge implements TriageKnowledge {
  private readonly cures: Map<string, string>;
  private readonly terms: FormMatcher;
  private readonly rows = new Map<string, string[]>();
  private readonly above = new Map<string, string>();

  constructor(readonly search: Search) {
    for (const { id, below } of search.index.entries) {
      for (const under of below) this.above.set(under, id);
      const table = id.replace(/\/\d+$/, '');
      if (table !== id && search.index.entry(table)) this.rows.set(table, [...(this.rows.get(table) ?? []), id]);
    }
    this.terms = FormMatcher.of(search.index.glossary.terms.map(({ id, names }) => ({ id, forms: names })));
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

  /** Workloads that an entry's own text names besides its own: of them its reader may speak. */
  namedIn(entry: Entry): ReadonlySet<string> {
    const known =
      NAMED.get(entry) ??
      new Set(
        this.search.vocabulary.cues(
          partsOf(entry)
            .map((part) => blockText(blocksOf(part)))
            .join('\n'),
        ).named,
      );
    NAMED.set(entry, known);
    return known;
  }

  /** The word of the field that a text names, the longest where there are several. */
  termIn(text: string): Term | undefined {
    const [longest] = this.terms.findInAnyLayout(text).sort((a, b) => b.length - a.length);
    return this.search.index.glossary.terms.find(({ id }) => id === longest?.id);
  }

  /** A button for each of some workloads. */
  workloadChoices(ids: readonly string[]): Choice[] {
    return ids.flatMap((id) => this.workload(id) ?? []).map(({ button }) => same(button));
  }

  /** Buttons of all workloads that an article is declared to be about. */
  get allWorkloadChoices(): Choice[] {
    return this.declaredWorkloads.map(({ button }) => same(button));
  }

  /** What can be chosen before anything was said. */
  get startChoices(): Choice[] {
    return [...this.allWorkloadChoices, same(phrases.buttons.dontKnow)];
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

  workloadOf(entry: string): string {
    return this.entry(entry)?.workload ?? '';
  }

  rowsOf(entry: string): readonly string[] {
    return this.rows.get(entry) ?? [];
  }

  /** The section that an entry stands under, or whose table it is a row of. */
  aboveOf(entry: string): string | undefined {
    const table = entry.replace(/\/\d+$/, '');
    return table !== entry && this.entry(table) ? table : this.above.get(entry);
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
