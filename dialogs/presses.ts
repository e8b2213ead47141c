import { createHash } from 'node:crypto';
import type { Question } from '../src/knowledge/conversation.js';
import { readCommand } from '../src/text/command.js';
import { asChoice, isFormOf } from './hear.js';
import type { Knowledge } from './knowledge.js';
import type { Memory } from './memory.js';

/**
 * What a button on a card says besides its words. Cards stay where they are and can be pressed long after, in groups by
 * anybody; typed words are always about now.
 */
export interface Press {
  /** Mark of the question that was open when the card was sent; '' for none. */
  question: string;
  /** Whether the card was for who presses it. */
  mine: boolean;
}

/** A question as a short mark: the same question has the same one. */
export function questionMark(open: Question | undefined): string {
  return open === undefined ? '' : createHash('sha256').update(JSON.stringify(open)).digest('base64url').slice(0, 10);
}

/**
 * Whether a press answers a question that is no longer open. What says the same at any time, a command or a workload's name,
 * is never old.
 */
export function isOld({ question }: Press, text: string, { facts }: Memory, knowledge: Knowledge): boolean {
  if (question === questionMark(facts.open)) return false;
  return readCommand(text) === undefined && !isFormOf(text, knowledge.workloads.map(asChoice));
}
