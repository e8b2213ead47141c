import { squash } from '../../src/text/normalize.js';
import { answered, withNamed } from '../fact-changes.js';
import { phrases } from '../phrases.ko.js';
import { same } from '../reply.js';
import type { QuestionKind } from './kind.js';

/** No article has the code; one that is a digit away fits what else was said. Is that the one? */
export const nearCode: QuestionKind<'near-code'> = {
  put: ({ said, meant }) => ({
    question: phrases.askNearCode(said, meant),
    choices: [same(phrases.buttons.yes), same(phrases.buttons.no)],
  }),
  again: phrases.yesNoAgain,
  why: phrases.whyCode,
  read(open, heard, facts) {
    const { text, turn, acts } = heard;
    const begins = /^(?:네|예|응)/.test(text) && acts.yesNo === undefined && heard.named;
    if (acts.yesNo === 'yes' || squash(text).includes(squash(open.meant)) || begins) {
      // The person's words stay as they were: it is the entry that is chosen.
      const chosen = { value: open.entries, source: 'said' as const, turn };
      return { kind: 'decide', facts: withNamed(answered({ ...facts, chosen }), heard) };
    }
    if ((acts.yesNo === 'no' && !heard.content) || acts.dontKnow)
      return { kind: 'none-of-these', facts: answered({ ...facts, rejected: [...facts.rejected, ...open.entries] }) };
    return undefined;
  },
};
