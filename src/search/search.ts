import { LRUCache } from 'lru-cache';
import type { Candidate, WorkloadCues } from '../knowledge/conversation.js';
import { type Intent, readIntent } from '../text/intent.js';
import type { Mention } from '../text/mentions.js';
import { bigrams } from '../text/tokens.js';
import type { Match } from './bm25f.js';
import {
  type AnswerFeatures,
  answerFeatures,
  type MessageMass,
  type RankFeatures,
  rankFeatures,
  weigher,
} from './features.js';
import { IdentifierIndex, type Recognition } from './identifier-index.js';
import type { KnowledgeIndex } from './knowledge-index.js';
import { cleanMessage, IDENTIFIER_LIMIT, type Query, QueryBuilder } from './query.js';
import { Spelling } from './spelling.js';
import { Vocabulary } from './vocabulary.js';
import { ANSWER_BIAS, ANSWER_WEIGHTS, RANK_WEIGHTS } from './weights.js';

/** Candidates taken from FlexSearch: at 60 the right entry is among them for 97 % of messages. */
const CANDIDATES = 60;
/**
 * Results kept, of some 10 KB each: a turn looks at two or three texts, a conversation at most of them again in its next
 * turn, and what buttons say is the same in all conversations.
 */
const RECENT = 128;
/** Characters in which names of workloads and foreign matters are looked for. */
const CUE_LIMIT = 4000;

/** A code decides over any likeness of words; among entries with the same code the likeness does. */
export const EXACT_BONUS = 20;

/**
 * Articles that workloads.yml does not list stand beside the listed ones, often about the same: log odds that theirs is meant,
 * and what a title adds of which all is told. The listed ones are about failures; who asks how something is done more often
 * means another. Weighed on test/eval/other-articles so that these are found and the listed ones lose little.
 */
const BESIDE_ODDS = -2.2;
const BESIDE_TITLE_ODDS = 1.8;
const BESIDE_HOW_ODDS = 0.5;

const weighRank = weigher<RankFeatures>(RANK_WEIGHTS);
const weighAnswer = weigher<AnswerFeatures>(ANSWER_WEIGHTS);

/** An entry that an identifier names and that has no word in common with the message. */
const NO_MATCH: Match = { score: 0, share: 0, passage: 0, concepts: 0, titleTold: 0 };

/** A candidate with what speaks for it. */
export interface Hit extends Candidate {
  features: RankFeatures;
  answering: AnswerFeatures;
}

/** What a message says, before any entry is looked at. */
export interface Understood {
  query: Query;
  intent: Intent;
  identifiers: Recognition[];
  cues: WorkloadCues;
  foreign: Mention[];
}

/** Everything that search finds out about a text. */
export interface SearchResult {
  hits: Hit[];
  query: Query;
  intent: Intent;
  identifiers: Recognition[];
  cues: WorkloadCues;
  foreign: string[];
}

/** Full-text search over the knowledge base. */
export class Search {
  readonly identifiers: IdentifierIndex;
  readonly vocabulary: Vocabulary;
  private readonly queries: QueryBuilder;
  private readonly recent = new LRUCache<string, SearchResult>({
    max: RECENT,
    memoMethod: (message) => this.compute(message),
  });

  private readonly asked = new LRUCache<string, Query>({
    max: RECENT,
    memoMethod: (text) => this.recent.peek(text)?.query ?? this.understand(text).query,
  });

  constructor(readonly index: KnowledgeIndex) {
    this.identifiers = new IdentifierIndex(index.identifiers);
    this.vocabulary = new Vocabulary(index.workloads, index.glossary);
    this.queries = new QueryBuilder(
      index,
      new Spelling(index.glossary, (word) => bigrams(word).every((pair) => index.ranking.has(`h:${pair}`))),
    );
  }

  /** Hits best first, entries named by an identifier before all others. */
  search(message: string): SearchResult {
    return this.recent.memo(message);
  }

  /** What a text asks for, where no entry need be looked at. */
  queryOf(text: string): Query {
    return this.asked.memo(text);
  }

  private compute(message: string): SearchResult {
    const asked = this.understand(message);
    const hits = this.rerank(asked, this.candidates(asked.query));
    const { query, intent, identifiers, cues } = asked;
    return { hits, query, intent, identifiers, cues, foreign: [...new Set(asked.foreign.map(({ id }) => id))] };
  }

  /** What a message says, before any entry is looked at. */
  understand(message: string): Understood {
    const text = cleanMessage(message, CUE_LIMIT);
    const cues = this.vocabulary.cues(text);
    const intent = readIntent(text);
    const identifiers = this.identifiers
      .recognise(cleanMessage(message, IDENTIFIER_LIMIT))
      .filter((found) => found.kind !== 'unknown' || !this.isKnownWord(found.text));
    // The words of an unknown name would find the names like it: what else is said may have an answer, the name has none.
    const unknown = identifiers.flatMap(({ kind, text: name }) =>
      kind === 'unknown' || kind === 'near' ? [name] : [],
    );
    const query = this.queries.build(
      unknown.reduce((rest, name) => rest.replaceAll(name, ' '), message),
      cues.named.length + cues.weaklyNamed.length > 1 && intent.asksHow,
    );
    return { query, intent, identifiers, cues, foreign: this.vocabulary.foreignIn(text) };
  }

