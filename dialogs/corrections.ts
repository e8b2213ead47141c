import type { Facts } from '../src/knowledge/conversation.js';
import { clausesOf } from '../src/text/clauses.js';
import { stripParticle } from '../src/text/hangul.js';
import { findIdentifiers } from '../src/text/identifiers.js';
import { normalize, squash } from '../src/text/normalize.js';
import type { Effect } from './effects.js';
import { answered, forNewProblem, startOver, withNamed, withoutWorkloads, withWorkload } from './fact-changes.js';
import { asChoice, type Heard, isFormOf, namedIn, problemText } from './hear.js';
import type { Knowledge } from './knowledge.js';
import type { Memory } from './memory.js';

/** What stands between what was wrong and what is right: "MABS 말고 MARS", "34513이 아니라 34506", "Writer → Service". */
const NOT_THAT =
  /(?:이|가|은|는|쪽이|쪽은)?\s*(?:아니라|아니고요?|아니구요?|아닌데요?|아니었고|아니에요|아니예요|아니네요?|아녔고|말고요?|말구요?|아님|x\s*→|→)[\s,.]*/i;
/** A clause about what it is not: another machine, another time, not there. */
const NOT_HERE = /옆|딴\s|다른|지난|어제|저번|예전|전임|남의|없고|없는|걷어|아니|말고|빼고|캡처|착각|적으려다/;
/** A clause about what it is. */
const HERE = /지금|이건|이게|여긴|여기|진짜|실제|이\s?서버|오늘|정확|제품만|만\s?(?:깔|남|설치|달랑)|쪽이|였네|이네/;
/** Belief in an entry from which the words of a correction tell a problem by themselves. */
const A_PROBLEM = 0.75;

/** A message that replaces what was said before: the product, a code, or what the problem is. */
export function readCorrection(heard: Heard, { facts, shown }: Memory, knowledge: Knowledge): Effect | undefined {
  const { turns, asks } = heard.acts;
  const corrects = turns.has('corrects') || turns.has('not-that');
  // "제가 MARS라고 했나요? 알고 보니 MABS네요": what corrects does not ask.
  const isSaid = heard.acts.clauses.some(
    (one) => one.asks.length === 0 && one.turns.some((turn) => turn === 'corrects'),
  );
  if (facts.problem.length === 0 || (asks.length > 0 && !isSaid) || (turns.has('other') && !corrects)) return undefined;
  return (
    replacedCode(heard, facts, corrects, knowledge) ??
    replacedWorkload(heard, facts, shown?.entry, corrects, knowledge) ??
    (corrects ? replacedProblem(heard, facts, shown?.entry, knowledge) : undefined)
  );
}

/** A code in place of another, or of a part of it. Both named, or one with a word of regret. */
function replacedCode(heard: Heard, facts: Facts, corrects: boolean, knowledge: Knowledge): Effect | undefined {
  const old = findIdentifiers(problemText(facts));
  const said = findIdentifiers(heard.text);
  const isOld = (key: string): boolean => old.some((one) => one.key === key || one.key.includes(key));
  const fresh = said.filter(({ key }) => !isOld(key));
  const namesOld = said.some(({ key }) => isOld(key));
  const [right, ...others] = fresh;
  if (right && others.length === 0 && (corrects || namesOld) && old.length > 0)
    return withProblem(
      heard,
      facts,
      right.text,
      old.map(({ text }) => text),
      knowledge,
    );
  const bare = heard.text.match(/(?<![0-9A-Za-z.])\d{3,6}(?![0-9A-Za-z.])/g)?.filter((text) => !isOld(text)) ?? [];
  if (!right && corrects && bare.length === 1 && bare[0] && old.length > 0 && heard.text.length < 40)
    return withProblem(
      heard,
      facts,
      bare[0],
      old.map(({ text }) => text),
      knowledge,
    );
  // "Inconsistent가 아니고 MetadataInvalid": a part of the name.
  const [before, after] = splitAtNot(heard.text);
  const wrong = before?.match(/[A-Za-z0-9]{3,}/g)?.at(-1);
  const part = after?.match(/[A-Za-z0-9]{3,}/)?.[0];
  const whole = old.find(({ text }) => wrong !== undefined && squash(text).includes(squash(wrong)));
  if (whole && wrong && part && !fresh.length)
    return withProblem(heard, facts, whole.text.replace(new RegExp(wrong, 'i'), part), [whole.text], knowledge);
  return undefined;
}

