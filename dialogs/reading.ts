import type { Facts } from '../src/knowledge/conversation.js';
import { readIntent } from '../src/text/intent.js';
import { squash } from '../src/text/normalize.js';
import { readAnswer } from './answers.js';
import {
  addProblem,
  answered,
  forNewProblem,
  startOver,
  withNamed,
  withoutWorkloads,
  withWorkload,
} from './fact-changes.js';
import type { Knowledge } from './knowledge.js';
import { preferred, problemText, type Reading, type Said, understand, workloadFromSigns } from './said.js';

/** Words that put the open problem aside: "아 그건 됐고요 …부터 봐주세요". */
const SETS_ASIDE =
  /(?:그건|그거|이건|아까\s?거)\s?(?:됐고|됐구|말고|나중|일단\s?두고|놔두고)|다른\s?(?:문제|질문|거\s?물)|새로운\s?(?:문제|질문)/;

/** Reads a message that is no command against the open question and the facts so far. */
export function readMessage(facts: Facts, message: string, turn: number, knowledge: Knowledge): Reading {
  const text = message.replace(/[^\S\n]+/g, ' ');
  const said = understand(text, turn, facts, knowledge);
  // Of a step "이건 나중에" skips it.
  if (facts.open?.kind !== 'step' && SETS_ASIDE.test(text))
    return { kind: 'decide', facts: forNewProblem(facts, said, knowledge) };
  if (facts.open) {
    if (said.foreign.length > 0 && facts.open.kind !== 'reason') return { kind: 'aside', foreign: said.foreign };
    const answer = readAnswer(facts.open, facts, said, knowledge);
    if (answer) return answer;
  }
  const isSoft = facts.open?.kind === 'rating' || facts.open?.kind === 'reason';
  return readStatement(isSoft ? answered(facts) : facts, said, knowledge);
}

/** A message that answers no open question: a correction of the workload, an addition, or a new problem. */
function readStatement(facts: Facts, said: Said, knowledge: Knowledge): Reading {
  const named = preferred([...said.cues.named, ...said.cues.weaklyNamed], said.cues);
  const open = facts.open?.kind;
  const described = facts.problem.length > 0 ? describedWorkload(said, named, knowledge) : undefined;
  if (described !== undefined) {
    const known = facts.workload?.value === described;
    return { kind: 'decide', facts: known ? answered(facts) : withWorkload(startOver(facts), described, said.turn) };
  }
  if (!said.content && said.foreign.length === 0) {
    const corrected = readCorrection(facts, said, named, knowledge);
    if (corrected) return corrected;
    if (open === 'workload' && /뭔|뭐|무슨|차이|설명/.test(said.text)) return { kind: 'explain' };
    if (open) return { kind: 'ask-again' };
  }
  const continues = (open === 'workload' || open === 'entry' || open === 'identify') && !/^아니/.test(said.text);
  return continues && !replacesProblem(facts, said, knowledge)
    ? { kind: 'decide', facts: withNamed(addProblem(answered(facts), said), said) }
    : { kind: 'decide', facts: forNewProblem(facts, said, knowledge) };
}

/** The workload of a message that only describes the set-up; its words say nothing about the problem. */
function describedWorkload(said: Said, named: readonly string[], knowledge: Knowledge): string | undefined {
  if (Object.keys(said.cues.signs).length === 0 || said.exact.length > 0 || readIntent(said.text).reportsFailure)
    return undefined;
  const [only, ...others] = named;
  return others.length === 0 && only !== undefined
    ? only
    : workloadFromSigns(
        said.cues,
        knowledge.declaredWorkloads.map((workload) => workload.id),
      );
}

/** A message that says which workload it is, or is not, and nothing else. */
function readCorrection(facts: Facts, said: Said, named: readonly string[], knowledge: Knowledge): Reading | undefined {
  const { ruledOut } = said.cues;
  const [workload] = named;
  if (named.length === 1 && workload !== undefined) {
    if (facts.problem.length > 0) {
      if (facts.workload?.value === workload && facts.open) return { kind: 'ask-again' };
      return { kind: 'decide', facts: withWorkload(startOver(facts), workload, said.turn) };
    }
    if (isBareName(said)) return { kind: 'workload-only', facts: withWorkload(facts, workload, said.turn) };
    return { kind: 'decide', facts: forNewProblem(facts, said, knowledge) };
  }
  if (named.length === 0 && ruledOut.length > 0 && facts.problem.length > 0) {
    return { kind: 'decide', facts: withoutWorkloads(startOver(facts), ruledOut) };
  }
  return undefined;
}

/** Whether a message says nothing but which workload it is. */
function isBareName({ text, cues }: Said): boolean {
  const onlyName = cues.named.length + cues.weaklyNamed.length === 1;
  return onlyName && squash(text).length <= 20 && !/안|실패|오류|에러|문제|해결|못|어떻게|왜|\?/.test(text);
}

/** A message with a code of its own, while the problem so far had another, is about something else. */
function replacesProblem(facts: Facts, said: Said, knowledge: Knowledge): boolean {
  const { hits } = knowledge.search.search(problemText(facts));
  const before = new Set(hits.filter((hit) => hit.exact).map((hit) => hit.entry));
  return before.size > 0 && said.exact.length > 0 && !said.exact.some((entry) => before.has(entry));
}
