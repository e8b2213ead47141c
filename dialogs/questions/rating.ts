import { squash } from '../../src/text/normalize.js';
import { phrases } from '../phrases.ko.js';
import { same } from '../reply.js';
import type { QuestionKind } from './kind.js';

const DOWN = /아쉬|별로|도움(?:이)?\s?안|불편|그냥\s?그래|[12]\s?점/;
const UP = /도움(?:이)?\s?(?:됐|되었|많)|좋았|좋아요|최고|[345]\s?점/;

/** Was the answer of use? */
export const rating: QuestionKind<'rating'> = {
  put: () => ({
    question: phrases.ratingQuestion,
    choices: [same(phrases.buttons.helpful), same(phrases.buttons.notHelpful)],
  }),
  again: phrases.ratingQuestion,
  soft: true,
  read({ entry }, heard) {
    const { text, acts } = heard;
    const isDown = acts.yesNo === 'no' || squash(text) === squash(phrases.buttons.notHelpful) || DOWN.test(text);
    const isUp = acts.yesNo === 'yes' || squash(text) === squash(phrases.buttons.helpful) || UP.test(text);
    if (heard.content || heard.named || acts.asks.length > 0 || (!isDown && !isUp)) return undefined;
    return { kind: 'rated', helpful: !isDown, entry };
  },
};

/** What was it that was missing? */
export const reason: QuestionKind<'reason'> = {
  put: () => ({ question: phrases.ratedDown, choices: [] }),
  again: phrases.ratedDown,
  soft: true,
  read: (_open, heard) =>
    heard.exact.length > 0 || (heard.content && heard.named) ? undefined : { kind: 'reason', words: heard.text },
};
