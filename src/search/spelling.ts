import DamerauLevenshtein from 'natural/lib/natural/distance/levenshtein_distance.js';
import type { Glossary } from '../knowledge/workload.js';
import { letters } from '../text/hangul.js';

/** Forms shorter than this many letters (ㅇㅛㅇ…) have too many neighbours to be guessed. */
const MIN_LETTERS = 5;
/** Windows of at most this many syllables are compared. */
const MAX_SYLLABLES = 7;

/**
 * Corrects misspelt words of the field: one wrong, missing, doubled or swapped letter (자모). Known forms are found through
 * the words that one deletion makes of them (Garbe's symmetric delete), and checked by the true distance.
 */
export class Spelling {
  private readonly byDeletion = new Map<string, string[]>();
  private readonly known = new Set<string>();

  constructor(glossary: Glossary) {
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

  /** Forms of the glossary that windows of a Hangul word are one letter away from. */
  correct(word: string): string[] {
    const found = new Set<string>();
    for (let from = 0; from < word.length; from += 1) {
      for (let length = 2; length <= MAX_SYLLABLES && from + length <= word.length; length += 1) {
        const window = word.slice(from, from + length);
        if (this.known.has(window)) continue;
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
}

function deletions(spelled: string): string[] {
  return Array.from(spelled, (_, i) => spelled.slice(0, i) + spelled.slice(i + 1));
}
