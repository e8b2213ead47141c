import type { Facts, Question } from '../../src/knowledge/conversation.js';
import type { Effect } from '../effects.js';
import type { Heard } from '../hear.js';
import type { Knowledge } from '../knowledge.js';
import { lines } from '../markdown.js';
import type { Reply } from '../reply.js';
import { describe } from './describe.js';
import { entry } from './entry.js';
import { identify } from './identify.js';
import type { QuestionKind } from './kind.js';
import { nearCode } from './near-code.js';
import { rating, reason } from './rating.js';
import { solved } from './solved.js';
import { step } from './step.js';
import { workload } from './workload.js';

/** Every kind of question; a new one that is not listed here does not compile. */
const KINDS: { [Kind in Question['kind']]: QuestionKind<Kind> } = {
  workload,
  describe,
  identify,
  entry,
  'near-code': nearCode,
  solved,
  step,
  rating,
  reason,
};

/** A question is of the kind that its name says; TypeScript cannot follow that through a table. */
const kindOf = (question: Question): QuestionKind<Question['kind']> =>
  KINDS[question.kind] as unknown as QuestionKind<Question['kind']>;

/** The words and choices of a question. `opening` is said before it; `again`: it was put before, and the opening says so. */
export function questionReply(question: Question, knowledge: Knowledge, opening = '', again = false): Reply {
  const put = kindOf(question).put(question, knowledge);
  return {
    text: lines(opening, put.text ?? ''),
    question: again ? '' : put.question,
    choices: put.choices,
  };
}

export function readAnswer(open: Question, heard: Heard, facts: Facts, knowledge: Knowledge): Effect | undefined {
  return kindOf(open).read(open, heard, facts, knowledge);
}

export const againPhrase = (question: Question): string => kindOf(question).again;

/** Why a question is asked; undefined where it is about the answer in view. */
export const whyAsked = (question: Question): string | undefined => kindOf(question).why;

/** A question that nobody has to answer, and that is not put again. */
export const isSoft = (question: Question): boolean => kindOf(question).soft === true;

/** Whether a question is about the answer in view. */
export const isAboutShown = (question: Question): boolean => kindOf(question).aboutShown === true;
