import { type Considered, type Facts, type Move, noFacts } from '../src/knowledge/conversation.js';
import { type Memory, withProblem } from './memory.js';
import type { Carried } from './moves.js';
import type { Reply } from './reply.js';

/** What a turn is, whatever its words and reasons: what replaying compares and tests assert. */
export type TurnKind =
  // Of the problem.
  | 'answer'
  | 'ask'
  | 'decline'
  | 'small-talk'
  | 'hand-over'
  | 'next-step'
  | 'rest'
  | 'pointed'
  | 'solved'
  | 'asks-problem'
  // Of the answer in view.
  | 'about-shown'
  | 'not-in-article'
  | 'term'
  | 'repeated'
  | 'repeated-step'
  | 'commands'
  | 'why'
  | 'view'
  | 'page'
  | 'last-page'
  // Of the conversation.
  | 'again'
  | 'waits'
  | 'noted'
  | 'aside'
  | 'explained'
  | 'help'
  | 'greeted'
  | 'thanked'
  | 'cancelled'
  | 'restarted'
  | 'undone'
  | 'nothing-to-undo'
  | 'previous'
  | 'nothing-previous'
  | 'nothing-shown'
  | 'nothing-asked'
  | 'new-problem'
  | 'rated'
  | 'reason'
  | 'summary'
  | 'versions'
  | 'forgot'
  | 'upset'
  | 'noise'
  | 'leftover'
  | 'not-theirs'
  | 'old-button'
  | 'files'
  | 'joined';

/** One turn's outcome. `because` tells the operator why this was said. */
export interface Turn {
  memory: Memory;
  replies: Reply[];
  kind: TurnKind;
  because: string;
  /** All that is stored about the person is to be deleted. */
  forget?: boolean;
  /** What the move was decided on, for the journal; none where nothing was decided. */
  trace?: Trace;
}

/** A decision: what was chosen, and the beliefs that it was chosen on, likeliest first. */
export interface Trace {
  move: Move['kind'];
  candidates: Considered[];
}

export function say(memory: Memory, reply: Reply, kind: TurnKind, because: string = kind): Turn {
  return { memory, replies: [reply], kind, because };
}

/** The turn of a move that was carried out. What was shown of another problem, or before a correction, is in view no more. */
export function finish(memory: Memory, { facts, reply, shown }: Carried, kind: TurnKind, because: string = kind): Turn {
  const before = facts.trials.some(({ entry }) => entry === memory.shown?.entry) ? memory.shown : undefined;
  const inView = shown ?? before;
  return say(withProblem(memory, inView ? { facts, shown: inView } : { facts }), reply, kind, because);
}

/** The facts once a problem is done with: the workload stays known. */
export function doneWith(facts: Facts): Facts {
  return facts.workload ? { ...noFacts(), workload: facts.workload } : noFacts();
}
