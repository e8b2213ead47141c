import { stepOutcome } from '../../src/text/acts.js';
import { readCommand } from '../../src/text/command.js';
import { answered, withOutcome, withStepResults } from '../fact-changes.js';
import { phrases } from '../phrases.ko.js';
import { same } from '../reply.js';
import type { QuestionKind } from './kind.js';
import { asksForOther, reported } from './solved.js';

/** Longest answer to what a step asks to check ("최신이에요"). */
const SHORT_ANSWER = 30;

/** How did this step go? */
export const step: QuestionKind<'step'> = {
  put() {
    const { stepDone, stepFailed, stepSkip, showAll } = phrases.buttons;
    return { question: phrases.stepQuestion, choices: [stepDone, stepFailed, stepSkip, showAll].map(same) };
  },
  again: phrases.stepAgainQuestion,
  aboutShown: true,
  read({ entry, unit }, heard, facts) {
    const { text, acts, exact, cues, turn } = heard;
    const namesAnother = exact.length > 0 || cues.named.length + cues.ruledOut.length > 0;
    // "이건 나중에 할게요, 다음요" puts the step off and no problem.
    const skips = stepOutcome(text) === 'skipped';
    if (namesAnother || acts.asks.length > 0 || (asksForOther(heard) && !skips)) return undefined;
    if (acts.turns.has('other') && !skips) return undefined;
    if (/해결|니까\s?(?:됨|돼|됐|되)/.test(text) && reported(heard) === 'solved')
      return { kind: 'solved', facts: withOutcome(answered(facts), 'solved'), entry };
    const told = stepOutcome(text);
    if (told === undefined && acts.underWay) return { kind: 'waits' };
    if (told === undefined && acts.turnsAway) return { kind: 'again' };
    const isAnswer = heard.content && readCommand(text) === undefined;
    const outcome =
      told ?? (isAnswer && text.length <= SHORT_ANSWER && acts.outcome === undefined ? 'done' : undefined);
    if (outcome === undefined) return undefined;
    return { kind: 'stepped', facts: withStepResults(answered(facts), entry, [{ unit, outcome, turn }]), entry };
  },
};
