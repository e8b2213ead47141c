// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { AnswerFeatures, RankFeatures } from './features.js';

/** Log odds that each feature adds to an entry against the others of its workload. */
export const RANK_WEIGHTS: Readonly<Record<keyof RankFeatures, number>> = {
  score: 3.23,
  ofBest: 3.56,
  share: 2.89,
  titleTold: 1.79,
  errorHow: -1.06,
};

/** Log odds that each feature adds to the belief that an entry answers at all. */
export const ANSWER_WEIGHTS: Readonly<Record<keyof AnswerFeatures, number>> = {
  logScore: 0.99,
  concepts: 0.88,
  passage: 1.28,
  titleTold: -0.45,
  terms: 0.87,
  unknownPairs: -0.97,
  foreign: -4.76,
  unknownCode: -3.91,
  asksHow: -0.79,
  wishes: -1.33,
  reportsFailure: 0.77,
  rival: 0.39,
};

export const ANSWER_BIAS = -2.43;
