import type { Facts } from '../src/knowledge/conversation.js';

/** What a message does to the open problem, as the reader of a question or a statement says; `proceed.ts` carries it out. */
export type Effect =
  /** The facts changed: decide anew. `also`: further workloads that were named; `opening`: said before the answer. */
  | { kind: 'decide'; facts: Facts; also?: string[]; opening?: string }
  /** A new problem beside an open one, which is put aside. */
  | { kind: 'new-problem'; facts: Facts }
  /** Something was told of the open problem that decides nothing: it is kept with the problem, and the question stays. */
  | { kind: 'noted'; facts: Facts }
  /** Does not know what to do with the answer in view. */
  | { kind: 'lost' }
  /** The open question stays: the message could not be used. */
  | { kind: 'again' }
  /** Is trying; the question waits. */
  | { kind: 'waits'; facts?: Facts }
  /** About something else altogether, while a question is open. */
  | { kind: 'aside'; foreign: string[] }
  /** What are the workloads? */
  | { kind: 'explain' }
  /** Does not know the product. */
  | { kind: 'identify' }
  | { kind: 'none-of-these'; facts: Facts }
  /** Only the workload was named. */
  | { kind: 'named'; facts: Facts }
  | { kind: 'solved'; facts: Facts; entry: string }
  /** A step was marked: the next one. */
  | { kind: 'stepped'; facts: Facts; entry: string }
  /** Some steps are done or impossible: the rest. */
  | { kind: 'tried'; facts: Facts; entry: string; told: number }
  /** What is told stands in the entry in view: there it is. */
  | { kind: 'point'; facts: Facts; entry: string; words: string }
  /** Not understood: what of the answer in view has most of its words, or the question once more. */
  | { kind: 'nearest'; words: string }
  /** It was not solved after all; `isBack`: it was, and has come back. */
  | { kind: 'reopen'; isBack: boolean }
  | { kind: 'rated'; helpful: boolean; entry: string }
  | { kind: 'reason'; words: string }
  | { kind: 'versions'; value: string }
  /** An answer where nothing was asked. */
  | { kind: 'nothing-asked' };
