// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { AnswerFeatures, RankFeatures } from './features.js';

/** Log odds that each feature adds to an entry against the others of its workload. */
export const RANK_WEIGHTS: Readonly<Record<keyof RankFeatures, number>> = {
  score: 3.2,
  ofBest: 3.57,
  share: 2.88,
  titleTold: 1.88,
  errorHow: -1.06,
};

/** Log odds that each feature adds to the belief that an entry answers at all. */
export const ANSWER_WEIGHTS: Readonly<Record<keyof AnswerFeatures, number>> = {
  logScore: 0.24,
  concepts: 1.74,
  passage: 1.53,
  titleTold: 0.11,
  terms: 0.34,
  unknownPairs: 0.13,
  covered: 1.26,
  coveredInAll: 1.4,
  foreign: -4.23,
  unknownName: -3.4,
  unknownCode: -3.49,
  asksHow: -0.67,
  errorWish: -0.58,
  wishes: -0.91,
  reportsFailure: 0.87,
  rival: 0.16,
};

export const ANSWER_BIAS = -1.91;
