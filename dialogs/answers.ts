import type { Facts, Question } from '../src/knowledge/conversation.js';
import { squash } from '../src/text/normalize.js';
import {
  readOutcome,
  readStepOutcome,
  readYesNo,
  saysDontKnow,
  saysStillFailing,
  saysUnderWay,
  turnsAway,
} from '../src/text/outcome.js';
import { type Choice, joinsNames, readOrdinal, readReply } from '../src/text/replies.js';
import { asksBack } from '../src/text/reply-text.js';
import { bigrams } from '../src/text/tokens.js';
import { addProblem, answered, withNamed, withoutWorkloads, withWorkload } from './fact-changes.js';
import type { Knowledge } from './knowledge.js';
import { lookAnswers } from './moves.js';
import { phrases } from './phrases.ko.js';
import { asChoice, isFormOf, preferred, type Reading, type Said, workloadFromSigns } from './said.js';
import { withStepResult } from './steps.js';

/** How much of an option's words a typed reply must have to mean it. */
const OPTION_SHARE = 0.6;
/** Longest message that is an answer when it says not to know; a longer one describes something. */
const SHORT_REPLY = 30;
const ASKS_WHAT = /뭐예요|뭐에요|뭔가요|뭐야|뭐죠|뭔데|차이|무슨\s?(?:뜻|말)/;

/** What a message means as an answer to the open question; undefined where it is none. */
export function readAnswer(open: Question, facts: Facts, said: Said, knowledge: Knowledge): Reading | undefined {
  switch (open.kind) {
    case 'workload':
      return toWorkload(open.options, facts, said, knowledge);
    case 'identify':
      return toIdentify(open, facts, said, knowledge);
    case 'entry':
      return toEntry(open.options, facts, said, knowledge);
    case 'near-code':
      return toNearCode(open, facts, said);
    case 'solved':
      return toSolved(open.entry, facts, said);
    case 'step':
      return toStep(open, facts, said);
    case 'rating':
      return toRating(open.entry, said);
    case 'reason':
      return said.exact.length > 0 || (said.content && isNamed(said)) ? undefined : { kind: 'reason' };
  }
}

function toWorkload(options: readonly string[], facts: Facts, said: Said, knowledge: Knowledge): Reading | undefined {
  const { text, turn, cues } = said;
  if (ASKS_WHAT.test(text) && text.length <= SHORT_REPLY) return { kind: 'explain' };
  if (said.repeated) return { kind: 'ask-again' };
  // 모르겠어요 stands after the workloads.
  const place = asksBack(text) ? undefined : readOrdinal(text, options.length + 1);
  if (place === options.length + 1) return { kind: 'dont-know' };
  const byPlace = place === undefined ? undefined : options[place - 1];
  if (byPlace !== undefined) return { kind: 'decide', facts: answered(withWorkload(facts, byPlace, turn)) };
  const offered = knowledge.workloads.filter((workload) => options.includes(workload.id)).map(asChoice);
  const others = knowledge.workloads.filter((workload) => !options.includes(workload.id)).map(asChoice);
  const reply = readReply(text, offered);
  const elsewhere = reply.kind === 'choices' ? undefined : readReply(text, others);
  const ids =
    reply.kind === 'choices' ? reply.ids : elsewhere?.kind === 'choices' && isNamed(said) ? elsewhere.ids : [];
  const [first, ...rest] = joinsNames(text) ? ids : preferred(ids, cues);
  if (first !== undefined) {
    const settled = answered(withWorkload(facts, first, turn));
    return {
      kind: 'decide',
      facts: said.content ? addProblem(settled, said) : settled,
      ...(rest.length > 0 ? { alsoWorkloads: rest } : {}),
    };
  }
  if (reply.kind === 'dont-know' && text.length <= SHORT_REPLY) return { kind: 'dont-know' };
  const described = workloadFromSigns(cues, options);
  if (described !== undefined) {
    return { kind: 'decide', facts: answered(withWorkload(facts, described, turn, 'concluded')) };
  }
  switch (reply.kind) {
    case 'ruled-out': {
      const left = withoutWorkloads(answered(facts), reply.ids);
      return { kind: 'decide', facts: { ...left, asked: left.asked.filter((one) => one.kind !== 'workload') } };
    }
    case 'dont-know':
      return { kind: 'dont-know' };
    case 'none':
      return { kind: 'none-of-these', facts: answered(facts) };
    case 'no':
      // None of the offered, or not sure: the plain questions find out.
      return said.content || readOutcome(text) !== undefined ? undefined : { kind: 'dont-know' };
    case 'yes':
      return { kind: 'ask-again' };
    default:
      return undefined;
  }
}

