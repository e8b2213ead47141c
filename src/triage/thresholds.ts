/**
 * The numbers that decisions turn on, in one place. They were set on the project's own questions (test/eval/questions);
 * a score is always taken relative to the best candidate's.
 */
export const THRESHOLDS = {
  /** How fast belief falls with the relative score, between workloads and between entries of one. */
  workloadTemperature: 0.28,
  entryTemperature: 0.15,
  /** Belief in one workload from which it is taken without asking. */
  workloadCertain: 0.82,
  /** Workloads whose best entry scores under this share of the best are no longer offered. */
  workloadPossible: 0.2,
  /** Belief in one entry from which it is shown; under it "which of these?" is asked, once. */
  entryCertain: 0.52,
  /** … or that is this many times the belief in the next one. */
  entryAhead: 2.2,
  entryAheadLeast: 0.45,
  /** Entries offered in one question. */
  entryOptions: 4,
  /**
   * Belief that any entry answers at all: under the first it is declined, under the last the person is asked.
   * Once the person has answered a question of ours, the middle one is enough to offer what comes nearest. */
  answerableAtAll: 0.38,
  answerableOnceAsked: 0.18,
  answerableForSure: 0.62,
  /** After a failure an entry is tried whose score is at least this share of the best. */
  nextBest: 0.45,
  /** How much a name, a weak name, a describing phrase and a hint multiply the belief in a workload. */
  nameFactor: 40,
  weakNameFactor: 16,
  signFactor: 6,
  hintFactor: 2,
  /** An article without a workload: how much it counts beside the workloads, and how far ahead it must be of a known one. */
  topicFactor: 0.2,
  topicAhead: 1.35,
  /** Questions about one problem, and entries tried, before it is handed over. */
  maxQuestions: 3,
  maxTrials: 4,
} as const;
