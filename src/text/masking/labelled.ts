import { KEY_WORD, MISTYPED_PASSWORD, PASSWORD_WORD, PIN_WORD } from './labels.js';
import { type Finder, type Span, spansOf } from './span.js';
import { isPlaceholder, isSurelySecret, looksSecret, mayBeSecret, trimmed } from './value.js';

/** name = value, name: value, "name": "value" of settings files, scripts and connection strings. */
const ASSIGNED = new RegExp(
  String.raw`(?<![가-힣])[\w.-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|pass(?=["']?\s{0,3}[:=])|_pw|(?<![a-z])pw|(?<![a-z])pin|${MISTYPED_PASSWORD})[\w-]{0,20}["']?\s{0,3}(?:[:=]|->|→)\s{0,3}(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'|([^\s,;&"'}<가-힣]{3,200}))`,
  'gi',
);

const assigned: Finder = (text) =>
  Array.from(text.matchAll(ASSIGNED)).flatMap((match): Span[] => {
    const value = match[1] ?? match[2] ?? match[3] ?? '';
    const at = match.index + match[0].lastIndexOf(value);
    const isValue = match[3] === undefined ? value.length >= 3 && !isPlaceholder(value) : mayBeSecret(value);
    return isValue ? [{ at, end: at + value.length, as: '[비밀]' }] : [];
  });

/** Between the word that names a secret and the secret: particles, signs, a few filling words, a line's end. */
const BETWEEN = String.raw`\s?(?:은요|는요|은|는|이|가|을|를|로|으로|요|란에|칸에|에|도|만)?[\s"'\x60「(:：=\->→,?]{1,8}(?:(?:그거|그게|이거|현재|지금|아마|다시|그냥|새|예전|기존|값|is|was|we\s{1,2}used\s{1,2}is|set\s{1,2}to|:|=|→|->|is:)[\s"':=]{1,4}){0,3}`;
const AFTER = new RegExp(`(?:${PASSWORD_WORD}|${KEY_WORD})(${BETWEEN})([!-~]{3,200})`, 'gi');

