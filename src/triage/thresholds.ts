/**
 * The numbers that decisions turn on, in one place. They were set on the project's own questions (test/eval/questions);
 * a score is always taken relative to the best candidate's.
 */
export const THRESHOLDS = {
  /** How fast belief falls with the relative score, between workloads and between entries of one. */
  workloadTemperature: 0.17,
  entryTemperature: 0.1,
  /** Belief in one workload from which it is taken without asking. */
  workloadCertain: 0.88,
  /** Workloads whose best entry scores under this share of the best are no longer offered. */
  workloadPossible: 0.2,
  /** Belief in one entry from which it is shown; under it "which of these?" is asked, once. */
  entryCertain: 0.42,
  /** Entries offered in one question. */
  entryOptions: 4,
  /** A problem of which the best entry covers less than this is not in the articles. */
  coveredEnough: 0.16,
  /** … and without any of our words in it, less than this. */
  coveredEnoughUnnamed: 0.24,
  /** A foreign matter in the message counts unless the best entry covers this much. */
  coveredDespiteForeign: 0.62,
  /** How much a name, a weak name, a describing phrase and a hint multiply the belief in a workload. */
  nameFactor: 40,
  weakNameFactor: 8,
  signFactor: 6,
  hintFactor: 1.6,
  /** Questions about one problem, and entries tried, before it is handed over. */
  maxQuestions: 3,
  maxTrials: 4,
} as const;
