import { convertHangulToQwerty, convertQwertyToHangul, disassemble, hasBatchim } from 'es-hangul';
import { remembered } from './remembered.js';

const HANGUL_SYLLABLE = /[가-힣]/;

/**
 * Readings of a word typed with the wrong keyboard layout: "ㅡㅁㄱㄴ" for mars, "qordjq" for 백업. Empty where the word is
 * plausible as it stands (whole Hangul syllables, or Latin letters that make no Hangul word).
 */
export function otherLayouts(word: string): string[] {
  if (word.length > LONGEST_TYPED_WORD) return [];
  if (/^[a-z]+$/i.test(word) && word.length >= 4) {
    const hangul = typedAsHangul(word);
    return /^[가-힣]+$/.test(hangul) ? [hangul] : [];
  }
  if (/[ㄱ-ㅎㅏ-ㅣ]/.test(word) && /^[ㄱ-ㅎㅏ-ㅣ가-힣]+$/.test(word)) {
    const latin = orNothing(() => convertHangulToQwerty(word).toLowerCase());
    return latin === undefined ? [] : [latin];
  }
  return [];
}

/** Letters as the Korean layout would write them; empty where it cannot. */
const typedAsHangul = remembered((word) => orNothing(() => convertQwertyToHangul(word)) ?? '');

/** What a short word typed in the Latin layout means in the Korean one ("sp" is 네), where it makes whole syllables. */
export function asHangul(word: string): string | undefined {
  const hangul = /^[a-z]{2,60}$/i.test(word) ? typedAsHangul(word) : undefined;
  return hangul !== undefined && /^(?:[가-힣]+|ㅇ{2,3}|ㄴ{2,3})$/.test(hangul) ? hangul : undefined;
}

/** Words of a message that may have been typed in the Latin layout; a longer one is a log. */
const MOST_WORDS = 15;

/**
 * A message that was typed in the Latin layout as it was meant: "qordjqdl dksehody" is 백업이 안돼요. Only where each word of it
 * makes whole Hangul syllables and none has a capital inside, as names have.
 */
export function inMeantLayout(text: string): string {
  // All capitals: the key was locked, and says nothing.
  const words = (/[a-z]/.test(text) ? text : text.toLowerCase()).split(/\s+/);
  if (text.length < 6 || words.length > MOST_WORDS || /[가-힣]/.test(text)) return text;
  const read = words.map((word) => {
    const [, letters = '', sign = ''] = word.match(/^([A-Za-z]+)([.,!?~]*)$/) ?? [];
    const hangul = letters.length > 1 && !/[a-z][A-SU-Z]/.test(letters) ? asHangul(letters) : undefined;
    return hangul === undefined || !/[가-힣]{2}/.test(hangul) ? undefined : hangul + sign;
  });
  return read.every((word) => word !== undefined) ? read.join(' ') : text;
}

/** Longer runs are no words, and the conversion takes time that grows with the square of the length. */
const LONGEST_TYPED_WORD = 60;

/** es-hangul throws for letters that make no syllable ("host"): such a word has no other reading. */
function orNothing<T>(convert: () => T): T | undefined {
  try {
    return convert();
  } catch {
    return undefined;
  }
}

/** A word as its letters (ㄱ, ㅏ …) in order, so that one wrong key is one edit: 용량 → ㅇㅛㅇㄹㅑㅇ. */
export const letters = remembered((word) =>
  HANGUL_SYLLABLE.test(word) ? (orNothing(() => disassemble(word)) ?? word) : word,
);

const DIGIT_BATCHIM = new Set(['0', '1', '3', '6', '7', '8']);
const LATIN_BATCHIM = new Set(['l', 'm', 'n', 'r', 'b', 'c', 'k', 'p', 't']);

/** Whether a particle after this word takes the form for a final consonant; Latin words by the name of their last letter. */
export function endsInConsonant(word: string): boolean {
  const last = word.replace(/[^0-9A-Za-z가-힣]+$/, '').slice(-1);
  if (HANGUL_SYLLABLE.test(last)) return hasBatchim(last);
  if (/\d/.test(last)) return DIGIT_BATCHIM.has(last);
  // The letters of a hex code are read by their names, which all end in a vowel: 에이, 비, 씨, 디, 이, 에프.
  if (/0x[0-9a-f]+$/i.test(word.replace(/[^0-9A-Za-z]+$/, ''))) return false;
  // An acronym is read letter by letter (VM is 브이엠); only L, M, N and R end in a consonant then.
  if (/[A-Z]/.test(last)) return /[LMNR]/.test(last);
  return LATIN_BATCHIM.has(last);
}

type ParticlePair = '은/는' | '이/가' | '을/를' | '과/와' | '으로/로' | '이에요/예요';

/** `word` with the form of the particle that fits it: withParticle('MARS', '을/를') → "MARS를". */
export function withParticle(word: string, pair: ParticlePair): string {
  const [afterConsonant, afterVowel] = pair.split('/') as [string, string];
  const last = word.slice(-1);
  const endsInRieul =
    pair === '으로/로' && (/[가-힣]/.test(last) ? (last.charCodeAt(0) - 0xac00) % 28 === 8 : /[Ll178]$/.test(word));
  return word + (endsInConsonant(word) && !endsInRieul ? afterConsonant : afterVowel);
}

// Longest first, so that 에서는 goes before 는.
const PARTICLES = [
  '에서부터',
  '으로부터',
  '에게서',
  '이라는',
  '이라고',
  '에서는',
  '에서도',
  '에서만',
  '으로는',
  '이랑은',
  '한테서',
  '에서',
  '에게',
  '으로',
  '부터',
  '까지',
  '이랑',
  '한테',
  '보다',
  '처럼',
  '마다',
  '라는',
  '라고',
  '이나',
  '이란',
  '에는',
  '에도',
  '에만',
  '이요',
  '인데',
  '이라',
  '로는',
  '로도',
  '하고',
  '은',
  '는',
  '이',
  '가',
  '을',
  '를',
  '에',
  '의',
  '로',
  '와',
  '과',
  '도',
  '만',
  '랑',
  '요',
  '나',
];

/**
 * A Hangul word without its particle, at least two syllables long: 백업이 → 백업, 서버에서는 → 서버. Words that only look as
 * if they ended in one (높이, 로그) lose a syllable too; both sides of a comparison go through here, so they still meet.
 */
export function stripParticle(word: string): string {
  for (const particle of PARTICLES) {
    if (word.length - particle.length >= 2 && word.endsWith(particle)) return word.slice(0, -particle.length);
  }
  return word;
}

/** Words of a text typed with the Korean layout where Latin was meant, as Latin; for codes and names ("ㄸㅌㅅ두냐ㅐㅜ"). */
export function convertedIdentifiers(text: string): string[] {
  return text
    .slice(0, 2000)
    .split(/\s+/)
    .filter((word) => /[ㄱ-ㅎㅏ-ㅣ]/.test(word) && word.length >= 6 && word.length <= LONGEST_TYPED_WORD)
    .flatMap((word) => orNothing(() => convertHangulToQwerty(word)) ?? []);
}
