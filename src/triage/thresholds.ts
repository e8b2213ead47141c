/**
 * What things cost, in wrong answers: another problem's steps shown cost 1. The decision is the move with the least expected
 * cost under the beliefs, so every threshold follows from these. They were chosen on the tune questions (docs/evaluation.md).
 */
export const COSTS = {
  /** Pressing one of a few buttons. */
  workloadQuestion: 0.08,
  /** Reading some lines and picking one. */
  entryQuestion: 0.34,
  /** The same from somebody who has answered a question already and has no immediate answer to lose. */
  entryQuestionAfterAnother: 0.14,
  /** Said to be in no article, or not among those offered, although it is. */
  unanswered: 1,
  /** Chance that the person cannot tell. */
  dontKnow: 0.15,
} as const;

/** The other numbers that decisions turn on. */
export const THRESHOLDS = {
  /** Topics of single articles whose best entry is this far behind the best of all, in log odds, are not offered. */
  topicPossible: 4,
  /** Entries offered in one question. */
  entryOptions: 5,
  /** An entry is offered from this share of the belief in the likeliest on. */
  entryOfferedFrom: 0.05,
  /** Belief in an answer (that any answers, and that it is this one) from which it is not called the nearest. */
  sure: 0.5,
  /** A person who tells their workload by itself has a problem that our articles may be about: what it does to those odds. */
  engagedOdds: 10,
  /** About foreign matters only what answers with at least this belief is shown. */
  answerableThoughForeign: 0.6,
  /** The same where the message holds a code that no article has. */
  answerableThoughUnknownCode: 0.54,
  /** A code near an unknown one is offered where its entry is among so many best candidates and answers with this belief. */
  nearAmong: 3,
  nearFits: 0.25,
  /** Entries that did not help before the person is asked which of the others it is. */
  failuresBeforeAsking: 2,
  /** After a failure an entry is tried that is at most this far behind the best in log odds, and answers with this belief. */
  nextBest: 3,
  nextAnswerable: 0.38,
  /** An article without a workload: log odds against the workloads, and how far ahead it must be of a known one. */
  topicOdds: 0.4,
  topicAhead: 1,
  /** Belief in a workload from which it counts as told by what the person sees. */
  identified: 0.9,
  /** Where the questions are used up: what is believed so is not asked about in other words. */
  identifiedEnough: 0.6,
  /** Entries whose beliefs differ by less than this share are equally likely: the one that harms less comes first. */
  equallyLikely: 0.05,
  /** Questions about one problem, and entries tried, before it is handed over. */
  maxQuestions: 3,
  maxTrials: 4,
} as const;