/** A value of ASCII behind the word: what looks like a secret, or anything where a sign names it outright. */
const after: Finder = (text) =>
  Array.from(text.matchAll(AFTER)).flatMap((match): Span[] => {
    const [, between = '', token = ''] = match;
    const value = trimmed(token);
    const at = match.index + match[0].length - token.length + token.indexOf(value);
    const isNamed = /[:=→]/.test(between) && mayBeSecret(token) && /[\d!@#$%^&*_~.+-]|[a-z][A-Z]/.test(value);
    return isNamed || looksSecret(token) ? [{ at, end: at + value.length, as: '[비밀]' }] : [];
  });

/** Words that speak of signing in, beside which a token that can hardly be anything else is a secret. */
const SPOKEN_OF = /로그인|로그온|접속|계정|login|logon|administrator|(?<![a-z])admin(?![a-z])/i;
const NAMES = new RegExp(`${PASSWORD_WORD}|${KEY_WORD}`, 'i');
const TOKENS = /(?<![!-~])[!-~]{5,200}|(?<=[가-힣ㅡ:=])[!-~]{5,200}/g;

/** Wherever the word stands: people write what it names before it, in a list, after a line's end. */
const spokenOf: Finder = (text) => {
  const isNamed = NAMES.test(text);
  if (!isNamed && !SPOKEN_OF.test(text)) return [];
  return spansOf(text, TOKENS, '[비밀]').flatMap(({ at, end }) => {
    const token = text.slice(at, end);
    const value = trimmed(token);
    const from = at + token.indexOf(value);
    const isOne = isSurelySecret(value) || (isNamed && looksSecret(value) && isMixed(value));
    return isOne ? [{ at: from, end: from + value.length, as: '[비밀]' }] : [];
  });
};

/** Letters with digits, or with signs that names have not; no path, address, option, account or name in capitals. */
const isMixed = (value: string): boolean =>
  value.length >= 6 &&
  !/[\\/:(){}<>=|"'_]|^[-$@#&]|\$$|@[\w-]+\.\w|^[A-Z0-9-]+$/.test(value) &&
  (/[A-Za-z]{2}[\w.-]*\d{2}|\d{2}[\w.-]*[A-Za-z]{2}/.test(value) || /[!@#$%^&*]/.test(value));

/** Words of a question or a report about a secret; with one of them no sentence gives it. */
const ABOUT =
  /어디|어떻|어케|뭐|무엇|무슨|왜|언제|누가|몇|얼마|필요|없|잊|분실|까먹|바꾸|바꿔|변경|설정하|저장할|저장이|입력하|확인|일치하|만료|초기화|재설정|최소|이상|이하|특수\s?문자|글자|자리|정책|관리|보관|복잡|오류|실패|안\s?(?:돼|되|맞)|못|물어|달라|보내|묻|요구|뜨|나와|나옵|라고\s?(?:떠|나)/;

/** "암호 구문은 우리집 고양이는 새벽에 운다 입니다": several words up to what ends the sentence. */
const PHRASE = new RegExp(
  String.raw`(?:${PASSWORD_WORD})(?:\s?구)?(?:은|는|이|가|를|을)?\s{0,2}[:：=]?\s{1,2}["'「\x60]?((?:[가-힣A-Za-z0-9.,'!_-]{1,30}\s){1,9}?[가-힣A-Za-z0-9.,'!_-]{1,30}?)["'」\x60]?\s?(?:입니다|이에요|예요|이예요|인데|이고|이거|임(?=\s|$)|이렇게|으로\s?(?:했|설정|등록|넣|입력|적)|로\s?(?:했|설정|등록|넣|입력|적))`,
  'gi',
);
const phrases: Finder = (text) =>
  spansOf(text, PHRASE, '[비밀]', 1).filter(({ at, end }) => {
    const said = text.slice(at, end);
    return said.length >= 8 && !ABOUT.test(said) && !/^(?:은|는|이|가|을|를)\s/.test(said);
  });

/** "패스프레이즈: 파란대문집둘째아들은백업왕": one long word of Hangul behind a colon. */
const HANGUL = new RegExp(
  String.raw`(?:${PASSWORD_WORD})\s{0,2}(?:은|는)?\s{0,2}[:：=]\s{0,2}([가-힣0-9]{8,60})(?=\s|$)`,
  'gi',
);
const HANGUL_SAID = new RegExp(
  String.raw`(?:${PASSWORD_WORD})(?:은요|는요|은|는)\s{1,2}(?:([가-힣]{3,40}\d{1,8}번?|[가-힣0-9]{9,60})\s?(?:입니다|이에요|예요|인데|임)|([가-힣]{2,20}\d{3,8})(?=\s|$))`,
  'gi',
);
const hangul: Finder = (text) =>
  [
    ...spansOf(text, HANGUL, '[비밀]', 1),
    ...spansOf(text, HANGUL_SAID, '[비밀]', 1),
    ...spansOf(text, HANGUL_SAID, '[비밀]', 2),
  ].filter(({ at, end }) => !ABOUT.test(text.slice(at, end)));

const DIGITS = String.raw`\d{2,8}(?:[ -]\d{2,4}){0,3}`;
const COUNTED = String.raw`(?![\d.]|\s?(?:자|자리|개|번\b|회|분|초|시간|일|글자|가지|%))`;
/** Digits beside a word for a PIN or a code by phone, before or behind it. */
const PIN_AFTER = new RegExp(`${PIN_WORD}[^\\d\\n]{0,20}\\n?[^\\d\\n]{0,12}(?<![\\d.x#])(${DIGITS})${COUNTED}`, 'gi');
const PIN_BEFORE = new RegExp(
  `(?<![\\d.x])(${DIGITS})\\]?["']?\\s{0,2}(?:이|가|라는|이라는|을|를|←|<-)?\\s{0,2}${PIN_WORD}`,
  'gi',
);
const pins: Finder = (text) =>
  [...spansOf(text, PIN_AFTER, '[비밀]', 1), ...spansOf(text, PIN_BEFORE, '[비밀]', 1)].filter(({ at, end }) => {
    const digits = text.slice(at, end).replace(/\D/g, '').length;
    const around = text.slice(Math.max(0, at - 20), at);
    return (
      digits >= 3 &&
      digits <= 8 &&
      !/(?:id|오류|에러|코드|error|code|kb|버전)[\s:#]{0,3}$/i.test(
        around.replace(/(?:인증|확인|핀|pin)\s?코드[\s:#]{0,3}$/i, ''),
      )
    );
  });

/** A number of letters and digits in mixture behind a word for a PIN: "PIN은 a8F-22". */
const PIN_MIXED = new RegExp(`${PIN_WORD}${BETWEEN}([!-~]{5,40})`, 'gi');
const mixedPins: Finder = (text) =>
  spansOf(text, PIN_MIXED, '[비밀]', 1).filter(
    ({ at, end }) => looksSecret(text.slice(at, end)) && /\d/.test(text.slice(at, end)),
  );

/** "아이디/비번 admin/…", "ID/PW : root / …", "계정 x / y". */
const PAIRS = new RegExp(
  String.raw`(?:(?:아이디|계정|로그인|id|user(?:name)?|dkdlel|접속\s?정보)\s{0,2}[/,|&]?\s{0,2}(?:${PASSWORD_WORD})?\s{0,2}[:=은는]?\s{0,2})[\w.@\\-]{1,64}\s{0,2}[/|]\s{0,2}([!-~]{4,100})`,
  'gi',
);
const pairs: Finder = (text) =>
  spansOf(text, PAIRS, '[비밀]', 1).filter(
    ({ at, end }) => mayBeSecret(text.slice(at, end)) && /[\d\W_]/.test(text.slice(at, end)),
  );

/** What stands behind an address of mail and a stroke. */
const MAIL_PAIRS = /[\w.+-]{1,64}@[\w.-]{3,100}\s{0,2}[/|]\s{0,2}([!-~]{5,100})/g;
const mailPairs: Finder = (text) =>
  spansOf(text, MAIL_PAIRS, '[비밀]', 1).filter(({ at, end }) => looksSecret(text.slice(at, end)));

/** "svc_mars : Trs-81-kiwi": accounts of services with what belongs to them. */
const ACCOUNTS = /(?:^|[\s)])(?:svc|sa|adm|admin|root|administrator)[\w.-]{0,40}\s{0,3}[:/=]\s{0,3}([!-~]{6,100})/gi;
const accounts: Finder = (text) =>
  spansOf(text, ACCOUNTS, '[비밀]', 1).filter(({ at, end }) => looksSecret(text.slice(at, end)));

const HEADER = new RegExp(`^(?:${PASSWORD_WORD}|${PIN_WORD}|${KEY_WORD})$`, 'i');

/** Tables with a column for secrets: Markdown, tabs, commas. */
const tables: Finder = (text) => {
  const spans: Span[] = [];
  let columns: number[] = [];
  let separator = '';
  let at = 0;
  for (const line of text.split('\n')) {
    const cells = separator === '' ? [] : cellsOf(line, separator);
    if (columns.length > 0 && cells.length > Math.max(...columns)) {
      for (const column of columns) {
        const cell = cells[column];
        if (cell && cell.text.length >= 3 && !/^[-:\s]+$/.test(cell.text) && !isPlaceholder(cell.text))
          spans.push({ at: at + cell.at, end: at + cell.at + cell.text.length, as: '[비밀]' });
      }
    } else {
      columns = [];
      for (const sign of ['|', '\t', ',']) {
        const heads = cellsOf(line, sign);
        const found = heads.flatMap(({ text: head }, i) => (HEADER.test(head) ? [i] : []));
        if (heads.length > 1 && found.length > 0) [columns, separator] = [found, sign];
      }
    }
    at += line.length + 1;
  }
  return spans;
};

function cellsOf(line: string, separator: string): Array<{ at: number; text: string }> {
  let at = 0;
  return line.split(separator).map((cell) => {
    const text = cell.trim();
    const found = { at: at + cell.indexOf(text), text };
    at += cell.length + separator.length;
    return found;
  });
}

const FINDERS: readonly Finder[] = [
  assigned,
  spokenOf,
  after,
  phrases,
  hangul,
  pins,
  mixedPins,
  pairs,
  mailPairs,
  accounts,
  tables,
];

/** Secrets that a word beside them names. */
export const findLabelled: Finder = (text) => FINDERS.flatMap((find) => find(text));
