import { type Fact, type Facts, noFacts, type Question, type WorkloadCues } from '../src/knowledge/conversation.js';
import type { Workload } from '../src/knowledge/workload.js';
import { squash } from '../src/text/normalize.js';
import { type Choice, readReply, readYesNo, saysDontKnow } from '../src/text/replies.js';
import { bigrams } from '../src/text/tokens.js';
import type { Knowledge } from './knowledge.js';
import { phrases } from './phrases.ko.js';

/** What a message did to the facts, and what is to be said about it besides the next move. */
export type Reading =
  /** The facts changed: decide anew. */
  | { kind: 'decide'; facts: Facts; alsoWorkloads?: string[] }
  /** The open question stays open. */
  | { kind: 'ask-again' }
  | { kind: 'explain' }
  | { kind: 'dont-know' }
  | { kind: 'none-of-these'; facts: Facts }
  | { kind: 'solved'; facts: Facts }
  | { kind: 'workload-only'; facts: Facts };

/** Words that put the open problem aside: "아 그건 됐고요 …부터 봐주세요". */
const SETS_ASIDE =
  /(?:그건|그거|이건|아까\s?거)\s?(?:됐고|됐구|말고|나중|일단\s?두고|놔두고)|다른\s?(?:문제|질문|거\s?물)|새로운\s?(?:문제|질문)/;

/** How much of an option's words a typed reply must have to mean it. */
const OPTION_SHARE = 0.6;

/** Reads a message that is no command against the open question and the facts so far. */
export function readMessage(facts: Facts, text: string, turn: number, knowledge: Knowledge): Reading {
  const open = facts.open;
  const cues = knowledge.search.vocabulary.cues(text);
  if (SETS_ASIDE.test(text)) return newProblem(facts, text, turn, cues, knowledge);
  if (open) {
    const answer = readAnswer(open, facts, text, turn, cues, knowledge);
    if (answer) return answer;
  }
  return readStatement(facts, text, turn, cues, knowledge);
}

function readAnswer(
  open: Question,
  facts: Facts,
  text: string,
  turn: number,
  cues: WorkloadCues,
  knowledge: Knowledge,
): Reading | undefined {
  switch (open.kind) {
    case 'workload':
      return readWorkloadAnswer(open.options, facts, text, turn, cues, knowledge);
    case 'identify':
      return readIdentifyAnswer(open.workload, facts, text, turn, cues, knowledge);
    case 'entry':
      return readEntryAnswer(open.options, facts, text, turn, knowledge);
    case 'near-code':
      return readNearCodeAnswer(open, facts, text, turn);
    case 'solved':
      return readSolvedAnswer(facts, text, cues, knowledge);
  }
}

function readWorkloadAnswer(
  options: readonly string[],
  facts: Facts,
  text: string,
  turn: number,
  cues: WorkloadCues,
  knowledge: Knowledge,
): Reading | undefined {
  const offered = options.flatMap((id) => knowledge.workload(id) ?? []);
  const reply = readReply(text, offered.map(asChoice));
  if (reply.kind === 'choices') {
    const chosen = preferred(reply.ids, cues);
    const [first, ...others] = chosen;
    if (first === undefined) return undefined;
    const settled = answered(withWorkload(facts, first, turn));
    const added = addsContent(text, knowledge) ? addProblem(settled, text, turn) : settled;
    return { kind: 'decide', facts: added, ...(others.length > 0 ? { alsoWorkloads: others } : {}) };
  }
  const elsewhere = readReply(
    text,
    knowledge.workloads.filter((workload) => !options.includes(workload.id)).map(asChoice),
  );
  if (elsewhere.kind === 'choices' && elsewhere.ids[0] && (cues.named.length > 0 || cues.weaklyNamed.length > 0)) {
    const settled = answered(withWorkload(facts, elsewhere.ids[0], turn));
    return { kind: 'decide', facts: addsContent(text, knowledge) ? addProblem(settled, text, turn) : settled };
  }
  if (reply.kind === 'dont-know' && text.length <= 30) return { kind: 'dont-know' };
  const described = workloadFromSigns(cues, options);
  if (described !== undefined)
    return { kind: 'decide', facts: answered(withWorkload(facts, described, turn, 'concluded')) };
  if (reply.kind === 'ruled-out')
    return {
      kind: 'decide',
      facts: answered({
        ...facts,
        notWorkloads: [...facts.notWorkloads, ...reply.ids],
        asked: facts.asked.filter((question) => question.kind !== 'workload'),
      }),
    };
  if (reply.kind === 'dont-know') return { kind: 'dont-know' };
  if (reply.kind === 'none') return { kind: 'none-of-these', facts: answered(facts) };
  if (reply.kind === 'yes' || reply.kind === 'no') return { kind: 'ask-again' };
  return undefined;
}

