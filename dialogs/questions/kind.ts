import type { Facts, Question } from '../../src/knowledge/conversation.js';
import type { Effect } from '../effects.js';
import type { Heard } from '../hear.js';
import type { Knowledge } from '../knowledge.js';
import type { Choice } from '../reply.js';

export type QuestionOf<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;

/** A question as it is put: what leads to it, the question, what may be pressed. */
export interface Put {
  text?: string;
  question: string;
  choices: Choice[];
}

/** All that is done with one kind of question. */
export interface QuestionKind<Kind extends Question['kind']> {
  put(question: QuestionOf<Kind>, knowledge: Knowledge): Put;
  /** In place of the question where it is put once more. */
  again: string;
  /** Why it is asked; undefined where the answer in view is what "왜요?" is about. */
  why?: string;
  /** Nobody has to answer: it is not put again, and anything else ends it. */
  soft?: true;
  /** It is about the answer in view. */
  aboutShown?: true;
  /** What a message answers; undefined where it is no answer to this question. */
  read(question: QuestionOf<Kind>, heard: Heard, facts: Facts, knowledge: Knowledge): Effect | undefined;
}
