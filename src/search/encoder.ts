import type { Glossary } from '../knowledge/workload.js';
import { FormMatcher } from '../text/mentions.js';
import { bigrams, tokenize } from '../text/tokens.js';

/**
 * Turns text into the terms that index and query share:
 * `c:` a concept of the glossary, `w:` a Hangul word without its particle, `h:` a pair of syllables (also across a
 * space, so that spacing doesn't matter), `l:` a Latin word, `n:` a number.
 */
export class Encoder {
  private readonly concepts: FormMatcher;

  constructor(glossary: Glossary) {
    this.concepts = FormMatcher.of(glossary.concepts, glossary.apart);
  }

  /** Terms in order, repeated as often as they occur. */
  encode(text: string): string[] {
    const terms: string[] = [];
    let before: string | undefined;
    for (const token of tokenize(text)) {
      if (token.kind === 'hangul') {
        if (before !== undefined) terms.push(`h:${before.slice(-1)}${token.text[0]}`);
        if (token.text.length > 1) for (const pair of bigrams(token.text)) terms.push(`h:${pair}`);
        if (token.text.length > 2) terms.push(`w:${token.text}`);
        before = token.text;
        continue;
      }
      before = undefined;
      terms.push(token.kind === 'latin' ? `l:${stem(token.text)}` : `n:${token.text}`);
    }
    for (const concept of this.conceptsIn(text)) terms.push(`c:${concept}`);
    return terms;
  }

  /** Ids of the glossary's concepts named in a text, repeated as often as they are named. */
  conceptsIn(text: string): string[] {
    return this.concepts.find(text).map(({ id }) => id);
  }
}

/** A light English stem: plural and -ing/-ed forms of words long enough to bear it. */
function stem(word: string): string {
  if (word.length > 5 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 6 && word.endsWith('ing')) return word.slice(0, -3);
  if (word.length > 5 && word.endsWith('ed')) return word.slice(0, -2);
  if (word.length > 4 && word.endsWith('es') && /(?:s|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}
