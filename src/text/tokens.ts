import { stripParticle } from './hangul.js';
import { wordsOfName } from './identifiers.js';
import { normalize } from './normalize.js';

/** Parts of a text that carry meaning, in order. Hangul words come without their particle. */
export interface Token {
  kind: 'hangul' | 'latin' | 'number';
  text: string;
}

// A Latin word keeps the signs that are part of names here: COM+, .NET, C++, Get-WBJob, services.msc, VmSnapshot.
const WORD = /[가-힣]+|\.?[A-Za-z][A-Za-z0-9]*(?:[-_.'][A-Za-z0-9]+)*\+{0,2}|0[xX][0-9A-Fa-f]+|\d+(?:\.\d+)*/g;

/** Splits text into tokens. Lower case; camel-case names also yield their words, so that English finds them. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [word] of normalize(text).matchAll(WORD)) {
    if (/^[가-힣]/.test(word)) tokens.push({ kind: 'hangul', text: stripParticle(word) });
    else if (/^\d/.test(word)) tokens.push({ kind: 'number', text: word.toLowerCase() });
    else {
      tokens.push({ kind: 'latin', text: word.toLowerCase() });
      const stem = word.split('.')[0] ?? '';
      // A file is also named without its ending.
      if (stem !== word && stem.length >= 4) tokens.push({ kind: 'latin', text: stem.toLowerCase() });
      const parts = wordsOfName(word);
      if (parts.length > 1) for (const part of parts) tokens.push({ kind: 'latin', text: part });
    }
  }
  return tokens;
}

/** Overlapping pairs of syllables; a single syllable stays whole. */
export function bigrams(hangul: string): string[] {
  if (hangul.length <= 2) return [hangul];
  const pairs: string[] = [];
  for (let i = 0; i + 2 <= hangul.length; i += 1) pairs.push(hangul.slice(i, i + 2));
  return pairs;
}
