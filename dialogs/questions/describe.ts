import { phrases } from '../phrases.ko.js';
import { same } from '../reply.js';
import type { QuestionKind } from './kind.js';
import { readWorkload } from './workload.js';

/** How is it backed up, in their own words? Asked once, of who could not say what they see; the products stand beside. */
export const describe: QuestionKind<'describe'> = {
  put: ({ options }, knowledge) => ({
    question: phrases.describeSetUp,
    choices: [...knowledge.workloadChoices(options), same(phrases.buttons.dontKnow)],
  }),
  again: phrases.askWorkloadAgain,
  why: phrases.whyWorkload,
  read: ({ options }, heard, facts, knowledge) => readWorkload(options, heard, facts, knowledge),
};
