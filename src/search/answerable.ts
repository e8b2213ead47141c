import type { Intent } from '../text/intent.js';
import type { Match } from './bm25f.js';
import type { Query } from './query.js';

/**
 * Weights of a logistic regression: does an entry answer the message, or is the message about something that no article
 * covers? Fitted on the tune half of test/eval/questions (vague messages and those with a known code left out); area under
 * the ROC curve on the report half 0.91. The share of the message's idf that the entry covers tells little alone (0.65),
 * because most syllables of a colloquial message are in no article even when the entry is right.
 */
const WEIGHTS = {
  bias: -2.76,
  score: 0.77,
  conceptShare: 1.11,
  concepts: 1.34,
  latinShare: 1.18,
  foreign: -3.03,
  terms: 2.01,
  asksHow: -1.51,
  wishes: -0.86,
  rival: -0.6,
};

/** Counts above these say nothing more. */
const MANY_CONCEPTS = 5;
const MANY_TERMS = 40;

/** What the belief needs to know of a query, the same for all its entries. */
export interface QueryMass {
  /** Weighted idf of the concepts and of the Latin words that are neither generic nor a workload's name. */
  concepts: number;
  latin: number;
  foreign: boolean;
  intent: Intent;
}

type Idf = (term: string) => number;

function mass(query: Query, terms: Iterable<string>, prefix: string, idf: Idf): number {
  let sum = 0;
  for (const term of terms)
    if (term.startsWith(prefix) && query.telling.has(term)) sum += (query.terms.get(term) ?? 0) * idf(term);
  return sum;
}

export function massOf(query: Query, idf: Idf, foreign: boolean, intent: Intent): QueryMass {
  return {
    concepts: mass(query, query.terms.keys(), 'c:', idf),
    latin: mass(query, query.terms.keys(), 'l:', idf),
    foreign,
    intent,
  };
}

/**
 * Belief, 0 to 1, that an entry with this match answers the query. `rival` is the best other score of the workload as a
 * share of this one, at most 1: messages that no article covers tend to resemble many entries alike.
 */
export function answerable(query: Query, whole: QueryMass, match: Match, rival: number, idf: Idf): number {
  const concepts = match.terms.filter((term) => term.startsWith('c:') && query.telling.has(term)).length;
  const z =
    WEIGHTS.bias +
    WEIGHTS.score * Math.log(1 + match.score) +
    WEIGHTS.conceptShare * (whole.concepts > 0 ? mass(query, match.terms, 'c:', idf) / whole.concepts : 0) +
    (WEIGHTS.concepts * Math.min(concepts, MANY_CONCEPTS)) / MANY_CONCEPTS +
    WEIGHTS.latinShare * (whole.latin > 0 ? mass(query, match.terms, 'l:', idf) / whole.latin : 0.5) +
    (WEIGHTS.terms * Math.min(query.terms.size, MANY_TERMS)) / MANY_TERMS +
    (whole.foreign ? WEIGHTS.foreign : 0) +
    (whole.intent.asksHow ? WEIGHTS.asksHow : 0) +
    (whole.intent.wishes ? WEIGHTS.wishes : 0) +
    WEIGHTS.rival * rival;
  return 1 / (1 + Math.exp(-z));
}
