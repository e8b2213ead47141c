/** Something a person told us, with where it came from, so that a later word can replace it. */
export interface Fact<T> {
  value: T;
  source: 'said' | 'pressed' | 'concluded';
  /** Number of the turn in this conversation. */
  turn: number;
}

/** What the assistant may ask. */
export type Question =
  | { kind: 'workload'; options: string[] }
  /** Plain yes/no question that identifies a workload. */
  | { kind: 'identify'; workload: string }
  /** Which of these entries is the problem? */
  | { kind: 'entry'; options: string[] }
  /** Is this the identifier that was meant? */
  | { kind: 'near-code'; key: string; entry: string }
  | { kind: 'solved'; entry: string };

/** What was done about an entry. */
export interface Trial {
  entry: string;
  /** Causes of the entry shown so far, counted from the first. */
  shownCauses: number;
  outcome: 'shown' | 'failed' | 'solved';
}

/** Everything known about the open problem. Plain JSON, no position in a script. */
export interface Facts {
  workload?: Fact<string>;
  /** Workloads that the person said it is not. */
  notWorkloads: string[];
  /** The problem in the person's words, with later additions, newest last. */
  problem: Array<Fact<string>>;
  codes: Array<Fact<string>>;
  /** The entry that the person chose or confirmed. */
  entry?: Fact<string>;
  asked: Question[];
  /** Answers of "no" to questions about entries. */
  rejected: string[];
  trials: Trial[];
}

/** An entry that may be meant, with its share of the belief (all candidates together at most 1). */
export interface Candidate {
  entry: string;
  workload: string;
  probability: number;
  /** True where an identifier of the message is one of the entry's own. */
  exact: boolean;
}

/** What search found out about the open problem. */
export interface Findings {
  /** Best first. */
  candidates: Candidate[];
  /** Share of the problem's meaning that the best candidate's words cover, 0 to 1. */
  coverage: number;
  /** Names of matters outside our articles that the message is about. */
  foreign: string[];
  /** Identifiers in the message that no entry has, with the nearest known one where there is one. */
  unknownCodes: Array<{ text: string; near?: { key: string; text: string; entry: string } }>;
  /** True where nothing is said beyond "백업이 안 돼요". */
  vague: boolean;
}

/** What to do next. */
export type Move =
  | { kind: 'ask'; question: Question; because: string }
  | { kind: 'answer'; entry: string; fromCause: number; alternatives: string[]; because: string }
  | { kind: 'unknown'; about: 'foreign' | 'code' | 'no-match'; foreign: string[]; codes: string[]; because: string }
  | { kind: 'handoff'; because: string };
