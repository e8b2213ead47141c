import DamerauLevenshtein from 'natural/lib/natural/distance/levenshtein_distance.js';
import type { Glossary } from '../knowledge/workload.js';
import { letters } from '../text/hangul.js';

/** Forms shorter than this many letters (ㅇㅛㅇ…) have too many neighbours to be guessed. */
const MIN_LETTERS = 6;
/** Windows of at most this many syllables are compared. */
const MAX_SYLLABLES = 7;

/**
 * Corrects misspelt words of the field: one wrong, missing, doubled or swapped letter (자모). Known forms are found through
 * the words that one deletion makes of them (Garbe's symmetric delete), and checked by the true distance.
 */
export class Spelling {
  private readonly byDeletion = new Map<string, string[]>();
  private readonly known = new Set<string>();

  /** `inArticles`: whether a word, or each pair of its syllables, occurs in the articles. */
  constructor(
    glossary: Glossary,
    private readonly inArticles: (word: string) => boolean,
  ) {
    const forms = [...glossary.concepts.flatMap((concept) => concept.forms), ...glossary.generic].map((form) =>
      form.replace(/^=/, '').replace(/\s+/g, ''),
    );
    for (const form of new Set(forms)) {
      if (!/^[가-힣]+$/.test(form)) continue;
      this.known.add(form);
      const spelled = letters(form);
      if (spelled.length < MIN_LETTERS || form.length > MAX_SYLLABLES) continue;
      for (const shorter of [spelled, ...deletions(spelled)])
        this.byDeletion.set(shorter, [...(this.byDeletion.get(shorter) ?? []), form]);
    }
  }

  /**
   * Forms of the glossary that unknown parts of a Hangul word are one letter away from. Parts that are known, as forms of
   * the glossary or as words of the articles, are what they are: 에이전트 holds 이전, which is one letter from 리전.
   */
  correct(word: string): string[] {
    const found = new Set<string>();
    const settled = this.knownParts(word);
    for (let from = 0; from < word.length; from += 1) {
      for (let length = 2; length <= MAX_SYLLABLES && from + length <= word.length; length += 1) {
        const window = word.slice(from, from + length);
        if (settled.slice(from, from + length).some(Boolean) || this.inArticles(window)) continue;
        const spelled = letters(window);
        for (const shorter of [spelled, ...deletions(spelled)]) {
          for (const form of this.byDeletion.get(shorter) ?? []) {
            if (word.includes(form) || found.has(form)) continue;
            if (DamerauLevenshtein.DamerauLevenshteinDistance(spelled, letters(form), { restricted: true }) <= 1)
              found.add(form);
          }
        }
      }
    }
    return [...found];
  }

  /** For each syllable, whether it belongs to a form of the glossary. */
  private knownParts(word: string): boolean[] {
    const settled = Array.from(word, () => false);
    for (let from = 0; from < word.length; from += 1) {
      for (let length = MAX_SYLLABLES; length >= 2; length -= 1) {
        if (from + length <= word.length && this.known.has(word.slice(from, from + length))) {
          settled.fill(true, from, from + length);
        }
      }
    }
    return settled;
  }
}

function deletions(spelled: string): string[] {
  return Array.from(spelled, (_, i) => spelled.slice(0, i) + spelled.slice(i + 1));
}
