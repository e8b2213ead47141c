// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { WorkloadFeatures } from './belief.js';

/** Log odds that each feature adds to a workload against the others. */
export const WORKLOAD_WEIGHTS: Readonly<Record<keyof WorkloadFeatures, number>> = {
  best: 0.67,
  named: 3.61,
  weaklyNamed: 2.48,
  things: 1.23,
  signs: 1.78,
  hints: 0.3,
};
