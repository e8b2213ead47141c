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
  logScore: 0.69,
  concepts: 0.6,
  passage: 0.6,
  titleTold: -0.17,
  terms: 1.25,
  unknownPairs: -0.26,
  covered: 1.4,
  coveredInAll: 1.21,
  foreign: -4.7,
  unknownName: -3.81,
  unknownCode: -3.47,
  asksHow: -0.88,
  errorWish: -0.84,
  wishes: -0.71,
  reportsFailure: 0.69,
  rival: 0.38,
};

export const ANSWER_BIAS = -2.46;
