import type { Intent } from '../text/intent.js';
import type { Match } from './bm25f.js';

/** What the model needs to know of an entry, whatever is asked. */
export interface EntryTraits {
  /** Names an error: has an error text or a code. */
  error: boolean;
}

/** Scores grow without bound; above this a difference says little. */
const SCORE_SCALE = 20;

/** What speaks for an entry, in units that make each about 0 to 1. `best` is the best BM25F score of its workload. */
export function rankFeatures(match: Match, entry: EntryTraits, intent: Intent, best: number) {
  return {
    score: match.score / SCORE_SCALE,
    ofBest: best > 0 ? match.score / best : 0,
    share: match.share,
    titleTold: match.titleTold,
    passage: match.passage,
    isBest: flag(best > 0 && match.score >= best),
    /** Who asks how something is done does not ask for the cure of an error. */
    errorHow: flag(entry.error && intent.asksHow),
  };
}

const flag = (value: boolean): number => (value ? 1 : 0);

export type RankFeatures = ReturnType<typeof rankFeatures>;

/** Counts above these say nothing more. */
const MANY_CONCEPTS = 5;
const MANY_TERMS = 40;

/** What a message as a whole says about whether any article answers it. */
export interface MessageMass {
  terms: number;
  /** Share of its syllable pairs that stand in no article. */
  unknownPairs: number;
  /** Share of its telling words, by weighted idf, that stand in any article. */
  known: number;
}

/** The same beside one entry. */
export interface EntryMass extends MessageMass {
  /** It is about a foreign matter that the entry does not name. */
  foreign: boolean;
  /** It holds an error name, or a number or hex code, that no article has. */
  unknownName: boolean;
  unknownCode: boolean;
  /**
   * The best other score of the workload as a share of this one, at most 1: messages that no article covers tend to resemble
   * many entries alike.
   */
  rival: number;
}

/** What speaks for an entry answering the message at all. */
export function answerFeatures(match: Match, entry: EntryTraits, intent: Intent, mass: EntryMass) {
  return {
    logScore: Math.log(1 + match.score),
    concepts: Math.min(match.concepts, MANY_CONCEPTS) / MANY_CONCEPTS,
    passage: match.passage,
    titleTold: match.titleTold,
    terms: Math.min(mass.terms, MANY_TERMS) / MANY_TERMS,
    unknownPairs: mass.unknownPairs,
    /** Of all telling words, also those that no article has: how many stand in one passage, and in the entry. */
    covered: match.passage * mass.known,
    coveredInAll: match.share * mass.known,
    foreign: flag(mass.foreign),
    unknownName: flag(mass.unknownName),
    unknownCode: flag(mass.unknownCode),
    asksHow: flag(intent.asksHow),
    /** Who wants something set up or removed does not ask for the cure of an error. */
    errorWish: flag(entry.error && intent.wishes),
    wishes: flag(intent.wishes),
    reportsFailure: flag(intent.reportsFailure),
    rival: mass.rival,
  };
}

export type AnswerFeatures = ReturnType<typeof answerFeatures>;

/** Σ weight × feature, for some weights. */
export function weigher<F extends Record<string, number>>(
  weights: Readonly<Record<keyof F, number>>,
): (features: F) => number {
  const names = Object.keys(weights) as Array<keyof F>;
  return (features) => {
    let sum = 0;
    for (const name of names) sum += (features[name] ?? 0) * weights[name];
    return sum;
  };
}
