import { type Facts, noFacts } from '../src/knowledge/conversation.js';
import type { Memory } from './memory.js';
import type { Carried } from './moves.js';
import type { Reply } from './reply.js';

/** One turn's outcome. `because` tells the operator why this was said. */
export interface Turn {
  memory: Memory;
  replies: Reply[];
  because: string;
}

export function say(memory: Memory, reply: Reply, because: string): Turn {
  return { memory, replies: [reply], because };
}

/** The turn of a move that was carried out. */
export function finish(memory: Memory, { facts, reply, shown }: Carried, because: string): Turn {
  return say({ ...memory, facts, ...(shown ? { shown } : {}) }, reply, because);
}

/** The facts once a problem is done with: the workload stays known. */
export function doneWith(facts: Facts): Facts {
  return facts.workload ? { ...noFacts(), workload: facts.workload } : noFacts();
}
