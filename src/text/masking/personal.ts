import { type Finder, type Span, spansOf } from './span.js';

const MAIL_NAME = String.raw`[\w가-힣.+-]{1,64}`;
const MAILS: readonly RegExp[] = [
  new RegExp(String.raw`${MAIL_NAME}\s{0,2}@\s{0,2}(?:[\w가-힣-]{1,63}\s{0,2}\.\s{0,2}){1,8}[A-Za-z가-힣]{2,24}`, 'g'),
  // 골뱅이, [at], (at): as people write where they fear robots.
  /[\w.+-]{1,64}\s{0,2}(?:골뱅이|앳|\[at\]|\(at\)|\{at\}|\sat\s)\s{0,2}[\w가-힣-]{1,63}(?:\s{0,2}(?:\.|닷|쩜|점|\[dot\]|\(dot\)|\sdot\s)\s{0,2}[\w가-힣-]{2,24}|\s닷컴|\s닷넷){1,4}/gi,
];
const mails: Finder = (text) => MAILS.flatMap((pattern) => spansOf(text, pattern, '[메일]'));

const GAP = String.raw`[\s.)·-]{0,3}`;
const PHONES: readonly RegExp[] = [
  new RegExp(String.raw`(?<![\d.])\(?01[016-9]\)?${GAP}\d{3,4}${GAP}\d{4}(?![\d])`, 'g'),
  new RegExp(String.raw`\+\s?82${GAP}\(?0?\)?${GAP}\d{1,2}${GAP}\d{3,4}${GAP}\d{4}(?!\d)`, 'g'),
  // Land lines: with a gap, since 7 to 10 digits in a row are codes far more often.
  /(?<![\d.])\(?0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d?|80)\)?[\s.)-]{1,3}\d{3,4}[\s.-]{1,3}\d{4}(?!\d)/g,
  /(?<![\d.-])1[568]\d{2}-\d{4}(?![\d-])/g,
  // 공일공 일이삼사 …
  /(?:공|영)일(?:공|영|일|육|칠|팔|구)[\s-]{0,2}[공영일이삼사오육칠팔구]{3,4}[\s-]{0,2}[공영일이삼사오육칠팔구]{4}/g,
];
const phones: Finder = (text) => PHONES.flatMap((pattern) => spansOf(text, pattern, '[전화]'));

/** Six digits of a date of birth, and seven of which the first tells sex and century. */
const RESIDENT = /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s{0,2}-?\s{0,2}[0-9]\d{6}(?!\d)/g;
const RESIDENT_HIDDEN = /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-\s?[1-8][*xX●]{6}/g;
const residents: Finder = (text) => [
  ...spansOf(text, RESIDENT, '[주민번호]').filter(({ at, end }) => {
    const found = text.slice(at, end);
    const isNamed = /주민|외국인\s?등록|등록\s?번호/.test(text.slice(Math.max(0, at - 30), at));
    return /-/.test(found) || isNamed || hasCheckDigit(found.replace(/\D/g, ''));
  }),
  ...spansOf(text, RESIDENT_HIDDEN, '[주민번호]'),
];

/** The last digit as it was computed until October 2020. */
function hasCheckDigit(digits: string): boolean {
  const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return (11 - (sum % 11)) % 10 === Number(digits[12]);
}

