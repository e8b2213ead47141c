import { asHangul, otherLayouts } from './hangul.js';
import { normalize } from './normalize.js';
import { remembered } from './remembered.js';

/** Characters of a message in which an answer is looked for; what follows is a log. */
export const LONGEST_REPLY = 400;

/** Signs that say yes or no by themselves. */
const SIGNS: ReadonlyArray<readonly [RegExp, string]> = [
  [/👍|👌|✅|⭕|🙆(?:‍[♀♂]️?)?|🎉/gu, ' 네 '],
  [/👎|❌|✖️?|🙅(?:‍[♀♂]️?)?/gu, ' 아니요 '],
];

/** Spellings of a hurry, by what was meant. */
const MISSPELT: ReadonlyArray<readonly [RegExp, string]> = [
  [/됬|됫|됏|돴/g, '됐'],
  [/않(?=\s?(?:되|돼|됐|됨|된|됩))/g, '안'],
  [/겟(?=[어는다습네])/g, '겠'],
  [/같에/g, '같아'],
  [/안대(?=요|$|\s)/g, '안돼'],
  [/(?<=[아어해네죠돼에게])여(?=$|[\s.!?~])/g, '요'],
  [/(?<=[해안이문])업(?=[어는다습네음])/g, '없'],
  [/구요(?=$|\s)/g, '고요'],
  [/몰겠|모르게ㅆ|몰르/g, '모르겠'],
  [/햇(?=[어는다습네음고])/g, '했'],
  [/잇(?=[어는다습네음고])/g, '있'],
];

/** Laughter and crying, alone or at the end of a word. */
const FEELING = /[ㅋㅎㅠㅜ]{2,}|[ㅠㅜ]+(?=[\s.!?~]|$)|[ㅋㅎ](?=[\s.!?~]|$)/g;

/** A reply as it is read: the signs of feeling gone, the spellings of a hurry as they were meant. */
export function replyText(text: string): string {
  return text.length <= SHORT ? short(text) : readable(text);
}

/** A longer text is read anew, so that what is remembered stays small. */
const SHORT = 200;
const short = remembered(readable);

function readable(text: string): string {
  const plain = normalize(SIGNS.reduce((rest, [sign, word]) => rest.replace(sign, word), text.slice(0, LONGEST_REPLY)))
    .toLowerCase()
    .replace(FEELING, ' ');
  return MISSPELT.reduce((rest, [wrong, right]) => rest.replace(wrong, right), plain)
    .replace(/\s+/g, ' ')
    .trim();
}

/** A reply without spaces and signs, for comparison; an ending that an input method left twice stands once. */
export function bareReply(text: string): string {
  return squeezed(replyText(text)).replace(/(요|에|네|다)\1+$/, '$1');
}

const squeezed = (text: string): string => text.replace(/[\s.,!?~^;:'"…·*()/\\-]+/g, '');

/** The words of a reply, each bare. */
export function replyWords(text: string): string[] {
  return replyText(text)
    .split(/[\s.,!?~^;:'"…·*()/]+/)
    .map((word) => word.replace(/(요|에)\1+$/, '$1'))
    .filter(Boolean);
}

/** A reply as it stands and, where it may have been typed in the other keyboard layout, as it was meant. */
export function inEachLayout(text: string): string[] {
  const words = replyText(text).split(/\s+/);
  if (words.length > 4) return [text];
  const converted = words.map(inOtherLayout);
  return converted.every((word) => word !== undefined) ? [text, converted.join(' ')] : [text];
}

/** A word in the other layout; a digit before it, and a 요 after letters, were typed as they are meant. */
function inOtherLayout(typed: string): string | undefined {
  const word = typed.replace(/[.,!~]+$/, '');
  const [, digit = '', letters = ''] = word.match(/^(\d?)([a-z]+)$/) ?? [];
  const hangul = letters === '' ? undefined : asHangul(letters);
  if (hangul !== undefined) return digit + hangul;
  return otherLayouts(word.replace(/(?<=[ㄱ-ㅎㅏ-ㅣ])(?:이?요)$/, ''))[0];
}