function readIdentifyAnswer(
  workload: string,
  facts: Facts,
  text: string,
  turn: number,
  cues: WorkloadCues,
  knowledge: Knowledge,
): Reading | undefined {
  const named = preferred([...cues.named, ...cues.weaklyNamed], cues);
  if (named.length > 0 && named[0]) return { kind: 'decide', facts: answered(withWorkload(facts, named[0], turn)) };
  const described = workloadFromSigns(
    cues,
    knowledge.workloads.map((one) => one.id),
  );
  if (described !== undefined && text.length > 6)
    return { kind: 'decide', facts: answered(withWorkload(facts, described, turn, 'concluded')) };
  if (saysDontKnow(text)) return { kind: 'dont-know' };
  const yesNo = readYesNo(text);
  if (yesNo === 'yes') return { kind: 'decide', facts: answered(withWorkload(facts, workload, turn, 'concluded')) };
  if (yesNo === 'no')
    return { kind: 'decide', facts: answered({ ...facts, notWorkloads: [...facts.notWorkloads, workload] }) };
  return undefined;
}

function readEntryAnswer(
  options: readonly string[],
  facts: Facts,
  text: string,
  turn: number,
  knowledge: Knowledge,
): Reading | undefined {
  const choices = options.map(
    (id, index): Choice => ({ id, forms: [phrases.buttons.number(index + 1), knowledge.entry(id)?.label ?? id] }),
  );
  const reply = readReply(text, choices);
  if (reply.kind === 'choices' && reply.ids[0])
    return {
      kind: 'decide',
      facts: answered({ ...facts, chosen: { value: [reply.ids[0]], source: 'pressed', turn } }),
    };
  if (reply.kind === 'none' || reply.kind === 'no')
    return { kind: 'none-of-these', facts: answered({ ...facts, rejected: [...facts.rejected, ...options] }) };
  const near = nearestOption(text, choices);
  if (near !== undefined)
    return { kind: 'decide', facts: answered({ ...facts, chosen: { value: [near], source: 'said', turn } }) };
  if (reply.kind === 'dont-know') return { kind: 'decide', facts: answered(facts) };
  return reply.kind === 'yes' ? { kind: 'ask-again' } : undefined;
}

function readNearCodeAnswer(
  open: Extract<Question, { kind: 'near-code' }>,
  facts: Facts,
  text: string,
  turn: number,
): Reading | undefined {
  const yesNo = readYesNo(text);
  if (yesNo === 'yes' || squash(text) === squash(open.meant)) {
    const problem = facts.problem.map((fact) => ({ ...fact, value: fact.value.replaceAll(open.said, open.meant) }));
    return {
      kind: 'decide',
      facts: answered({ ...facts, problem, chosen: { value: open.entries, source: 'said', turn } }),
    };
  }
  if (yesNo === 'no')
    return { kind: 'none-of-these', facts: answered({ ...facts, rejected: [...facts.rejected, ...open.entries] }) };
  return saysDontKnow(text) ? { kind: 'none-of-these', facts: answered(facts) } : undefined;
}

function readSolvedAnswer(facts: Facts, text: string, cues: WorkloadCues, knowledge: Knowledge): Reading | undefined {
  if (cues.named.length + cues.weaklyNamed.length > 0 && !addsContent(text, knowledge)) return undefined;
  const yesNo = text.length <= 60 ? readYesNo(text) : undefined;
  if (yesNo === undefined || (yesNo === 'no' && knowledge.search.search(text).hits.some((hit) => hit.exact)))
    return undefined;
  const outcome = yesNo === 'yes' ? 'solved' : 'failed';
  const trials = facts.trials.map((trial, index) =>
    index === facts.trials.length - 1 ? ({ ...trial, outcome } as const) : trial,
  );
  const { chosen: _chosen, ...rest } = facts;
  const next = answered({ ...(outcome === 'failed' ? rest : facts), trials });
  return yesNo === 'yes' ? { kind: 'solved', facts: next } : { kind: 'decide', facts: next };
}

/** A message that answers no open question: a correction of the workload, an addition, or a new problem. */
function readStatement(facts: Facts, text: string, turn: number, cues: WorkloadCues, knowledge: Knowledge): Reading {
  const named = preferred([...cues.named, ...cues.weaklyNamed], cues);
  const content = addsContent(text, knowledge);
  if (!content && (named.length > 0 || cues.ruledOut.length > 0)) {
    if (named.length === 1 && named[0]) {
      const corrected = withWorkload(forget(facts), named[0], turn);
      return corrected.problem.length > 0
        ? { kind: 'decide', facts: corrected }
        : named.length === 1 && isBareName(text, cues)
          ? { kind: 'workload-only', facts: corrected }
          : newProblem(facts, text, turn, cues, knowledge);
    }
    if (named.length === 0 && facts.problem.length > 0)
      return { kind: 'decide', facts: { ...forget(facts), notWorkloads: [...facts.notWorkloads, ...cues.ruledOut] } };
  }
  const open = facts.open?.kind;
  if (open === 'workload' && !content)
    return /(?:뭔|뭐|무슨|차이|설명)/.test(text) ? { kind: 'explain' } : { kind: 'ask-again' };
  if ((open === 'identify' || open === 'near-code' || open === 'entry') && !content) return { kind: 'ask-again' };
  const continues = open === 'workload' || open === 'entry' || open === 'identify';
  return continues && !replacesProblem(facts, text, knowledge)
    ? { kind: 'decide', facts: withNamed(addProblem(answered(facts), text, turn), cues, turn) }
    : newProblem(facts, text, turn, cues, knowledge);
}

