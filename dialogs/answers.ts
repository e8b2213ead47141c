import type { Facts, Question } from '../src/knowledge/conversation.js';
import { squash } from '../src/text/normalize.js';
import { type Choice, readOrdinal, readReply, readYesNo, saysDontKnow, saysStillFailing } from '../src/text/replies.js';
import { bigrams } from '../src/text/tokens.js';
import { addProblem, answered, withNamed, withoutWorkloads, withWorkload } from './fact-changes.js';
import type { Knowledge } from './knowledge.js';
import { phrases } from './phrases.ko.js';
import { asChoice, preferred, type Reading, type Said, workloadFromSigns } from './said.js';

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
      return toIdentify(open.workload, facts, said, knowledge);
    case 'entry':
      return toEntry(open.options, facts, said, knowledge);
    case 'near-code':
      return toNearCode(open, facts, said);
    case 'solved':
      return toSolved(facts, said);
  }
}

function toWorkload(options: readonly string[], facts: Facts, said: Said, knowledge: Knowledge): Reading | undefined {
  const { text, turn, cues } = said;
  if (ASKS_WHAT.test(text) && text.length <= SHORT_REPLY) return { kind: 'explain' };
  if (said.repeated) return { kind: 'ask-again' };
  const place = readOrdinal(text, options.length);
  const byPlace = place === undefined ? undefined : options[place - 1];
  if (byPlace !== undefined) return { kind: 'decide', facts: answered(withWorkload(facts, byPlace, turn)) };
  const offered = knowledge.workloads.filter((workload) => options.includes(workload.id)).map(asChoice);
  const others = knowledge.workloads.filter((workload) => !options.includes(workload.id)).map(asChoice);
  const reply = readReply(text, offered);
  const elsewhere = reply.kind === 'choices' ? undefined : readReply(text, others);
  const ids =
    reply.kind === 'choices' ? reply.ids : elsewhere?.kind === 'choices' && isNamed(said) ? elsewhere.ids : [];
  const [first, ...rest] = preferred(ids, cues);
  if (first !== undefined) {
    const settled = answered(withWorkload(facts, first, turn));
    return {
      kind: 'decide',
      // The name of a choice may hold words of the field (MARS 에이전트): pressed, it says nothing about the problem.
      facts: said.content && !isFormOf(text, [...offered, ...others]) ? addProblem(settled, said) : settled,
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
      return said.content ? undefined : { kind: 'dont-know' };
    case 'yes':
      return { kind: 'ask-again' };
    default:
      return undefined;
  }
}

/** Whether a text is one of the ways of writing a choice, and nothing else. */
function isFormOf(text: string, choices: readonly Choice[]): boolean {
  return choices.some(({ forms }) => forms.some((form) => squash(form.replace(/^=/, '')) === squash(text)));
}

function isNamed({ cues }: Said): boolean {
  return cues.named.length > 0 || cues.weaklyNamed.length > 0;
}

function toIdentify(workload: string, facts: Facts, said: Said, knowledge: Knowledge): Reading | undefined {
  const { text, turn, cues } = said;
  const [named] = preferred([...cues.named, ...cues.weaklyNamed], cues);
  if (named !== undefined) return { kind: 'decide', facts: answered(withWorkload(facts, named, turn)) };
  const described = workloadFromSigns(
    cues,
    knowledge.workloads.map((one) => one.id),
  );
  if (described !== undefined && text.length > 6) {
    return { kind: 'decide', facts: answered(withWorkload(facts, described, turn, 'concluded')) };
  }
  if (saysDontKnow(text)) return { kind: 'dont-know' };
  const yesNo = readYesNo(text);
  if (yesNo === 'yes') return { kind: 'decide', facts: answered(withWorkload(facts, workload, turn, 'concluded')) };
  if (yesNo === 'no') return { kind: 'decide', facts: answered(withoutWorkloads(facts, [workload])) };
  return undefined;
}

function toEntry(options: readonly string[], facts: Facts, said: Said, knowledge: Knowledge): Reading | undefined {
  const { text, turn } = said;
  const choices = options.map(
    (id, index): Choice => ({ id, forms: [phrases.buttons.number(index + 1), knowledge.entry(id)?.label ?? id] }),
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

function toSolved(facts: Facts, said: Said): Reading | undefined {
  if (said.repeated) return { kind: 'ask-again' };
  const corrects = isNamed(said) || said.cues.ruledOut.length > 0;
  const failed = said.exact.length === 0 && !corrects && saysStillFailing(said.text);
  const yesNo = failed ? 'no' : said.content || corrects ? undefined : readYesNo(said.text);
  if (yesNo === undefined) return undefined;
  const outcome = yesNo === 'yes' ? 'solved' : 'failed';
  const last = facts.trials.length - 1;
  const trials = facts.trials.map((trial, index) => (index === last ? ({ ...trial, outcome } as const) : trial));
  const { chosen: _chosen, ...rest } = answered(facts);
  return outcome === 'solved'
    ? { kind: 'solved', facts: { ...rest, trials } }
    : { kind: 'decide', facts: { ...rest, trials } };
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
