import type { Facts } from '../src/knowledge/conversation.js';
import { findIdentifiers } from '../src/text/identifiers.js';
import { squash } from '../src/text/normalize.js';
import type { Effect } from './effects.js';
import { answered, forNewProblem, startOver, withoutWorkloads, withWorkload } from './fact-changes.js';
import { type Heard, preferred } from './hear.js';
import type { Knowledge } from './knowledge.js';

/** What stands between what was wrong and what is right: "MABS 말고 MARS", "34513이 아니라 34506". */
const NOT_THAT =
  /(?:이|가|은|는|쪽이|쪽은)?\s*(?:아니라|아니고요?|아니구요?|아닌데요?|아니었고|아니에요|아니예요|아니네요?|아녔고|말고요?|말구요?|아님)[\s,.]*/;
/** Words that only say that something was wrong. */
const REGRETS = /^(?:아+|엇|앗|어|음|아참|참|잠깐|죄송(?:한데|합니다|해요)?|미안|정정(?:합니다|할게요|해요)?|다시\s?(?:확인하니|보니|봤더니)|잘못\s?(?:봤|말했|적었|썼)\S*|제가|근데)[\s,.!]*/;

/** A message that replaces what was said before: the product, a code, or what the problem is. */
export function readCorrection(heard: Heard, facts: Facts, shown: string | undefined, knowledge: Knowledge): Effect | undefined {
  if (facts.problem.length === 0 || heard.acts.asks.length > 0) return undefined;
  const { turns } = heard.acts;
  const corrects = turns.has('corrects') || turns.has('not-that');
  return (
    (corrects ? replacedCode(heard, facts, knowledge) : undefined) ??
    replacedWorkload(heard, facts, corrects, knowledge) ??
    (turns.has('not-that') ? replacedProblem(heard, facts, shown, knowledge) : undefined)
  );
}

/** "MABS 말고 MARS예요", "다시 확인하니 DPM 쪽이에요": another product, the same problem. */
function replacedWorkload(heard: Heard, facts: Facts, corrects: boolean, knowledge: Knowledge): Effect | undefined {
  const { exact, turn } = heard;
  const [, after] = splitAtNot(heard.text);
  const right = after === undefined ? heard.cues : knowledge.search.vocabulary.cues(after);
  const cues = right.named.length + right.weaklyNamed.length > 0 ? { ...right, ruledOut: heard.cues.ruledOut } : heard.cues;
  // Where two are named, the one that was said before is the wrong one.
  const [workload, ...others] = preferred([...cues.named, ...cues.weaklyNamed], cues).filter(
    (id) => after !== undefined || heard.cues.named.length < 2 || id !== facts.workload?.value,
  );
  if (exact.length > 0) return undefined;
  if (workload !== undefined && others.length === 0 && (corrects || cues.ruledOut.length > 0)) {
    if (facts.workload?.value === workload) return undefined;
    return { kind: 'decide', facts: withWorkload(startOver(facts), workload, turn) };
  }
  if (workload === undefined && cues.ruledOut.length > 0 && !heard.content)
    return { kind: 'decide', facts: withoutWorkloads(startOver(facts), cues.ruledOut) };
  return undefined;
}

/** A code, or a part of one, in place of another. */
function replacedCode(heard: Heard, facts: Facts, knowledge: Knowledge): Effect | undefined {
  const [before = '', after = ''] = splitAtNot(heard.text);
  const wrong = codeIn(before) ?? lastWord(before);
  const right = codeIn(after) ?? after.match(/[A-Za-z][A-Za-z0-9+]*|\d{3,}/)?.[0];
  if (after !== '' && wrong !== undefined && right !== undefined) {
    const replaced = withCode(facts, wrong, right);
    if (replaced) return { kind: 'decide', facts: keepWorkload(startOver({ ...facts, problem: replaced }), facts) };
  }
  // "다시 보니 34506이네요": the code told before was another.
  const codes = knowledge.search.search(facts.problem.map(({ value }) => value).join('\n')).identifiers;
  const [known] = codes;
  const told = codeIn(after === '' ? heard.text : after);
  if (known && told !== undefined && squash(known.text) !== squash(told)) {
    const replaced = withCode(facts, known.text, told);
    if (replaced) return { kind: 'decide', facts: keepWorkload(startOver({ ...facts, problem: replaced }), facts) };
  }
  return undefined;
}

/** "암호 변경이 아니고 복구 지점 만들 때예요": the problem is another than was told or shown. */
function replacedProblem(heard: Heard, facts: Facts, shown: string | undefined, knowledge: Knowledge): Effect | undefined {
  const [, after = ''] = splitAtNot(heard.text);
  if (after.trim().length < 4 || !heard.content) return undefined;
  const fresh = forNewProblem(facts, { ...heard, text: withoutRegret(after) }, knowledge);
  return { kind: 'decide', facts: { ...fresh, rejected: shown === undefined ? [] : [shown] } };
}

function splitAtNot(text: string): [string, string] | [] {
  const found = NOT_THAT.exec(text);
  return found ? [withoutRegret(text.slice(0, found.index)), text.slice(found.index + found[0].length)] : [];
}

function withoutRegret(text: string): string {
  const rest = text.replace(REGRETS, '');
  return rest === text ? text.trim() : withoutRegret(rest);
}

const codeIn = (text: string): string | undefined =>
  findIdentifiers(text).at(-1)?.text ?? text.match(/(?<![0-9A-Za-z])\d{4,6}(?![0-9A-Za-z])/)?.[0];

const lastWord = (text: string): string | undefined => text.trim().split(/\s+/).at(-1) || undefined;

/** The problem's words with one code, or a part of one, replaced; undefined where they don't have it. */
function withCode(facts: Facts, wrong: string, right: string): Facts['problem'] | undefined {
  const pattern = new RegExp(wrong.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  if (wrong.length < 3 || !facts.problem.some(({ value }) => pattern.test(value))) return undefined;
  return facts.problem.map((fact) => ({ ...fact, value: fact.value.replace(pattern, right) }));
}

/** What was said of the product holds for the corrected problem too. */
function keepWorkload(fresh: Facts, { workload }: Facts): Facts {
  return answered(workload ? { ...fresh, workload } : fresh);
}
