// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { WorkloadFeatures } from './belief.js';

/** Log odds that each feature adds to a workload against the others. */
export const WORKLOAD_WEIGHTS: Readonly<Record<keyof WorkloadFeatures, number>> = {
  best: 0.68,
  named: 3.64,
  weaklyNamed: 2.55,
  things: 1.3,
  signs: 1.76,
  hints: 0.41,
};
