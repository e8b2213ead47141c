import { actsOf } from './acts.js';
import { letters, stripParticle } from './hangul.js';
import { Lexicon } from './lexicon.js';
import { FormMatcher, type Mention } from './mentions.js';
import { remembered } from './remembered.js';
import { CHOICES } from './replies.ko.js';
import { bareReply, inEachLayout, LONGEST_REPLY, replyText } from './reply-text.js';

/** What a person may choose from: the words that mean this choice, its button's title among them. */
export interface Choice {
  id: string;
  forms: readonly string[];
}

/** A reply as it was understood. `choices` holds one id, or several for "둘 다 써요". */
export type Reply =
  | { kind: 'yes' }
  | { kind: 'no' }
  | { kind: 'dont-know' }
  | { kind: 'none' }
  | { kind: 'choices'; ids: string[] }
  | { kind: 'ruled-out'; ids: string[] }
  | { kind: 'unread' };

const offers = new Lexicon(CHOICES);
/** A longer message describes something. */
const LONGEST_NONE = 20;
/** Joins names: "MARS랑 VM", "mars/vm". */
const JOINS = /랑|하고|이랑|와|과|및|,|\/|&|\+|둘\s?다|and|도\s/;

const ORDINALS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(?:첫번째|첫째|첫번|처음거|처음것|맨위|제일위|맨앞|하나|일번|원)/, 1],
  [/^(?:두번째|둘째|두번|둘|이번(?!엔|에|달|주|주말)|투)/, 2],
  [/^(?:세번째|셋째|세번|셋|삼번)/, 3],
  [/^(?:네번째|넷째|네번|넷|사번)/, 4],
  [/^(?:다섯번째|다섯째|다섯|오번)/, 5],
  [/^(?:여섯번째|여섯째|여섯|육번)/, 6],
  [/^(?:일곱번째|일곱|칠번)/, 7],
];
const LAST = /^(?:마지막|맨밑|맨아래|제일아래|맨끝|끝에)/;
const CIRCLED = '①②③④⑤⑥⑦⑧⑨';
const AFTER_ORDINAL =
  /^(?:번째|번|째|호)?(?:에)?(?:있는|나온)?(?:거|것|꺼|걸|게|단계|항목|증상|보기|원인|문제|경우|줄)?(?:가까워|가깝|가까|로|으로|이요|이에요|예요|에요|요|이다|입니다|임|이|가|을|를|은|는|인|랑|이랑|과|와|듯|쪽|에|똑같|비슷|같|갈|가깝|가까|워요|아요|습니다|네요|해요|선택|골|할|하|해|그거|그걸|보여|다시|인데|네|맞|ㅇ)*/;

/** Places named from an end: "위에서 두 번째", "밑에서 두 번째". */
const FROM_TOP = /^(?:위|앞|처음|맨위|맨앞)에?서(?:부터)?/;
const FROM_BOTTOM = /^(?:밑|아래|뒤|끝|맨밑|맨아래|맨뒤)에?서(?:부터)?/;
/** "2번 말고 1번": what is ruled out stands first. */
const NOT_THAT_ONE = /^\d번?(?:은|는|이)?(?:말고|아니고|아니라)(?=\d)/;
const ENGLISH: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5 };

/**
 * The place (1 is the first) that a reply names among `count` offered things: "1", "2번이요", "두 번째거", "마지막", "③",
 * "밑에서 두 번째", "the third one". Undefined where it names none, or one beyond the offer, or where more than an ordinal
 * is said.
 */
export function readOrdinal(text: string, count: number): number | undefined {
  const spoken = bareReply(text).replace(
    /^(?:네(?!번|째)|넵|ㅇㅇ|no(?=\d)|아마도?|아|음|그|저는|전(?!부)|그럼|일단|the)+(?=[a-z가-힣0-9①-⑨])/,
    '',
  );
  const fromBottom = FROM_BOTTOM.test(spoken);
  const bare = spoken.replace(NOT_THAT_ONE, '').replace(FROM_TOP, '').replace(FROM_BOTTOM, '');
  const found = placeIn(bare, count);
  if (found === undefined) return undefined;
  const place = fromBottom ? count + 1 - found.place : found.place;
  if (place < 1 || place > count) return undefined;
  return found.rest.replace(AFTER_ORDINAL, '').length <= 2 ? place : undefined;
}

function placeIn(bare: string, count: number): { place: number; rest: string } | undefined {
  const circled = CIRCLED.indexOf(bare[0] ?? ' ');
  if (circled >= 0) return { place: circled + 1, rest: bare.slice(1) };
  const digits = bare.match(/^(\d{1,2})(?!\d)/);
  if (digits?.[1]) return { place: Number(digits[1]), rest: bare.slice(digits[1].length) };
  const english = bare.match(/^(first|second|third|fourth|fifth)(?:one|1)?/);
  if (english?.[1]) return { place: ENGLISH[english[1]] ?? 0, rest: bare.slice(english[0].length) };
  for (const [pattern, place] of ORDINALS) {
    const match = bare.match(pattern);
    if (match) return { place, rest: bare.slice(match[0].length) };
  }
  const last = bare.match(LAST);
  return last ? { place: count, rest: bare.slice(last[0].length) } : undefined;
}