/** Whether a message says nothing but which workload it is. */
function isBareName(text: string, cues: WorkloadCues): boolean {
  return (
    squash(text).length <= 20 &&
    cues.named.length + cues.weaklyNamed.length === 1 &&
    !/안|실패|오류|에러|문제|해결|못|어떻게|왜|\?/.test(text)
  );
}

/** A message with a code of its own, while the problem so far had none of it, is about something else. */
function replacesProblem(facts: Facts, text: string, knowledge: Knowledge): boolean {
  const before = new Set(
    knowledge.search
      .search(problemText(facts))
      .hits.filter((hit) => hit.exact)
      .map((hit) => hit.entry),
  );
  const now = knowledge.search.search(text).hits.filter((hit) => hit.exact);
  return before.size > 0 && now.length > 0 && !now.some((hit) => before.has(hit.entry));
}

function newProblem(facts: Facts, text: string, turn: number, cues: WorkloadCues, knowledge: Knowledge): Reading {
  const fresh: Facts = { ...noFacts(), problem: [{ value: text, source: 'said', turn }], notWorkloads: cues.ruledOut };
  const kept =
    facts.workload && !cues.ruledOut.includes(facts.workload.value) && stillFits(facts.workload.value, text, knowledge)
      ? { ...fresh, workload: facts.workload }
      : fresh;
  return { kind: 'decide', facts: withNamed(kept, cues, turn) };
}

/** A workload said before holds for the next problem too, unless that clearly belongs elsewhere. */
function stillFits(workload: string, text: string, knowledge: Knowledge): boolean {
  const { hits } = knowledge.search.search(text);
  const best = Math.max(0, ...hits.map((hit) => hit.score));
  const within = Math.max(0, ...hits.filter((hit) => hit.workload === workload).map((hit) => hit.score));
  const exactElsewhere = hits.some((hit) => hit.exact) && !hits.some((hit) => hit.exact && hit.workload === workload);
  return !exactElsewhere && within >= 0.45 * best;
}

/** A single name is a fact; two names, or a word that may only say what is protected, are left to belief. */
function withNamed(facts: Facts, cues: WorkloadCues, turn: number): Facts {
  const [only] = cues.named;
  return cues.named.length === 1 && only !== undefined ? withWorkload(facts, only, turn) : facts;
}

function withWorkload(facts: Facts, workload: string, turn: number, source: Fact<string>['source'] = 'said'): Facts {
  return {
    ...facts,
    workload: { value: workload, source, turn },
    notWorkloads: facts.notWorkloads.filter((id) => id !== workload),
  };
}

function addProblem(facts: Facts, text: string, turn: number): Facts {
  return { ...facts, problem: [...facts.problem, { value: text, source: 'said', turn }] };
}

/** The facts without the question that was open. */
function answered(facts: Facts): Facts {
  const { open: _open, ...rest } = facts;
  return rest;
}

/** The same problem from the start, for another workload. */
function forget(facts: Facts): Facts {
  const { open: _open, chosen: _chosen, workload: _workload, ...rest } = facts;
  return { ...rest, trials: [], rejected: [], asked: [] };
}

/** All that was said about the open problem. */
export function problemText(facts: Facts): string {
  return facts.problem.map((fact) => fact.value).join('\n');
}

/** Whether a message says something about a problem, beyond naming a workload. */
function addsContent(text: string, knowledge: Knowledge): boolean {
  const { query, identifiers } = knowledge.search.search(text);
  const words = [...query.terms.keys()].filter(
    (term) => /^[wl]:/.test(term) && knowledge.search.index.ranking.has(term) && !knowledge.search.isCommon(term),
  );
  return identifiers.length > 0 || query.concepts.length > 0 || words.length >= 2;
}

/** Names before weak names: in "VM 안의 MARS" MARS is meant. */
function preferred(ids: readonly string[], cues: WorkloadCues): string[] {
  const strong = ids.filter((id) => cues.named.includes(id));
  const meant = strong.length > 0 ? strong : ids;
  return [...new Set(meant)].filter((id) => !cues.ruledOut.includes(id));
}

/** The workload that a description fits best, if it fits one clearly better. */
function workloadFromSigns(cues: WorkloadCues, options: readonly string[]): string | undefined {
  const ranked = options
    .map((id): [string, number] => [id, 2 * (cues.signs[id] ?? 0) + (cues.hints[id] ?? 0)])
    .sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  return first && first[1] >= 2 && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
}

function asChoice(workload: Workload): Choice {
  return { id: workload.id, forms: [workload.button, workload.name, ...workload.names, ...workload.weakNames] };
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