  /** Numbers of the entries that may answer, by FlexSearch. */
  candidates(query: Query): number[] {
    const known = [...query.terms.keys()].filter((term) => this.index.ranking.has(term));
    return this.index.candidates.find(known, CANDIDATES);
  }

  /** Hits among candidates, best first; entries that an identifier names join them. */
  rerank({ query, intent, identifiers, foreign }: Understood, candidates: readonly number[]): Hit[] {
    // "git 프록시 407": beside a foreign matter a short number is that matter's own.
    const own = identifiers.filter(({ text }) => foreign.length === 0 || !/^\d{1,4}$/.test(text));
    const exact = new Set(
      own.flatMap((found) => (found.kind === 'exact' || found.kind === 'misspelt' ? found.entries : [])),
    );
    const numbers = new Set(candidates);
    for (const id of exact) numbers.add(this.index.numberOf(id));
    const matters = foreign.map(({ id }) => id);
    const unknown = identifiers.filter(({ kind }) => kind === 'unknown' || kind === 'near');
    const unknownName = unknown.some(({ text }) => isName(text));
    const unknownCode = unknown.some(({ text }) => !isName(text));
    const weighted = [...query.terms].map(([term, weight]) => ({ term, weight, telling: query.telling.has(term) }));
    const matches = this.index.ranking.match(weighted, numbers);
    const mass = this.massOf(query);
    const rivals = new Rivals();
    for (const [number, { score }] of matches) rivals.add(this.index.entries[number]?.workload ?? '', score);
    const hits = [...numbers].flatMap((number): Hit[] => {
      const entry = this.index.entries[number];
      if (!entry) return [];
      const match = matches.get(number) ?? NO_MATCH;
      const features = rankFeatures(match, this.index.traitsOf(number), intent, rivals.bestOf(entry.workload));
      const answering = answerFeatures(match, this.index.traitsOf(number), intent, {
        // Not spread: for each of 60 candidates that is half of a search.
        terms: mass.terms,
        unknownPairs: mass.unknownPairs,
        known: mass.known,
        foreign: matters.length > 0 && !this.index.namesForeign(number, matters),
        unknownName,
        unknownCode,
        rival: rivals.shareOf(entry.workload, match.score),
      });
      const isExact = exact.has(entry.id);
      return [
        {
          entry: entry.id,
          workload: entry.workload,
          score: weighRank(features) + (isExact ? EXACT_BONUS : 0) + this.besideOdds(number, match, intent),
          answerable: 1 / (1 + Math.exp(-ANSWER_BIAS - weighAnswer(answering))),
          exact: isExact,
          features,
          answering,
        },
      ];
    });
    return hits.sort((a, b) => b.score - a.score);
  }

  private besideOdds(number: number, { titleTold }: Match, { asksHow, wishes, reportsFailure }: Intent): number {
    if (this.index.ranking.isOwn(number)) return 0;
    const how = Number(asksHow || wishes) - Number(reportsFailure);
    return BESIDE_ODDS + BESIDE_TITLE_ODDS * titleTold + BESIDE_HOW_ODDS * how;
  }

  private massOf({ terms, telling }: Query): MessageMass {
    const { ranking } = this.index;
    const mass = { known: 0, unknown: 0 };
    for (const [term, weight] of terms)
      if (telling.has(term)) mass[ranking.has(term) ? 'known' : 'unknown'] += weight * ranking.idf(term);
    const pairs = [...terms.keys()].filter((term) => term.startsWith('h:') && !this.isCommon(term));
    const unknown = pairs.filter((term) => !ranking.has(term));
    return {
      terms: terms.size,
      unknownPairs: unknown.length / Math.max(1, pairs.length),
      known: mass.known / Math.max(1e-9, mass.known + mass.unknown),
    };
  }

  /** Whether a term is generic or only names a workload. */
  isCommon(term: string): boolean {
    return this.queries.isCommon(term);
  }

  /** A name that an article uses in its text (a registry value, a cmdlet) is a word, not an unknown code. */
  private isKnownWord(text: string): boolean {
    const [word] = /[A-Za-z]/.test(text) ? this.index.encoder.encode(text) : [];
    return word !== undefined && this.index.ranking.has(word);
  }
}

/** Whether an identifier is a name, not a number or hex code. */
function isName(identifier: string): boolean {
  return /[g-z]/i.test(identifier.replace(/^0x/i, ''));
}

/** The two best scores of each workload. */
class Rivals {
  private readonly best = new Map<string, [number, number]>();

  add(workload: string, score: number): void {
    const [first, second] = this.best.get(workload) ?? [0, 0];
    this.best.set(workload, score > first ? [score, first] : [first, Math.max(second, score)]);
  }

  bestOf(workload: string): number {
    return this.best.get(workload)?.[0] ?? 0;
  }

  /** The best other score of a workload as a share of `score`, at most 1. */
  shareOf(workload: string, score: number): number {
    const [first, second] = this.best.get(workload) ?? [0, 0];
    const other = score >= first ? second : first;
    return score > 0 ? Math.min(1, other / score) : 1;
  }
}
