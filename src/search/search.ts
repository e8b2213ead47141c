import type { WorkloadCues } from '../knowledge/conversation.js';
import { IdentifierIndex, type Recognition } from './identifier-index.js';
import type { KnowledgeIndex } from './knowledge-index.js';
import { cleanMessage, IDENTIFIER_LIMIT, QueryBuilder, type Query } from './query.js';
import { Spelling } from './spelling.js';
import { Vocabulary } from './vocabulary.js';

/** Candidates taken from FlexSearch: at 60 the right entry is among them for 97 % of messages. */
const CANDIDATES = 60;

/** An entry with its score. */
export interface Hit {
  entry: string;
  workload: string;
  /** BM25F, higher is better; comparable within one query only. */
  score: number;
  /** Share of the query's idf that the entry's words cover, 0 to 1. */
  covered: number;
  /** True where an identifier of the message belongs to the entry. */
  exact: boolean;
}

/** Everything that search finds out about a text. */
export interface SearchResult {
  hits: Hit[];
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

  constructor(readonly index: KnowledgeIndex) {
    this.identifiers = new IdentifierIndex(index.entries);
    this.vocabulary = new Vocabulary(index.workloads, index.glossary);
    this.queries = new QueryBuilder(index, new Spelling(index.glossary));
  }

  /** Hits best first, entries named by an identifier before all others. */
  search(message: string): SearchResult {
    const query = this.queries.build(message);
    const identifiers = this.identifiers.recognise(cleanMessage(message, IDENTIFIER_LIMIT)).filter((found) => found.kind !== 'unknown' || !this.isKnownWord(found.text));
    const exact = new Set(identifiers.flatMap((found) => (found.kind === 'exact' || found.kind === 'misspelt' ? found.entries : [])));
    const telling = [...query.terms].filter(([term]) => this.index.ranking.has(term)).map(([term]) => term);
    const numbers = new Set(this.index.candidates.find(telling, CANDIDATES));
    for (const id of exact) numbers.add(this.index.numberOf(id));
    const total = [...query.terms].reduce((sum, [term, weight]) => sum + weight * this.index.ranking.idf(term), 0);
    const scores = this.index.ranking.score(query.terms, numbers);
    const hits = [...numbers].flatMap((number): Hit[] => {
      const entry = this.index.entries[number];
      if (!entry) return [];
      const { score, covered } = scores.get(number) ?? { score: 0, covered: 0 };
      return [{ entry: entry.id, workload: entry.workload, score, covered: total > 0 ? covered / total : 0, exact: exact.has(entry.id) }];
    });
    hits.sort((a, b) => Number(b.exact) - Number(a.exact) || b.score - a.score);
    const text = cleanMessage(message, IDENTIFIER_LIMIT);
    return { hits, query, identifiers, cues: this.vocabulary.cues(text.slice(0, 4000)), foreign: this.vocabulary.foreignIn(text.slice(0, 4000)) };
  }

  /** A name that an article uses in its text (a registry value, a cmdlet) is a word, not an unknown code. */
  private isKnownWord(text: string): boolean {
    return this.index.encoder.encode(text).some((term) => (term.startsWith('l:') || term.startsWith('n:')) && this.index.ranking.has(term) && term.length > 6);
  }
}
