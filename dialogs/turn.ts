import { type Facts, type Move, noFacts } from '../src/knowledge/conversation.js';
import { type Memory, withProblem } from './memory.js';
import type { Carried } from './moves.js';
import type { Reply } from './reply.js';

/** One turn's outcome. `because` tells the operator why this was said. */
export interface Turn {
  memory: Memory;
  replies: Reply[];
  because: string;
  /** All that is stored about the person is to be deleted. */
  forget?: boolean;
  /** What the move was decided on, for the journal; none where nothing was decided. */
  trace?: Trace;
}

/** The candidates of a decision, likeliest first, and what was chosen. */
export interface Trace {
  move: Move['kind'];
  candidates: Array<{ entry: string; probability: number }>;
}

export function say(memory: Memory, reply: Reply, because: string): Turn {
  return { memory, replies: [reply], because };
}

/** The turn of a move that was carried out. What was shown of another problem, or before a correction, is in view no more. */
export function finish(memory: Memory, { facts, reply, shown }: Carried, because: string): Turn {
  const before = facts.trials.some(({ entry }) => entry === memory.shown?.entry) ? memory.shown : undefined;
  const inView = shown ?? before;
  return say(withProblem(memory, inView ? { facts, shown: inView } : { facts }), reply, because);
}

/** The facts once a problem is done with: the workload stays known. */
export function doneWith(facts: Facts): Facts {
  return facts.workload ? { ...noFacts(), workload: facts.workload } : noFacts();
}
