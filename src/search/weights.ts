// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { AnswerFeatures, RankFeatures } from './features.js';

/** Log odds that each feature adds to an entry against the others of its workload. */
export const RANK_WEIGHTS: Readonly<Record<keyof RankFeatures, number>> = {
  score: 2.45,
  ofBest: 2.46,
  share: 1.91,
  titleTold: 1.92,
  passage: 1.8,
  isBest: 0.74,
  errorHow: -1,
};

/** Log odds that each feature adds to the belief that an entry answers at all. */
export const ANSWER_WEIGHTS: Readonly<Record<keyof AnswerFeatures, number>> = {
  logScore: 0.28,
  concepts: 1.62,
  passage: 1.48,
  titleTold: 0.14,
  terms: 0.33,
  unknownPairs: 0.15,
  covered: 1.26,
  coveredInAll: 1.44,
  foreign: -4.21,
  unknownName: -3.3,
  unknownCode: -3.47,
  asksHow: -0.66,
  errorWish: -0.59,
  wishes: -0.88,
  reportsFailure: 0.83,
  rival: 0.15,
};

export const ANSWER_BIAS = -1.97;
