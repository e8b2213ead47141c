import { REQUESTS } from '../../src/text/acts.js';
import type { TurnAct } from '../../src/text/lexicon.ko.js';
import { squash } from '../../src/text/normalize.js';
import { answered, withOutcome, withStepResults } from '../fact-changes.js';
import type { Heard } from '../hear.js';
import { trialOf } from '../memory.js';
import { phrases } from '../phrases.ko.js';
import { same } from '../reply.js';
import { isAttempt, isSeenIn, likelyTold, toldSteps } from '../tried.js';
import type { QuestionKind } from './kind.js';

/** Concepts that a report of an outcome names whatever the problem: "오류가 안 없어져요". */
const OF_ANY_ERROR = new Set(['존재하지 않', '다시 시작', '실행 중', '꺼져', '경고']);
/** Longest report of an outcome that may hold words of the field; a longer one tells more than that. */
const SHORT_REPORT = 40;

/** Did the answer in view help? */
export const solved: QuestionKind<'solved'> = {
  put: () => ({
    question: phrases.solvedQuestion,
    choices: [same(phrases.buttons.solved), same(phrases.buttons.notSolved)],
  }),
  again: phrases.tryAndTell,
  aboutShown: true,
  read({ entry }, heard, facts, knowledge) {
    if (heard.repeated) return { kind: 'again' };
    const { acts } = heard;
    if (asksForOther(heard)) return undefined;
    if (acts.asks.length > 0 && acts.outcome !== 'solved') return undefined;
    const corrects = acts.turns.has('corrects') || acts.turns.has('not-that');
    if (corrects && (heard.named || heard.codes.length > 0)) return undefined;
    const told = acts.turnsAway ? 'failed' : reported(heard);
    const isFine = heard.content && acts.clauses.every(({ outcome, onlyFine }) => outcome !== 'solved' || onlyFine);
    // Who asks, or tells of another problem, is not only at it.
    const mayWait = acts.asks.length === 0 && heard.codes.length === 0 && !heard.elsewhere && !acts.turns.has('other');
    if (told !== 'solved' || isFine) {
      // "1번은 했는데 똑같아요": the rest of this answer comes before another.
      const own = knowledge.entry(entry);
      const page = (trialOf(facts, entry)?.shownPages ?? 1) - 1;
      const mapped = own ? toldSteps(acts.clauses, own, page, knowledge, heard.turn) : [];
      const known = trialOf(facts, entry)?.steps ?? [];
      const isTried = mapped.length === 0 && own !== undefined && told === 'failed' && isAttempt(acts.clauses);
      const steps = isTried ? likelyTold(own, known, heard.turn) : mapped;
      // "1번은 했고 2번 하는 중이에요".
      const isBusy = acts.outcome === undefined && acts.clauses.at(-1)?.underWay === true;
      if (isBusy && mayWait) return { kind: 'waits', facts: withStepResults(facts, entry, steps) };
      if (steps.length > 0)
        return { kind: 'tried', facts: withStepResults(facts, entry, steps), entry, told: steps.length };
      if (told === 'failed' && own && isSeenIn(acts.clauses, own, knowledge)) return undefined;
    }
    if (told === undefined) return acts.underWay && mayWait ? { kind: 'waits' } : undefined;
    if (told === 'solved') return { kind: 'solved', facts: withOutcome(answered(facts), 'solved'), entry };
    const opening = told === 'partly' ? phrases.partlySolved : '';
    return { kind: 'decide', facts: withOutcome(answered(facts), told), opening };
  },
};

/** Whether a message wants something shown or handed on, or is about another problem: no outcome of this one. */
export function asksForOther({ acts, elsewhere, content }: Heard): boolean {
  const isWish = (act: TurnAct): boolean => REQUESTS.has(act);
  const wants = [...acts.turns].some(isWish);
  const wantsLast = acts.clauses.at(-1)?.turns.some(isWish) === true && !acts.turns.has('recalls');
  return (wants && (acts.outcome === undefined || wantsLast)) || ((elsewhere || acts.turns.has('other')) && content);
}

/** What a message that reports an outcome, and nothing about another problem, says. */
export function reported({
  text,
  acts,
  cues,
  content,
  concepts,
  exact,
}: Heard): 'solved' | 'failed' | 'partly' | undefined {
  if (
    exact.length > 0 ||
    cues.named.length + cues.ruledOut.length > 0 ||
    (acts.asks.length > 0 && acts.outcome !== 'solved')
  )
    return undefined;
  // "다른 PC에서는 됐는데 이 서버만 안 돼요": works, elsewhere.
  if (acts.turns.has('elsewhere') && acts.outcome !== undefined)
    return acts.outcome === 'solved' ? undefined : 'partly';
  const { outcome } = acts;
  if (outcome !== undefined && acts.likely === outcome) return outcome;
  const plain = concepts.every((concept) => OF_ANY_ERROR.has(concept));
  // "chkdsk 하고 나니 경고가 사라졌어요": what was done stands before what came of it.
  const afterDoing =
    acts.clauses.length > 1 ||
    outcome === 'solved' ||
    /여전|그대로|똑같|마찬가지|소용|효과|차이|변화|또|다시|그래도|아직/.test(squash(text));
  // Whatever was done before it: the last thing said is that it works.
  const endsWell = outcome === 'solved' && acts.clauses.findLast((clause) => clause.outcome)?.onlyFine === false;
  const isReport =
    !content || endsWell || (text.length <= SHORT_REPORT && outcome !== undefined && (plain || afterDoing));
  if (!isReport) return undefined;
  if (outcome !== undefined) return outcome;
  return acts.yesNo === undefined ? undefined : acts.yesNo === 'yes' ? 'solved' : 'failed';
}
