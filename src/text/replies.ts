import { FormMatcher } from './mentions.js';
import { normalize } from './normalize.js';

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

/** Characters of a message in which an answer is looked for; what follows is a log. */
const LONGEST_REPLY = 400;

/** Text of a short reply for comparison: lower case, no spaces, no trailing punctuation, laughter or crying. */
function bareReply(text: string): string {
  return normalize(text.slice(0, LONGEST_REPLY))
    .toLowerCase()
    .replace(/[ㅋㅎㅠㅜ]{2,}|[ㅠㅜ]/g, '')
    .replace(/[\s.,!?~^;:'"…·*()]+/g, '');
}

/** Words that are nothing but yes or no, as whole words. */
const YES_WORD =
  /^(?:네+|예+|응+|어|엉|넵+|넹|넴|옙|예스|yes|y|yep|yeah|ok|okay|오케이|오키|ㅇㅋ|ㅇ{1,3}|웅|그래요?|그렇습니다|그렇네요|그래(?:요)?|그런것같아요|맞아요?|맞습니다|맞음|맞네요|맞는것같아요|정답|아마도요?|좋아요)$/;
const NO_WORD =
  /^(?:아니[요오]?|아뇨|아녀|아니에요|아니예요|아닌데요?|아닙니다|아님|노|no|n|nope|ㄴ{1,3}|전혀요?|별로요?|못했어요|(?:안|않)(?:돼요?|되요|됐어요|되네요|됨|됩니다|돼)|안|돼요|됐어요|됨|되네요|됩니다|실패|실패요|실패했어요)$/;
const FILLER =
  /^(?:아|오|음|와|앗|그냥|이제|드디어|정말|완전|일단|그|좀|ㅎ+|ㅋ+|감사합니다|감사해요|고마워요|고맙습니다|덕분에|죄송|죄송한데)$/;
/** What says that it works now, or still does not, wherever it stands. */
const SOLVED =
  /해결(?:이)?(?:됐|되었|했|됨|완료)|고쳐졌|잘(?:돼|됐|됩|되)|^(?:오|아|이제|네|넵|예|드디어)*됐(?:어요|습니다|네요|다|음)|정상(?:으로|입니다|이에요|작동|동작)|성공(?:했|입|이|함)|문제없(?:이|어|습)|이제(?:돼|됩|되)|되네요|안되는건아니/;
const STILL_FAILING =
  /똑같|여전|그대로(?:예|에|입|네|임|$)|그래도(?:안|못|실패|계속)|해(?:봤|보)(?:는데|았는데|니|아도)[가-힣]*(?:안|똑|소용|실패|마찬)|(?:다시)?해도(?:안|똑|못|실패)|소용없|효과(?:가)?없|마찬가지|해결(?:이)?(?:안|못|되지)|아직도?(?:안돼|안됨|안됩|안되|똑|그|실패)|이미(?:다)?해(?:봤|봄)|다해봤|안돌아(?:요|가요)?$/;
const FAILS = /(?:안|않)(?:돼|됐|되|됨|된|됩|먹)|못(?:하|해|했|함)|실패/;
const NOT_YET = /안해봤|못해봤|(?:확인|해보는|진행|하는)중|아직안했|해볼게|해보겠|잠시만|잠깐만|기다려/;
const CONTRAST = /근데|그런데|하지만|지만|는데/;

const DONT_KNOW =
  /모르겠|모르는|모르지|모름|몰라|몰르|글쎄|잘모|뭔지모|확실하지않|확실치않|확실친않|애매|dunno|notsure|idk|모르게|헷갈/;
const NONE =
  /해당(?:되는|하는)?(?:게|것|거|항목)?(?:이|은)?(?:없|안)|없(?:어요|습니다|는데|네요|음|다)$|^없$|아무것도|다아니|다아닌|모두아니|전부아니|둘다아니|기타|위에없|목록에없|다른(?:거|것|증상|문제|오류)|이중에없|여기없|noneof|none$/;
const ALL_OF_THEM = /둘다|둘모두|두개다|두가지다|셋다|전부다|모두다|다써|다쓰|다사용|both/;

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
  /^(?:번째|번|째|호)?(?:거|것|꺼|걸|게|단계|항목|증상|보기|원인)?(?:로|으로|이요|이에요|예요|에요|요|이다|입니다|임|이|가|을|를|은|는|인|같|갈|선택|골|할|하|해|그거|그걸|보여|다시|인데|네|ㅇ)*/;

/**
 * The place (1 is the first) that a reply names among `count` offered things: "1", "2번이요", "두 번째거", "마지막", "③".
 * Undefined where it names none, or one beyond the offer, or where more than an ordinal is said.
 */
export function readOrdinal(text: string, count: number): number | undefined {
  const bare = bareReply(text);
  const circled = CIRCLED.indexOf(bare[0] ?? ' ');
  let place = circled >= 0 ? circled + 1 : undefined;
  let rest = circled >= 0 ? bare.slice(1) : bare;
  const digits = bare.match(/^(\d{1,2})(?!\d)/);
  if (digits?.[1]) {
    place = Number(digits[1]);
    rest = bare.slice(digits[1].length);
  }
  for (const [pattern, n] of ORDINALS) {
    const match = place === undefined ? bare.match(pattern) : null;
    if (match) {
      place = n;
      rest = bare.slice(match[0].length);
    }
  }
  const last = place === undefined ? bare.match(LAST) : null;
  if (last) {
    place = count;
    rest = bare.slice(last[0].length);
  }
  if (place === undefined || place < 1 || place > count) return undefined;
  return rest.replace(AFTER_ORDINAL, '').length <= 2 ? place : undefined;
}

/** Whether a message says that what was tried did not help, in so many words ("해봤는데 똑같아요", "그래도 안 돼요"). */
export function saysStillFailing(text: string): boolean {
  const bare = bareReply(text);
  return STILL_FAILING.test(bare) && !NOT_YET.test(bare);
}

/**
 * Yes, no or neither. Only whole words count, so that 네트워크 is no 네; a question is no answer; "안 됐어요" is no although
 * 됐어요 is yes, and "네 근데 안 돼요" is no.
 */
export function readYesNo(text: string): 'yes' | 'no' | undefined {
  const bare = bareReply(text);
  if (bare === '' || DONT_KNOW.test(bare) || NOT_YET.test(bare) || /[?？]/.test(text)) return undefined;
  if (STILL_FAILING.test(bare)) return 'no';
  if (SOLVED.test(bare) && !(FAILS.test(bare.replace('안되는건아니', '')) || CONTRAST.test(bare))) return 'yes';
  const words = normalize(text.slice(0, LONGEST_REPLY))
    .toLowerCase()
    .split(/[\s.,!~^;:'"…·*()]+/)
    .map(bareReply)
    .filter((word) => word !== '' && !FILLER.test(word));
  if (words.length > 0 && words.every((word) => YES_WORD.test(word))) return 'yes';
  if (words.length > 0 && words.every((word) => NO_WORD.test(word))) return 'no';
  // A yes or no and then a failure: "네 근데 안 돼요".
  return words.length <= 4 && words.some((word) => YES_WORD.test(word) || NO_WORD.test(word)) && FAILS.test(bare)
    ? 'no'
    : undefined;
}

/** Whether the writer says not to know. */
export function saysDontKnow(text: string): boolean {
  return DONT_KNOW.test(bareReply(text));
}

/**
 * Reads a reply to a question with choices. A choice's name counts wherever it stands; yes, no and ordinals only where
 * the reply says little else, so that a new problem that begins with "아니" is not taken for an answer.
 */
export function readReply(text: string, choices: readonly Choice[]): Reply {
  const bare = bareReply(text);
  if (bare === '') return { kind: 'unread' };
  const exact = choices.filter((choice) => choice.forms.some((form) => bareReply(form.replace(/^=/, '')) === bare));
  if (exact.length === 1 && exact[0]) return { kind: 'choices', ids: [exact[0].id] };
  const place = readOrdinal(text, choices.length);
  const byPlace = place === undefined ? undefined : choices[place - 1];
  if (byPlace) return { kind: 'choices', ids: [byPlace.id] };
  const matcher = new FormMatcher(choices.flatMap(({ id, forms }) => forms.map((form) => ({ id, form }))));
  const mentions = matcher.findInAnyLayout(text.slice(0, LONGEST_REPLY));
  const named = [...new Set(mentions.filter((mention) => !mention.negated).map((mention) => mention.id))];
  const ruledOut = [...new Set(mentions.filter((mention) => mention.negated).map((mention) => mention.id))];
  if (named.length > 0) return { kind: 'choices', ids: named };
  if (ALL_OF_THEM.test(bare) && !/아니|아닌/.test(bare))
    return { kind: 'choices', ids: choices.map((choice) => choice.id) };
  if (DONT_KNOW.test(bare)) return { kind: 'dont-know' };
  if (ruledOut.length > 0) return { kind: 'ruled-out', ids: ruledOut };
  if (bare.length <= 20 && NONE.test(bare)) return { kind: 'none' };
  const yesNo = readYesNo(text);
  return yesNo ? { kind: yesNo } : { kind: 'unread' };
}
