// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { AnswerFeatures, RankFeatures } from './features.js';

/** Log odds that each feature adds to an entry against the others of its workload. */
export const RANK_WEIGHTS: Readonly<Record<keyof RankFeatures, number>> = {
  score: 2.46,
  ofBest: 2.46,
  share: 1.92,
  titleTold: 1.94,
  passage: 1.82,
  isBest: 0.74,
  errorHow: -1,
};

/** Log odds that each feature adds to the belief that an entry answers at all. */
export const ANSWER_WEIGHTS: Readonly<Record<keyof AnswerFeatures, number>> = {
  logScore: 0.29,
  concepts: 1.67,
  passage: 1.58,
  titleTold: 0.14,
  terms: 0.24,
  unknownPairs: 0.22,
  covered: 1.29,
  coveredInAll: 1.52,
  foreign: -4.36,
  unknownName: -3.42,
  unknownCode: -3.62,
  asksHow: -0.7,
  errorWish: -0.62,
  wishes: -0.88,
  reportsFailure: 0.87,
  rival: 0.18,
};

export const ANSWER_BIAS = -2.27;