function isNamed({ cues }: Said): boolean {
  return cues.named.length > 0 || cues.weaklyNamed.length > 0;
}

function toIdentify(
  open: Extract<Question, { kind: 'identify' }>,
  facts: Facts,
  said: Said,
  knowledge: Knowledge,
): Reading | undefined {
  const { text, turn, cues } = said;
  if (ASKS_WHAT.test(text) && text.length <= SHORT_REPLY) return { kind: 'explain' };
  const seen = (says: string | null): Reading => ({
    kind: 'decide',
    facts: answered({ ...facts, looks: [...facts.looks, { aspect: open.aspect, says }] }),
  });
  const choices = lookAnswers(open, knowledge).map(({ say }): Choice => ({ id: say, forms: [say] }));
  const pressed = choices.find((choice) => isFormOf(text, [choice]));
  if (pressed) return seen(pressed.id);
  const [named] = preferred([...cues.named, ...cues.weaklyNamed], cues);
  if (named !== undefined) return { kind: 'decide', facts: answered(withWorkload(facts, named, turn)) };
  const described = workloadFromSigns(
    cues,
    knowledge.workloads.map((one) => one.id),
  );
  if (described !== undefined && text.length > 6) {
    return { kind: 'decide', facts: answered(withWorkload(facts, described, turn, 'concluded')) };
  }
  const reply = readReply(text, choices);
  const [only, ...others] = reply.kind === 'choices' ? reply.ids : [];
  if (only !== undefined && others.length === 0) return seen(only);
  if (saysDontKnow(text) || reply.kind === 'none') return seen(null);
  const near = said.content ? undefined : nearestOption(text, choices);
  if (near !== undefined) return seen(near);
  return reply.kind === 'yes' || reply.kind === 'no' ? { kind: 'ask-again' } : undefined;
}

function toEntry(options: readonly string[], facts: Facts, said: Said, knowledge: Knowledge): Reading | undefined {
  const { text, turn } = said;
  // "시스템 상태" beside an option that speaks of it names the workload.
  if (said.nameOnly) return undefined;
  const choices = options.map(
    // Numbers are read as places, and only where little else is said.
    (id): Choice => ({ id, forms: [knowledge.entry(id)?.label ?? id] }),
  );
  const choose = (id: string, source: 'pressed' | 'said'): Reading => ({
    kind: 'decide',
    facts: answered({ ...facts, chosen: { value: [id], source, turn } }),
  });
  const reply = readReply(text, choices);
  if (reply.kind === 'choices' && reply.ids[0]) return choose(reply.ids[0], 'pressed');
  if (reply.kind === 'none' || (reply.kind === 'no' && !said.content)) {
    return { kind: 'none-of-these', facts: answered({ ...facts, rejected: [...facts.rejected, ...options] }) };
  }
  const near = said.exact.length > 0 ? undefined : nearestOption(text, choices);
  if (near !== undefined) return choose(near, 'said');
  if (reply.kind === 'dont-know') return { kind: 'decide', facts: answered(facts) };
  return reply.kind === 'yes' || said.repeated ? { kind: 'ask-again' } : undefined;
}

function toNearCode(open: Extract<Question, { kind: 'near-code' }>, facts: Facts, said: Said): Reading | undefined {
  const yesNo = readYesNo(said.text);
  if (
    yesNo === 'yes' ||
    squash(said.text).includes(squash(open.meant)) ||
    (yesNo === undefined && /^네|^예|^응/.test(said.text) && isNamed(said))
  ) {
    const problem = facts.problem.map((fact) => ({ ...fact, value: fact.value.replaceAll(open.said, open.meant) }));
    const chosen = { value: open.entries, source: 'said' as const, turn: said.turn };
    return { kind: 'decide', facts: withNamed(answered({ ...facts, problem, chosen }), said) };
  }
  if ((yesNo === 'no' && !said.content) || saysDontKnow(said.text)) {
    return { kind: 'none-of-these', facts: answered({ ...facts, rejected: [...facts.rejected, ...open.entries] }) };
  }
  return undefined;
}