/** The problem with its codes replaced; the product stays, unless the message corrects that too. */
function withProblem(
  heard: Heard,
  facts: Facts,
  right: string,
  wrong: readonly string[],
  knowledge: Knowledge,
): Effect {
  const [first = '', ...rest] = wrong;
  const problem = facts.problem.map((fact) => {
    const value = rest.reduce((text, one) => text.replaceAll(one, ' '), fact.value.replaceAll(first, right));
    return { ...fact, value };
  });
  const fresh = startOver({ ...facts, problem });
  const workload = rightWorkload(heard, facts, knowledge) ?? facts.workload?.value;
  return { kind: 'decide', facts: workload === undefined ? fresh : withWorkload(fresh, workload, heard.turn) };
}

/** "MABS 말고 MARS예요", "다시 확인하니 DPM 쪽이에요": another product, the same problem. */
function replacedWorkload(
  heard: Heard,
  facts: Facts,
  shown: string | undefined,
  corrects: boolean,
  knowledge: Knowledge,
): Effect | undefined {
  const { cues, exact, turn } = heard;
  const present = facts.workload?.value ?? (shown === undefined ? undefined : knowledge.entry(shown)?.workload);
  const namesBoth = present !== undefined && cues.named.includes(present) && cues.named.length > 1;
  const replaces =
    corrects ||
    namesBoth ||
    cues.ruledOut.length > 0 ||
    contrasts(heard, knowledge) ||
    (present !== undefined && confirmsName(heard, knowledge));
  const workload = replaces ? rightWorkload(heard, facts, knowledge) : undefined;
  const known = knowledge.search
    .search(problemText(facts))
    .hits.filter((hit) => hit.exact)
    .map((hit) => hit.entry);
  // A code of its own is another problem; that of the problem is said again.
  if (exact.length > 0 && !exact.some((id) => known.includes(id))) return undefined;
  if (workload !== undefined && workload !== present) {
    const told = withWorkload(startOver(facts), workload, turn);
    return { kind: 'decide', facts: ownProblem(heard, told, workload, knowledge) ?? told };
  }
  if (workload === undefined && cues.ruledOut.length > 0 && !heard.content)
    return { kind: 'decide', facts: withoutWorkloads(startOver(facts), cues.ruledOut) };
  return undefined;
}

/** "DPM은 옆 건물 장비고요, 이건 MARS만 깔린 서버예요": one product is not here, another is. */
function contrasts({ text, cues }: Heard, knowledge: Knowledge): boolean {
  if (cues.named.length < 2) return false;
  const named = clausesOf(text).filter((clause) => knowledge.search.vocabulary.cues(clause.text).named.length > 0);
  return named.some((clause) => NOT_HERE.test(clause.text)) && named.some((clause) => !NOT_HERE.test(clause.text));
}

/** "확인해 보니 마스 맞아요", "MARS 쪽이었어요": a clause that is a product's name and that it is the one. */
function confirmsName({ text, cues }: Heard, knowledge: Knowledge): boolean {
  if (cues.named.length !== 1) return false;
  const names = knowledge.workloads.map(asChoice);
  return clausesOf(text).some((clause) => isFormOf(clause.text.replace(IS_THE_ONE, ''), names));
}

const IS_THE_ONE =
  /\s?(?:에이전트|서버)?\s?(?:쪽)?(?:이|가)?\s?(?:맞(?:아요?|습니다|음|네요?|다네요|대요|는\s?거.*)|였(?:어요|네요?|음|습니다)|이었(?:어요|네요?|음|습니다)|라네요|래요|이에요|예요|입니다|임)[.!~ ]*$/;

