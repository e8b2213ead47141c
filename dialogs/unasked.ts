import { squash } from '../src/text/normalize.js';
import { readOutcome, readYesNo } from '../src/text/outcome.js';
import { readOrdinal } from '../src/text/replies.js';
import { phrases } from './phrases.ko.js';

/* Answers where nothing was asked. */

/** "모르겠어요" and nothing else. */
export function isDontKnow(text: string): boolean {
  return text.length <= 12 && /모르|모름|몰라/.test(text);
}

/** Yes or no and nothing else; "안돼요" and "실패" tell of a problem. */
export function isBareAnswer(text: string): boolean {
  return text.length <= 5 && readYesNo(text) !== undefined && !/안|실패|못/.test(text);
}

/** What a button of an earlier question says, where nothing is asked any more. */
export function isOldButton(text: string): boolean {
  const { stepDone, stepSkip, none, helpful, notHelpful } = phrases.buttons;
  const isTitle = [stepDone, stepSkip, none, helpful, notHelpful].some((title) => squash(title) === squash(text));
  return isTitle || (text.length <= 6 && readOrdinal(text, 9) !== undefined);
}

/** "아 다시 안돼요", "잘못 눌렀어 안됐어요": what counted as solved is not. */
export function saysAgain(text: string): boolean {
  return (
    text.length <= 40 && (readOutcome(text) === 'failing' || /잘못\s?눌|아니다\s?또|또\s?(?:안|오류|에러)/.test(text))
  );
}
