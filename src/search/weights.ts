// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { AnswerFeatures, RankFeatures } from './features.js';

/** Log odds that each feature adds to an entry against the others of its workload. */
export const RANK_WEIGHTS: Readonly<Record<keyof RankFeatures, number>> = {
  score: 3.18,
  ofBest: 3.5,
  share: 2.9,
  titleTold: 1.7,
  errorHow: -1,
};

/** Log odds that each feature adds to the belief that an entry answers at all. */
export const ANSWER_WEIGHTS: Readonly<Record<keyof AnswerFeatures, number>> = {
  logScore: 1.08,
  concepts: 0.23,
  passage: 0.94,
  titleTold: 0.57,
  terms: 1.53,
  unknownPairs: -1.02,
  foreign: -4.6,
  asksHow: -1.38,
  wishes: -1.42,
  reportsFailure: 0.99,
  rival: 0.51,
};

export const ANSWER_BIAS = -2.26;
