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
  /** Plain question about what the person sees, for who doesn't know the product; `aspect` counts Workload.looks. */
  | { kind: 'identify'; aspect: number; workloads: string[] }
  /** How is it backed up, in their own words? For who could not tell by what they see; `options` are offered beside. */
  | { kind: 'describe'; options: string[] }
  /** Which of these entries is the problem? */
  | { kind: 'entry'; options: string[] }
  /** Is this the code that was meant? */
  | { kind: 'near-code'; said: string; meant: string; entries: string[] }
  | { kind: 'solved'; entry: string }
  /** One unit of an entry (see triage/pages): done, failed or skipped? */
  | { kind: 'step'; entry: string; unit: number }
  /** Was the answer of use, and if not, why? Nobody has to answer. */
  | { kind: 'rating'; entry: string }
  | { kind: 'reason'; entry: string };

/** An answer to an identifying question: the option's words for an aspect, null for "don't know". */
export interface Look {
  aspect: number;
  says: string | null;
}

/** What became of a step of an entry; `item`: of one of several alternatives that make up the unit (0 is the first). */
export interface StepResult {
  unit: number;
  item?: number;
  outcome: 'done' | 'failed' | 'skipped' | 'impossible';
  turn: number;
}

/** What was done about an entry. */
export interface Trial {
  entry: string;
  /** Pages of the entry shown so far (see triage/pages). */
  shownPages: number;
  outcome: 'shown' | 'failed' | 'partly' | 'solved';
  /** What the person said of its steps, each once. */
  steps?: StepResult[];
}

/** Everything known about the open problem. Plain JSON, no position in a script. */
export interface Facts {
  workload?: Fact<string>;
  /** Workloads that the person ruled out, or that a "no" to an identifying question did. */
  notWorkloads: string[];
  /** What the person sees, for telling the workload. */
  looks: Look[];
  /** Versions, as the person wrote them, for the hand-off. */
  versions?: Fact<string>;
  /** The problem in the person's words, with later additions, newest last. */
  problem: Array<Fact<string>>;
  /** The entries that the person chose or confirmed; several where they share a code. */
  chosen?: Fact<string[]>;
  /** Questions asked about this problem, oldest first. */
  asked: Question[];
  /** The question that waits for an answer. */
  open?: Question;
  /** Entries that the person said are not the problem. */
  rejected: string[];
  trials: Trial[];
  /** Messages that the open question could not use, since it was put. */
  unread: Array<Fact<string>>;
  /** A summary for the support was given; the value says whether it asked for versions. */
  handedOver?: Fact<'versions-asked' | 'complete'>;
}

/** Facts of a problem of which nothing is known. */
export function noFacts(): Facts {
  return { notWorkloads: [], looks: [], problem: [], asked: [], rejected: [], trials: [], unread: [] };
}

/** What a text says about which workload is meant. */
export interface WorkloadCues {
  /** Named workloads, in order of mention, each once. */
  named: string[];
  /** Named by a word that may also mean what is protected (VM). */
  weaklyNamed: string[];
  ruledOut: string[];
  /** Different words for what only a workload has, that go with it, or that describe it, counted by workload. */
  things: Record<string, number>;
  hints: Record<string, number>;
  signs: Record<string, number>;
}

/** An entry that may be meant. */
export interface Candidate {
  entry: string;
  workload: string;
  /** BM25F score, higher is better; comparable within one finding only. */
  score: number;
  /** Belief, 0 to 1, that the entry answers the message at all. */
  answerable: number;
  /** True where an identifier of the message is one of the entry's own. */
  exact: boolean;
}

/** A code in a message that no entry has. */
export interface UnknownCode {
  text: string;
  /** The nearest known code, one letter away. */
  near?: { text: string; entries: string[] };
}

/** What search found out about the open problem. */
export interface Findings {
  /** Best first. */
  candidates: Candidate[];
  cues: WorkloadCues;
  /** Names of matters outside our articles that the message is about. */
  foreign: string[];
  unknownCodes: UnknownCode[];
  /** Concepts of the field that the message names, generic ones left out. */
  concepts: string[];
  /** True where nothing is said beyond "백업이 안 돼요". */
  vague: boolean;
  /** True where not even that is said: no word of the field at all. */
  empty: boolean;
}

/** A belief in an entry, 0 to 1, as a decision used it. */
export interface Considered {
  entry: string;
  probability: number;
}

/** What to do next. `because` is for the operator, `considered` what it was decided on, likeliest first. */
export type Move = { because: string; considered?: Considered[] } & (
  | { kind: 'ask'; question: Question }
  /** `sure`: false where it is only the nearest of several. */
  | { kind: 'answer'; entry: string; fromPage: number; sure: boolean }
  | {
      kind: 'unknown';
      about: 'foreign' | 'code' | 'small-talk' | 'rejected' | 'no-match';
      foreign: string[];
      codes: string[];
    }
  | { kind: 'handoff' }
);
