import { readIntent } from '../text/intent.js';
import { capText, normalize, squash, stripMarkup } from '../text/normalize.js';
import { tokenize } from '../text/tokens.js';
import type { KnowledgeIndex } from './knowledge-index.js';
import type { Spelling } from './spelling.js';

/** Characters of a message that words are taken from; identifiers are looked for in more (see IDENTIFIER_LIMIT). */
export const TEXT_LIMIT = 3000;
/** A paste of 100 KB is searched whole for codes; beyond this only its head and tail. */
export const IDENTIFIER_LIMIT = 200_000;
/** Terms that a query may have: the rarest count, since they tell most. */
const TERM_LIMIT = 80;

/** Weight of a term in a query by its kind (found with the fields' weights); pairs of syllables overlap, so each says half. */
export const KIND_WEIGHT: Record<string, number> = { c: 1.95, w: 0.2, h: 0.5, l: 0.8, n: 0.9 };
/** What is left of the weight of words that nearly every message has. */
const GENERIC_WEIGHT = 0.12;
/** The name of the one workload that is meant is known from its articles. */
const NAME_WEIGHT = 0.35;
/** A corrected word is a guess. */
const CORRECTED_WEIGHT = 0.8;
/** What goes together with what is named may be meant. */
const RELATED_WEIGHT = 0.3;

/** Syllable pairs in common that still mean nothing, and more of them where it is said that something fails. */
const STRAY_PAIRS = 3;
const STRAY_PAIRS_OF_FAILURE = 6;

export interface Query {
  /** Terms with their weights. */
  terms: Map<string, number>;
  /** Those of the terms that are neither generic nor name a workload. */
  telling: Set<string>;
  /** Concepts named that are not generic. */
  concepts: string[];
  /** True where no term beyond generic words and workload names remains. */
  vague: boolean;
  /** True where not even a generic word of the field remains. */
  empty: boolean;
}

/** The text of a message that can be searched: markup, invisible signs and overlong tails taken away. */
export function cleanMessage(text: string, limit: number): string {
  return normalize(stripMarkup(capText(text, limit))).trim();
}

/** Builds queries; knows which terms are generic in this knowledge base. */
export class QueryBuilder {
  private readonly generic: Set<string>;
  /** Generic words of the field: they show that a message is about it. */
  private readonly ofTheField: Set<string>;
  private readonly workloadTerms: Set<string>;
  private readonly related: Map<string, string[]>;

  constructor(
    private readonly index: KnowledgeIndex,
    private readonly spelling: Spelling,
  ) {
    const termsOf = (words: readonly string[]): Set<string> =>
      new Set(words.flatMap((word) => index.encoder.encode(word)));
    const { fillers, generic } = index.glossary;
    this.ofTheField = termsOf(generic);
    this.generic = new Set([...termsOf(fillers), ...this.ofTheField]);
    const names = index.workloads
      .filter((workload) => !workload.derived)
      .flatMap((workload) => [...workload.names, ...workload.weakNames].map((name) => name.replace(/^=/, '')));
    this.related = new Map();
    for (const group of index.glossary.related)
      for (const id of group)
        this.related.set(id, [...(this.related.get(id) ?? []), ...group.filter((other) => other !== id)]);
    this.workloadTerms = new Set(termsOfNames(names, index));
  }

  /** `namesTell`: two workloads are named, so their names are part of what is asked ("Azure VM에서 시스템 상태 백업"). */
  build(message: string, namesTell: boolean): Query {
    const text = cleanMessage(message, TEXT_LIMIT);
    const terms = new Map<string, number>();
    const add = (term: string, factor: number): void => {
      const weight =
        (KIND_WEIGHT[term[0] ?? ''] ?? 1) *
        factor *
        (this.generic.has(term) ? GENERIC_WEIGHT : 1) *
        (this.workloadTerms.has(term) && !namesTell ? NAME_WEIGHT : 1);
      terms.set(term, Math.max(weight, terms.get(term) ?? 0));
    };
    for (const term of this.index.encoder.encode(text)) add(term, 1);
    for (const form of this.corrections(text))
      for (const term of this.index.encoder.encode(form)) add(term, CORRECTED_WEIGHT);
    const kept = [...terms]
      .sort((a, b) => b[1] * this.index.ranking.idf(b[0]) - a[1] * this.index.ranking.idf(a[0]))
      .slice(0, TERM_LIMIT);
    const related = this.relatedTerms(new Set(kept.map(([term]) => term)));
    const concepts = kept
      .map(([term]) => term)
      .filter((term) => term.startsWith('c:') && !this.isCommon(term, namesTell));
    const own = kept.filter(([term]) => !this.isCommon(term, namesTell));
    const telling = own.filter(([term]) => this.index.ranking.has(term));
    // A few syllable pairs without any word or concept are endings that happen to stand in an article.
    const vague =
      concepts.length === 0 &&
      telling.every(([term]) => term.startsWith('h:')) &&
      telling.length <= (readIntent(text).reportsFailure ? STRAY_PAIRS_OF_FAILURE : STRAY_PAIRS);
    return {
      terms: new Map([...kept, ...related]),
      telling: new Set(own.map(([term]) => term)),
      concepts: concepts.map((term) => term.slice(2)),
      vague,
      empty: vague && !kept.some(([term]) => this.ofTheField.has(term)),
    };
  }

  /** Whether a term is generic or only names a workload. */
  isCommon(term: string, namesTell = false): boolean {
    return this.generic.has(term) || (this.workloadTerms.has(term) && !namesTell);
  }

  /** Concepts that go together with those named, with their weight. */
  private relatedTerms(named: ReadonlySet<string>): Array<[term: string, weight: number]> {
    const found = [...named].flatMap((term) => (term.startsWith('c:') ? (this.related.get(term.slice(2)) ?? []) : []));
    return [...new Set(found)]
      .map((id) => `c:${id}`)
      .filter((term) => !named.has(term))
      .map((term) => [term, (KIND_WEIGHT['c'] ?? 1) * RELATED_WEIGHT]);
  }

  /** Words of the field that misspelt words of the text stand for. */
  private corrections(text: string): string[] {
    const unknown = tokenize(text).filter(
      (token) => token.kind === 'hangul' && token.text.length >= 2 && token.text.length <= 30,
    );
    return unknown.slice(0, 60).flatMap((token) => this.spelling.correct(token.text));
  }
}

/** Terms of workloads' names; a concept only where a name is nothing but that concept (복구 서비스 에이전트 is no 복구). */
function termsOfNames(names: readonly string[], { glossary, encoder }: KnowledgeIndex): string[] {
  const concepts = new Map<string, string[]>();
  for (const { id, forms } of glossary.concepts)
    for (const form of forms) concepts.set(squash(form), [...(concepts.get(squash(form)) ?? []), `c:${id}`]);
  return names.flatMap((name) => {
    const whole = concepts.get(squash(name)) ?? [];
    return encoder.encode(name).filter((term) => !term.startsWith('c:') || whole.includes(term));
  });
}