function toSolved(entry: string, facts: Facts, said: Said): Reading | undefined {
  if (said.repeated) return { kind: 'ask-again' };
  const yesNo = turnsAway(said.text) ? 'no' : saysSolved(said);
  if (yesNo === undefined)
    return said.content || isNamed(said) || said.cues.ruledOut.length > 0 ? undefined : { kind: 'ask-again' };
  const { chosen: _chosen, ...rest } = withOutcome(answered(facts), yesNo === 'yes' ? 'solved' : 'failed');
  return yesNo === 'yes' ? { kind: 'solved', facts: rest, entry } : { kind: 'decide', facts: rest };
}

/** Concepts that a report of an outcome names whatever the problem: "오류가 안 없어져요". */
const OF_ANY_ERROR = new Set(['존재하지 않', '다시 시작', '실행 중', '꺼져']);
/** Longest report of an outcome that may hold words of the field; a longer one tells of another problem. */
const SHORT_REPORT = 40;

/** Whether a message says that it is solved now, or still is not, and nothing about another problem. */
function saysSolved({ text, cues, content, concepts, exact }: Said): 'yes' | 'no' | undefined {
  if (exact.length > 0 || cues.named.length + cues.weaklyNamed.length + cues.ruledOut.length > 0) return undefined;
  const outcome = readOutcome(text);
  const tells =
    outcome === 'solved' || saysStillFailing(text) || concepts.every((concept) => OF_ANY_ERROR.has(concept));
  const isReport = !content || (text.length <= SHORT_REPORT && outcome !== undefined && tells);
  if (!isReport) return undefined;
  return outcome === undefined ? readYesNo(text) : outcome === 'solved' ? 'yes' : 'no';
}

function withOutcome(facts: Facts, outcome: 'solved' | 'failed'): Facts {
  const last = facts.trials.length - 1;
  return { ...facts, trials: facts.trials.map((trial, index) => (index === last ? { ...trial, outcome } : trial)) };
}

/** Shortest report of a failure that is another problem and not the outcome of a step. */
const OTHER_PROBLEM = 12;

function toStep(open: Extract<Question, { kind: 'step' }>, facts: Facts, said: Said): Reading | undefined {
  const { text, content, concepts, exact } = said;
  if (exact.length > 0 || isNamed(said) || said.cues.ruledOut.length > 0) return undefined;
  if (/해결|니까\s?(?:됨|돼|됐|되)/.test(text) && saysSolved(said) === 'yes')
    return { kind: 'solved', facts: withOutcome(answered(facts), 'solved'), entry: open.entry };
  const isOther = concepts.length > 1 && text.length >= OTHER_PROBLEM && readOutcome(text) === 'failing';
  if (isOther && !saysStillFailing(text)) return undefined;
  const told = readStepOutcome(text);
  if (told === undefined && (asksBack(text) || saysUnderWay(text) || turnsAway(text))) return { kind: 'ask-again' };
  // "최신이에요" answers what the step asks to check.
  const outcome = told ?? (content && text.length <= SHORT_REPLY ? 'done' : undefined);
  if (outcome === undefined) return content ? undefined : { kind: 'ask-again' };
  const result = { unit: open.unit, outcome };
  return { kind: 'stepped', facts: withStepResult(answered(facts), open.entry, result), entry: open.entry };
}

function toRating(entry: string, said: Said): Reading | undefined {
  const { helpful, notHelpful } = phrases.buttons;
  const yesNo = readYesNo(said.text);
  const isDown =
    yesNo === 'no' ||
    squash(said.text) === squash(notHelpful) ||
    /아쉬|별로|도움(?:이)?\s?안|불편|그냥\s?그래|[12]\s?점/.test(said.text);
  const isUp =
    yesNo === 'yes' ||
    squash(said.text) === squash(helpful) ||
    /도움(?:이)?\s?(?:됐|되었|많)|좋았|좋아요|최고|[345]\s?점/.test(said.text);
  if (said.content || isNamed(said) || (!isDown && !isUp)) return undefined;
  return { kind: 'rated', helpful: !isDown, entry };
}

/** The option whose words a typed reply repeats. */
function nearestOption(text: string, choices: readonly Choice[]): string | undefined {
  const said = new Set(bigrams(squash(text)));
  if (said.size < 3) return undefined;
  const shares = choices.map((choice): [string, number] => {
    const words = new Set(bigrams(squash(choice.forms.at(-1) ?? '')));
    const common = [...said].filter((pair) => words.has(pair)).length;
    return [choice.id, common / Math.min(said.size, words.size)];
  });
  const [best] = shares.sort((a, b) => b[1] - a[1]);
  return best && best[1] >= OPTION_SHARE ? best[0] : undefined;
}
