/** Syllables are counted from 가: 19 × 21 × 28 of initial, vowel and final. */
const FIRST = 0xac00;
const FINALS = 28;
const VOWELS = 21;

const VOWEL = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
const FINAL = { ㄴ: 4, ㄹ: 8, ㅁ: 16, ㅂ: 17, ㅆ: 20 } as const;

/** What a stem's vowel becomes together with 아 or 어: 지우 + 어 → 지워. Others stay (깨 + 어 → 깨). */
const WITH_EO: Readonly<Record<string, string>> = { ㅗ: 'ㅘ', ㅜ: 'ㅝ', ㅣ: 'ㅕ', ㅚ: 'ㅙ' };

function withVowel(syllable: number, vowel: string): number {
  const code = syllable - FIRST;
  const initial = Math.floor(code / (VOWELS * FINALS));
  return FIRST + (initial * VOWELS + VOWEL.indexOf(vowel)) * FINALS;
}

const vowelOf = (syllable: number): string => VOWEL[Math.floor((syllable - FIRST) / FINALS) % VOWELS] ?? '';

/**
 * The forms in which the stem of a regular verb stands in a text, as beginnings of words: 빠지 → 빠지, 빠진, 빠질, 빠짐, 빠집,
 * 빠져, 빠졌; 막 → 막고, 막는, 막아, 막았 … Of the irregular ones 르 (오르 → 올라) and ㅡ (잠그 → 잠가) are known.
 */
export function conjugations(stem: string): string[] {
  const head = stem.slice(0, -1);
  const last = stem.charCodeAt(stem.length - 1);
  if (!(last >= FIRST && last <= 0xd7a3)) return [stem];
  if ((last - FIRST) % FINALS !== 0) {
    const eo = /[ㅏㅗ]/.test(vowelOf(last)) ? ['아', '았'] : ['어', '었'];
    return [...eo, '고', '는', '은', '을', '음', '지', '습', '네', '나', '으'].map((ending) => stem + ending);
  }
  const before = head.charCodeAt(head.length - 1);
  const isBright = before >= FIRST && /[ㅏㅗ]/.test(vowelOf(before));
  const closed = (['ㄴ', 'ㄹ', 'ㅁ', 'ㅂ'] as const).map((final) => head + String.fromCharCode(last + FINAL[final]));
  let lead = head;
  let joined = withVowel(last, WITH_EO[vowelOf(last)] ?? vowelOf(last));
  if (vowelOf(last) === 'ㅡ') {
    joined = withVowel(last, isBright ? 'ㅏ' : 'ㅓ');
    const isReu = stem.endsWith('르') && before >= FIRST && (before - FIRST) % FINALS === 0;
    if (isReu) lead = head.slice(0, -1) + String.fromCharCode(before + FINAL.ㄹ);
  }
  return [stem, ...closed, lead + String.fromCharCode(joined), lead + String.fromCharCode(joined + FINAL.ㅆ)].filter(
    (form, i, all) => all.indexOf(form) === i,
  );
}
