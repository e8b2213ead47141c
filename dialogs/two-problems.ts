import type { Heard } from './hear.js';
import type { Knowledge } from './knowledge.js';

/** A longer message is a log, which holds codes of all kinds. */
const LONGEST = 320;
/** Belief that an entry answers, from which a part of a message is a problem: where two are announced, and where not. */
const ANNOUNCED = 0.45;
const A_PROBLEM = 0.75;
/** "두 가지", "2건", "첫째 … 둘째 …", "하나는 … 하나는 …", "1) … 2) …". */
const ANNOUNCES =
  /(?:두|2)\s?(?:가지|개|건|대|군데|문제|종류|서버)|둘\s?다\s?(?:떠|나|뜨|안|실패)|첫째|둘째|두\s?번째는|하나는|한\s?대는|또\s?하나|다른\s?(?:하나|한\s?대)|1\s?[).]\s?\S[\s\S]*\s2\s?[).]|각각|동시에|(?:질문|문제|건)\s?둘/;
/** Where the second of two may begin, the surest first. */
const BREAKS: readonly RegExp[] = [
  /(?:^|\s)2\s?[).]\s?|둘째[,는]?\s?|두\s?번째(?:는|로는)\s?|또\s?하나(?:는)?\s?|다른\s?(?:하나|한\s?대|건|쪽|서버|놈)(?:는|은|에서는)?\s?/g,
  /하나는\s?|한\s?대는\s?|한\s?쪽은\s?/g,
  /그리고\s?|거랑[,\s]*|이랑\s|랑\s|거하고\s|하고[,\s]+|[.!?\n]\s*|[,;]\s*|(?<=[가-힣]고)[,\s]+|(?<=는데)[,\s]+|(?<=도)\s/g,
];

/** The two problems of a message that tells two: each with words of its own, one after the other. */
export function twoProblems({ text, acts, codes, cues }: Heard, knowledge: Knowledge): [string, string] | undefined {
  if (text.length > LONGEST || acts.asks.includes('whether')) return undefined;
  const isAnnounced = ANNOUNCES.test(text);
  const known = codes.filter(({ kind }) => kind === 'exact' || kind === 'misspelt');
  const least = isAnnounced || known.length > 1 ? ANNOUNCED : A_PROBLEM;
  const needsNames = !isAnnounced && known.length < 2;
  if (needsNames && new Set([...cues.named, ...cues.weaklyNamed]).size < 2) return undefined;
  for (const breaks of BREAKS)
    for (const { index } of [...text.matchAll(breaks)].reverse()) {
      const halves: [string, string] = [text.slice(0, index).trim(), text.slice(index).trim()];
      const one = problemIn(halves[0], least, knowledge);
      const other = one && problemIn(halves[1], least, knowledge);
      if (!one || !other || one.entry === other.entry || knowledge.cureOf(one.entry) === knowledge.cureOf(other.entry))
        continue;
      // Unannounced, it takes two products, each with a failure of its own.
      if (!needsNames || (one.named && other.named && one.named !== other.named)) return halves;
    }
  return undefined;
}

/** The entry that a part of a message is about, and the product that it names; undefined where it tells no problem by itself. */
function problemIn(
  text: string,
  least: number,
  knowledge: Knowledge,
): { entry: string; named: string | undefined } | undefined {
  const { hits, query, cues } = knowledge.search.search(text);
  const [named] = [...cues.named, ...cues.weaklyNamed];
  const [best] = hits.filter((hit) => named === undefined || hit.exact || hit.workload === named);
  if (!best || (query.vague && !best.exact)) return undefined;
  return best.exact || best.answerable >= least ? { entry: best.entry, named } : undefined;
}
