// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.
import type { WorkloadFeatures } from './belief.js';

/** Log odds that each feature adds to a workload against the others. */
export const WORKLOAD_WEIGHTS: Readonly<Record<keyof WorkloadFeatures, number>> = {
  best: 0.66,
  named: 3.46,
  weaklyNamed: 2.5,
  things: 1.11,
  signs: 1.75,
  hints: 0.2,
};
