// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { AnswerFeatures, RankFeatures } from './features.js';

/** Log odds that each feature adds to an entry against the others of its workload. */
export const RANK_WEIGHTS: Readonly<Record<keyof RankFeatures, number>> = {
  score: 2.45,
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
  concepts: 1.59,
  passage: 1.46,
  titleTold: 0.13,
  terms: 0.26,
  unknownPairs: 0.19,
  covered: 1.25,
  coveredInAll: 1.42,
  foreign: -4.32,
  unknownName: -3.32,
  unknownCode: -3.48,
  asksHow: -0.69,
  errorWish: -0.59,
  wishes: -0.88,
  reportsFailure: 0.83,
  rival: 0.12,
};

export const ANSWER_BIAS = -1.88;