/** ISO/IEC 7812: 13 to 19 digits of which the last is Luhn's. */
const CARDS = /(?<![\d.-])(?:\d{4}[ -]?){3}\d{1,7}(?![\d.])|(?<![\d.-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?!\d)/g;
const cards: Finder = (text) =>
  spansOf(text, CARDS, '[카드]').filter(({ at, end }) => isLuhn(text.slice(at, end).replace(/\D/g, '')));

function isLuhn(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19 || /^0/.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, i) => {
      const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

const BANK = `(?:국민|신한|우리|하나|기업|농협|축협|수협|새마을|신협|카카오(?:뱅크)?|토스(?:뱅크)?|케이뱅크|k뱅크|sc|제일|씨티|산업|부산|대구|광주|전북|경남|제주|우체국|ibk|kb|nh)(?:은행|뱅크)?|계좌(?:번호)?|입금|통장|예금주`;
const ACCOUNT = String.raw`(?<![\d.])(\d{2,6}(?:-\d{2,8}){1,4}|\d{10,16})(?![\d.-])`;
const ACCOUNTS: readonly RegExp[] = [
  new RegExp(String.raw`(?:${BANK})[^\d\n]{0,12}${ACCOUNT}`, 'gi'),
  new RegExp(String.raw`${ACCOUNT}[^\d\n]{0,6}(?:${BANK})`, 'gi'),
];
const accounts: Finder = (text) =>
  ACCOUNTS.flatMap((pattern) => spansOf(text, pattern, '[계좌]', 1)).filter(
    ({ at, end }) => text.slice(at, end).replace(/\D/g, '').length >= 9,
  );

const PAPERS: readonly RegExp[] = [
  /(?:여권|passport)[^\dA-Z\n]{0,12}([A-Z]{1,2}\d{3}[A-Z]?\d{4,5})(?![A-Za-z0-9])/gi,
  /(?<![A-Za-z0-9])([MSRODG]\d{3}[A-Z]\d{4}|[MSRODG]\d{8})(?![A-Za-z0-9])(?=[^\n]{0,12}(?:여권|passport))/gi,
  /(?:면허(?:증|번호)?)[^\d\n]{0,14}?((?:(?:서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산)\s?)?\d{2}[-\s]\d{6}[-\s]\d{2}|\d{2}[-\s]\d{2}[-\s]\d{6}[-\s]\d{2})(?!\d)/g,
  /(?<![\d-])(\d{2}-\d{2}-\d{6}-\d{2})(?![\d-])/g,
];
const papers: Finder = (text) => PAPERS.flatMap((pattern) => spansOf(text, pattern, '[신분증]', 1));

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** Ids of subscriptions and tenants; those of writers, jobs and errors stay. */
const CLOUD_IDS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:구독|subscription|subs?|테넌트|tenant|디렉터리|디렉토리|directory|클라이언트|client|앱|app(?:lication)?|개체|object)[\s_-]{0,2}(?:id|아이디|identifier)?["']?[^\n0-9a-f]{0,12}[\s>:="'/(]{1,4}(${GUID})`,
    'gi',
  ),
  new RegExp(
    String.raw`(${GUID})["']?[\s,)]{0,3}(?:이|가|은|는|요)?\s{0,2}(?:이게|가|저희)?\s{0,2}(?:구독|테넌트|subscription|tenant)`,
    'gi',
  ),
  new RegExp(String.raw`login\.microsoftonline\.com/(${GUID})`, 'gi'),
];
const cloudIds: Finder = (text) => CLOUD_IDS.flatMap((pattern) => spansOf(text, pattern, '[구독]', 1));

const IPV4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/g;
/** What stands before a version that has the form of an address. */
const VERSION = /(?:버전|버젼|version|ver\.?|build|빌드|v|mabs|mars|dpm|에이전트|agent|->|→|\bto|up)[\s:(]{0,3}$/i;
const IPV6 =
  /(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4}){1,5}(?![\w:])|(?<![\w:])[0-9a-f]{1,4}::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}(?![\w:])/gi;
const addresses: Finder = (text): Span[] => [
  ...spansOf(text, IPV4, '[IP]').filter(({ at, end }) => {
    const isVersion =
      VERSION.test(text.slice(Math.max(0, at - 12), at)) && /\.0$|^(?:[1-9]|1[0-6])\./.test(text.slice(at, end));
    // A version ends in 0 far more often than the address of a machine.
    const isNet =
      text.slice(at, end).endsWith('.0') &&
      !/^\s?\/\d/.test(text.slice(end)) &&
      !/^(?:10|127|172|192)\./.test(text.slice(at, end));
    return !isVersion && !isNet;
  }),
  ...spansOf(text, IPV6, '[IP]'),
];

const FINDERS: readonly Finder[] = [mails, residents, cards, phones, accounts, papers, cloudIds, addresses];

/** Data of people, and addresses of their machines. */
/** Each has digits or a sign of mail, if only in words. */
const ANY = /\d|@|골뱅이|앳|\bat\b|\[at|\(at|\{at|[공영]일/i;

export const findPersonal: Finder = (text) => (ANY.test(text) ? FINDERS.flatMap((find) => find(text)) : []);