/** The facts with the message as the problem, where its words tell one of the product by themselves. */
function ownProblem(heard: Heard, told: Facts, workload: string, knowledge: Knowledge): Facts | undefined {
  const { hits, query } = knowledge.search.search(heard.text);
  const [best] = hits.filter((hit) => hit.workload === workload);
  const isProblem =
    best && !query.vague && query.concepts.length > 1 && best.answerable >= A_PROBLEM && best.entry === hits[0]?.entry;
  return isProblem ? { ...told, problem: [{ value: heard.text, source: 'said', turn: heard.turn }] } : undefined;
}

/** The product that a message puts in place of another: the one it says is here, and not the one that is not. */
function rightWorkload(heard: Heard, facts: Facts, knowledge: Knowledge): string | undefined {
  const named = namedIn(heard.cues);
  const [only, ...others] = named;
  if (others.length === 0) return only;
  const cuesOf = (text: string): string[] => namedIn(knowledge.search.vocabulary.cues(text));
  const [, after] = splitAtNot(heard.text);
  const [said, ...more] = after === undefined ? [] : cuesOf(after);
  if (said !== undefined && more.length === 0) return said;
  const clauses = clausesOf(heard.text).map(({ text }) => ({ text, named: cuesOf(text) }));
  const left = clauses.filter(({ text, named: own }) => own.length > 0 && !NOT_HERE.test(text));
  const here = left.filter(({ text }) => HERE.test(text));
  const [clear, ...unclear] = [...new Set((here.length > 0 ? here : left).flatMap(({ named: own }) => own))];
  if (clear !== undefined && unclear.length === 0) return clear;
  return named.find((id) => id !== facts.workload?.value);
}

/** "암호 변경이 아니고 복구 지점 만들 때예요": the problem is another than was told or shown; what was not taken back holds. */
function replacedProblem(
  heard: Heard,
  facts: Facts,
  shown: string | undefined,
  knowledge: Knowledge,
): Effect | undefined {
  const [before, after] = splitAtNot(heard.text);
  if (before === undefined || after === undefined) {
    // "미안, 그 메시지는 딴 창 거였어요. 진짜는 …": a problem by itself.
    const { hits, query } = knowledge.search.search(heard.text);
    const isProblem =
      !query.vague && (hits[0]?.exact || (hits[0]?.answerable ?? 0) >= A_PROBLEM) && hits[0]?.entry !== shown;
    const isRegret = /진짜|실은|사실|착각|섞|딴|잘못|엉뚱/.test(heard.text);
    return isProblem && isRegret ? { kind: 'decide', facts: forNewProblem(facts, heard, knowledge) } : undefined;
  }
  if (after.trim().length < 4 || !heard.content || !isOfProblem(before, facts)) return undefined;
  const told = facts.problem.map((fact) => ({ ...fact, value: withoutWords(fact.value, before) }));
  const said = { value: after.trim(), source: 'said' as const, turn: heard.turn };
  const problem = [...told, said].filter(({ value }) => value.trim() !== '');
  const fresh = startOver({ ...facts, problem });
  const kept = answered(facts.workload ? { ...fresh, workload: facts.workload } : fresh);
  return { kind: 'decide', facts: withNamed({ ...kept, rejected: shown === undefined ? [] : [shown] }, heard) };
}

/** Whether what is taken back was said: one word of it at least. */
function isOfProblem(taken: string, facts: Facts): boolean {
  const said = squash(problemText(facts));
  return wordsOf(taken).some((word) => said.includes(squash(word)));
}

/** A text without the words that were taken back. */
function withoutWords(text: string, taken: string): string {
  return wordsOf(taken)
    .reduce((rest, word) => rest.replaceAll(word, ' '), text)
    .replace(/\s+/g, ' ')
    .trim();
}

const wordsOf = (text: string): string[] =>
  normalize(text)
    .split(/[\s,.]+/)
    .map(stripParticle)
    .filter((word) => word.length > 1);

function splitAtNot(text: string): [before: string, after: string] | [] {
  const found = NOT_THAT.exec(text);
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : [];
}
