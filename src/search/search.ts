import type { Candidate, WorkloadCues } from '../knowledge/conversation.js';
import { readIntent } from '../text/intent.js';
import { bigrams } from '../text/tokens.js';
import { answerable, massOf } from './answerable.js';
import { IdentifierIndex, type Recognition } from './identifier-index.js';
import type { KnowledgeIndex } from './knowledge-index.js';
import { cleanMessage, IDENTIFIER_LIMIT, type Query, QueryBuilder } from './query.js';
import { Spelling } from './spelling.js';
import { Vocabulary } from './vocabulary.js';

/** Candidates taken from FlexSearch: at 60 the right entry is among them for 97 % of messages. */
const CANDIDATES = 60;
/** Results kept; a turn looks at two or three texts. */
const RECENT = 8;
/** Characters in which names of workloads and foreign matters are looked for. */
const CUE_LIMIT = 4000;

/** Everything that search finds out about a text. */
export interface SearchResult {
  hits: Candidate[];
  query: Query;
  identifiers: Recognition[];
  cues: WorkloadCues;
  foreign: string[];
}

/** Full-text search over the knowledge base. */
export class Search {
  readonly identifiers: IdentifierIndex;
  readonly vocabulary: Vocabulary;
  private readonly queries: QueryBuilder;
  /** One turn looks at the same texts several times. */
  private readonly recent = new Map<string, SearchResult>();

  constructor(readonly index: KnowledgeIndex) {
    this.identifiers = new IdentifierIndex(index.entries);
    this.vocabulary = new Vocabulary(index.workloads, index.glossary);
    this.queries = new QueryBuilder(
      index,
      new Spelling(index.glossary, (word) => bigrams(word).every((pair) => index.ranking.has(`h:${pair}`))),
    );
  }

  /** Hits best first, entries named by an identifier before all others. */
  search(message: string): SearchResult {
    const known = this.recent.get(message);
    if (known) return known;
    const result = this.compute(message);
    this.recent.set(message, result);
    const [oldest] = this.recent.keys();
    if (this.recent.size > RECENT && oldest !== undefined) this.recent.delete(oldest);
    return result;
  }

  private compute(message: string): SearchResult {
    const text = cleanMessage(message, CUE_LIMIT);
    const cues = this.vocabulary.cues(text);
    const intent = readIntent(text);
    const query = this.queries.build(message, cues.named.length + cues.weaklyNamed.length > 1 && intent.asksHow);
    const identifiers = this.identifiers
      .recognise(cleanMessage(message, IDENTIFIER_LIMIT))
      .filter((found) => found.kind !== 'unknown' || !this.isKnownWord(found.text));
    const exact = new Set(
      identifiers.flatMap((found) => (found.kind === 'exact' || found.kind === 'misspelt' ? found.entries : [])),
    );
    const telling = [...query.terms].filter(([term]) => this.index.ranking.has(term)).map(([term]) => term);
    const numbers = new Set(this.index.candidates.find(telling, CANDIDATES));
    for (const id of exact) numbers.add(this.index.numberOf(id));
    const foreign = this.vocabulary.foreignIn(text);
    const matches = this.index.ranking.score(query.terms, numbers);
    const idf = (term: string): number => this.index.ranking.idf(term);
    const mass = massOf(query, idf, foreign.length > 0, intent);
    const rivals = new Rivals();
    for (const number of numbers)
      rivals.add(this.index.entries[number]?.workload ?? '', matches.get(number)?.score ?? 0);
    const hits = [...numbers].flatMap((number): Candidate[] => {
      const entry = this.index.entries[number];
      if (!entry) return [];
      const match = matches.get(number) ?? { score: 0, terms: [] };
      const rival = rivals.shareOf(entry.workload, match.score);
      return [
        {
          entry: entry.id,
          workload: entry.workload,
          score: match.score,
          answerable: answerable(query, mass, match, rival, idf),
          exact: exact.has(entry.id),
        },
      ];
    });
    hits.sort((a, b) => Number(b.exact) - Number(a.exact) || b.score - a.score);
    return { hits, query, identifiers, cues, foreign };
  }

  /** Whether a term is generic or only names a workload. */
  isCommon(term: string): boolean {
    return this.queries.isCommon(term);
  }

  /** A name that an article uses in its text (a registry value, a cmdlet) is a word, not an unknown code. */
  private isKnownWord(text: string): boolean {
    return /[A-Za-z]/.test(text) && this.index.ranking.has(`l:${text.toLowerCase()}`);
  }
}

/** The two best scores of each workload. */
class Rivals {
  private readonly best = new Map<string, [number, number]>();

  add(workload: string, score: number): void {
    const [first, second] = this.best.get(workload) ?? [0, 0];
    this.best.set(workload, score > first ? [score, first] : [first, Math.max(second, score)]);
  }

  /** The best other score of a workload as a share of `score`, at most 1. */
  shareOf(workload: string, score: number): number {
    const [first, second] = this.best.get(workload) ?? [0, 0];
    const other = score >= first ? second : first;
    return score > 0 ? Math.min(1, other / score) : 1;
  }
}
