import type { WorkloadCues } from '../knowledge/conversation.js';
import type { Glossary, Workload } from '../knowledge/workload.js';
import { compact, FormMatcher, type Mention } from '../text/mentions.js';

const HOLDS_ANOTHER = /^(?:의)?(?:안|속|내부|위)(?:에|의|에서|에다)/;

/** Recognises workloads, foreign matters and generic words in messages. */
export class Vocabulary {
  private readonly names: FormMatcher;
  private readonly things: FormMatcher;
  private readonly hints: FormMatcher;
  private readonly signs: FormMatcher;
  private readonly foreign: FormMatcher;
  private readonly weak: ReadonlySet<string>;

  constructor(workloads: readonly Workload[], glossary: Glossary) {
    const forms = (pick: (workload: Workload) => string[]): FormMatcher =>
      FormMatcher.of(workloads.map((workload) => ({ id: workload.id, forms: pick(workload) })));
    this.names = forms((workload) => [...workload.names, ...workload.weakNames]);
    this.weak = new Set(
      workloads.flatMap((workload) => workload.weakNames.map((form) => form.toLowerCase().replace(/\s+/g, ''))),
    );
    this.things = forms((workload) => workload.things);
    this.hints = forms((workload) => workload.hints);
    this.signs = forms((workload) => workload.signs);
    this.foreign = FormMatcher.of(glossary.foreign, glossary.apart);
  }

  /** Workloads that a text names, rules out or hints at. */
  cues(text: string): WorkloadCues {
    const packed = compact(text);
    const mentions = this.names.findInAnyLayout(text);
    const affirmed = mentions.filter((mention) => !mention.negated);
    // "Azure VM 안에 MARS": where something runs is not what backs it up.
    const holds = ({ at, length }: Mention): boolean => HOLDS_ANOTHER.test(packed.text.slice(at + length));
    const named = unique(
      affirmed.filter((mention) => !this.weak.has(mention.form) && !holds(mention)).map((mention) => mention.id),
    );
    const weaklyNamed = unique(affirmed.map((mention) => mention.id)).filter((id) => !named.includes(id));
    const ruledOut = unique(mentions.filter((mention) => mention.negated).map((mention) => mention.id)).filter(
      (id) => !named.includes(id) && !weaklyNamed.includes(id),
    );
    return {
      named,
      weaklyNamed,
      ruledOut,
      things: count(this.things.find(packed)),
      hints: count(this.hints.find(packed)),
      signs: count(this.signs.find(packed)),
    };
  }

  /** Foreign matters that a text is about, as it names them. */
  foreignIn(text: string): Mention[] {
    return this.foreign.find(text).filter((mention) => !mention.negated);
  }
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function count(mentions: readonly Mention[]): Record<string, number> {
  const forms = new Map<string, Set<string>>();
  for (const { id, form, negated } of mentions) if (!negated) forms.set(id, (forms.get(id) ?? new Set()).add(form));
  return Object.fromEntries([...forms].map(([id, found]) => [id, found.size]));
}