/** Several places: "1,3", "3번 4번 둘 다". */
function readPlaces(text: string, count: number): number[] {
  const numbers = [...replyText(text).matchAll(/(?<![\d.])(\d)(?!\d)\s*번?/g)].map((found) => Number(found[1]));
  const rest = replyText(text)
    .replace(/\d\s*번?/g, '')
    .replace(/둘\s?다|랑|하고|이랑|와|과|및|and|요|이요|두\s?개|[\s,./&+]/g, '');
  return numbers.length > 1 && rest === '' ? numbers.filter((place) => place >= 1 && place <= count) : [];
}

/** One wrong, missing, doubled or swapped letter in a name long enough to bear it. */
function isNearly(said: string, form: string): boolean {
  const [a, b] = [letters(said), letters(form)];
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  const swapped = a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
  return swapped || a.slice(i + 1) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i) || a.slice(i) === b.slice(i + 1);
}

const spelled = remembered((form) => bareReply(form.replace(/^=/, '')));

/** Choices that a short reply names with a letter wrong, or by a word that only their button has ("에이전트요"). */
function readLoosely(text: string, choices: readonly Choice[]): string[] {
  const bare = bareReply(text).replace(/(?:백업)?(?:이?요|이에요|예요|에요|입니다|인데요?|같아요|쪽)$/, '');
  if (bare.length < 2 || bare.length > 14) return [];
  const words = [bare, stripParticle(bare)];
  const nearly = choices.filter(({ forms }) =>
    forms.some((form) => words.some((word) => isNearly(word, spelled(form)))),
  );
  if (nearly.length === 1) return nearly.map(({ id }) => id);
  const wordsOf = ({ forms }: Choice): string[] => forms.flatMap((form) => form.toLowerCase().split(/[\s()·]+/));
  const byWord = choices.filter((choice) =>
    wordsOf(choice).some((word) => word.length > 1 && words.some((one) => one === word || isNearly(one, word))),
  );
  return byWord.length === 1 ? byWord.map(({ id }) => id) : [];
}

/**
 * Reads a reply to a question with choices. A choice's name counts wherever it stands; yes, no and ordinals only where
 * the reply says little else, so that a new problem that begins with "아니" is not taken for an answer.
 */
export function readReply(text: string, choices: readonly Choice[]): Reply {
  let reply: Reply = { kind: 'unread' };
  for (const variant of inEachLayout(text)) {
    reply = readVariant(variant, choices);
    if (reply.kind !== 'unread') return reply;
  }
  return reply;
}

function readVariant(text: string, choices: readonly Choice[]): Reply {
  const bare = bareReply(text);
  if (bare === '') return { kind: 'unread' };
  const exact = choices.filter((choice) => choice.forms.some((form) => spelled(form) === bare));
  if (exact.length === 1 && exact[0]) return { kind: 'choices', ids: [exact[0].id] };
  const { asks: asked, dontKnow, yesNo } = actsOf(text);
  const asks = asked.length > 0;
  const places = readPlaces(text, choices.length);
  if (places.length > 1) return { kind: 'choices', ids: places.flatMap((place) => choices[place - 1]?.id ?? []) };
  const place = asks ? undefined : readOrdinal(text, choices.length);
  const byPlace = place === undefined ? undefined : choices[place - 1];
  if (byPlace) return { kind: 'choices', ids: [byPlace.id] };
  if (dontKnow) return { kind: 'dont-know' };
  const matcher = new FormMatcher(choices.flatMap(({ id, forms }) => forms.map((form) => ({ id, form }))));
  const mentions = matcher.findInAnyLayout(text.slice(0, LONGEST_REPLY));
  const idsOf = (found: readonly Mention[]): string[] => [...new Set(found.map((mention) => mention.id))];
  const named = idsOf(mentions.filter((mention) => !mention.negated));
  const ruledOut = idsOf(mentions.filter((mention) => mention.negated));
  if (named.length > 0) return { kind: 'choices', ids: named };
  if (ruledOut.length > 0) return { kind: 'ruled-out', ids: ruledOut };
  const meant = new Set(offers.find(bare).map(({ act }) => act));
  if (bare.length <= LONGEST_NONE && !asks && meant.has('none')) return { kind: 'none' };
  if (meant.has('all') && !/아니|아닌|아닙|다르/.test(bare))
    return { kind: 'choices', ids: choices.map((choice) => choice.id) };
  const loosely = asks ? [] : readLoosely(text, choices);
  if (loosely.length > 0) return { kind: 'choices', ids: loosely };
  return yesNo ? { kind: yesNo } : { kind: 'unread' };
}

/** Whether a reply joins what it names, so that all of it is meant. */
export function joinsNames(text: string): boolean {
  return JOINS.test(text);
}
