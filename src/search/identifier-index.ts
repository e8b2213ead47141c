import DamerauLevenshtein from 'natural/lib/natural/distance/levenshtein_distance.js';
import type { Entry } from '../knowledge/entry.js';
import { convertedIdentifiers } from '../text/hangul.js';
import { findIdentifiers, type Identifier, identifierKey, namesAnError, wordsOfName } from '../text/identifiers.js';
import { passagesOf } from './fields.js';

/** What an identifier of a message turned out to be. */
export type Recognition =
  | { kind: 'exact'; text: string; entries: string[] }
  /** A name with a letter or two wrong, or a part of a name: as good as exact. */
  | { kind: 'misspelt'; text: string; meant: string; entries: string[] }
  /** A code near a known one: a question, never an answer, since one digit makes another error. */
  | { kind: 'near'; text: string; meant: string; entries: string[] }
  | { kind: 'unknown'; text: string };

/** Longest run of words that may be one error name written apart. */
const MAX_NAME_WORDS = 14;
/** A part of a name must have this many letters to stand for the whole. */
const MIN_PART = 10;
/** Fewer words make no name that could be known by its words. */
const MIN_NAME_WORDS = 2;
/** A word of a name is also written by so many of its first letters. */
const MIN_ABBREVIATION = 3;
/** Longest message in which a short number may be a code. */
const SHORT_MESSAGE = 40;
/** At most this many unknown identifiers of one message are looked at, the first ones. */
const MAX_UNKNOWN = 12;

/** The identifiers of the entries, by their key (see text/identifiers). */
export interface IdentifierData {
  /** Entries headed by an identifier. */
  own: Map<string, string[]>;
  /** Entries that write of a code without being headed by it; they answer where no other does. */
  mentioned: Map<string, string[]>;
  /** How an identifier is written. */
  shown: Map<string, string>;
}

export function collectIdentifiers(entries: readonly Entry[]): IdentifierData {
  const data: IdentifierData = { own: new Map(), mentioned: new Map(), shown: new Map() };
  const add = (map: Map<string, string[]>, key: string, entry: string): void => {
    const ids = map.get(key);
    if (!ids) map.set(key, [entry]);
    else if (ids.at(-1) !== entry) ids.push(entry);
  };
  for (const entry of entries) {
    for (const key of entry.identifiers) add(data.own, key, entry.id);
    for (const { field, text: passage } of passagesOf(entry)) {
      if (field === 'older' || field === 'slug') continue;
      for (const { kind, key, text } of findIdentifiers(passage)) {
        if (field === 'title' || field === 'error') {
          if (!data.shown.has(key)) data.shown.set(key, text);
        } else if (kind === 'hex') add(data.mentioned, key, entry.id);
      }
    }
  }
  return data;
}

/** Recognises identifiers of messages among those of the entries. */
export class IdentifierIndex {
  /** Keys by length, names apart from codes: a misspelt one is about as long as what is meant. */
  private readonly names = new Map<number, string[]>();
  private readonly codes = new Map<number, string[]>();
  /** Keys of names with the words that they are made of, by the number of these. */
  private readonly byWords = new Map<number, Array<{ key: string; words: string[] }>>();
  /** First words of error names: SalLowMemory is of the family of SalLowDiskSpace. */
  private readonly families = new Set<string>();

  constructor(private readonly data: IdentifierData) {
    for (const key of data.own.keys()) {
      const group = isNameKey(key) ? this.names : this.codes;
      group.set(key.length, [...(group.get(key.length) ?? []), key]);
      const words = wordsOfName(this.display(key));
      if (!isNameKey(key) || words.length < MIN_NAME_WORDS) continue;
      this.byWords.set(words.length, [...(this.byWords.get(words.length) ?? []), { key, words }]);
      this.families.add(words[0] ?? '');
    }
  }

  /** How an identifier is written for people. */
  display(key: string): string {
    return this.data.shown.get(key) ?? key;
  }

  recognise(text: string): Recognition[] {
    const named = this.joinedNames(text);
    const all = [...findIdentifiers(text), ...this.shortNumbers(text)];
    // Known ones wherever they stand, a log may bury them; others only as far as anybody would read.
    const isKnown = ({ key }: Identifier): boolean => this.data.own.has(key) || this.data.mentioned.has(key);
    const known = all.filter(isKnown);
    const found = [...known, ...all.filter((identifier) => !isKnown(identifier)).slice(0, MAX_UNKNOWN)];
    const rest = found.filter(
      (identifier, i) =>
        found.findIndex((other) => other.key === identifier.key) === i &&
        !named.some((name) => identifierKey(name.text).includes(identifier.key)),
    );
    // Words in the other keyboard layout count only where they come out as a known name.
    const converted = convertedIdentifiers(text)
      .flatMap(findIdentifiers)
      .flatMap((identifier) => this.lookUp(identifier) ?? [])
      .filter((recognition) => recognition.kind === 'exact' || recognition.kind === 'misspelt');
    return [...named, ...rest.flatMap((identifier) => this.lookUp(identifier) ?? []), ...converted];
  }

  /** "403 떠요": three or four digits are a code without a cue only in a short message, and only where they are known. */
  private shortNumbers(text: string): Identifier[] {
    if (text.length > SHORT_MESSAGE) return [];
    const numbers = [
      ...text.matchAll(/(?<![0-9A-Za-z.,:/-])\d{3,4}(?![0-9A-Za-z.,:/-]|\s*(?:개|GB|MB|TB|원|번|분|시간|명|대|년))/g),
    ];
    return numbers
      .filter(([number]) => this.data.own.has(number))
      .map(([number]) => ({ kind: 'number', text: number, key: number }));
  }

  /** Undefined for an unknown name of a thing, which is a word like others. */
  private lookUp(identifier: Identifier): Recognition | undefined {
    const { kind, key, text } = identifier;
    const exact = this.data.own.get(key) ?? this.data.mentioned.get(key);
    if (exact) return { kind: 'exact', text, entries: exact };
    const entriesOf = (keys: readonly string[]): string[] => [
      ...new Set(keys.flatMap((known) => this.data.own.get(known) ?? [])),
    ];
    const misspelt = kind === 'name' ? this.sameWordByWord(text) : [];
    if (misspelt[0] !== undefined)
      return { kind: 'misspelt', text, meant: this.display(misspelt[0]), entries: entriesOf(misspelt) };
    const near = this.nearest(identifier);
    if (!near) {
      const isThing = kind === 'name' && !namesAnError(text) && !this.families.has(wordsOfName(text)[0] ?? '');
      return isThing ? undefined : { kind: 'unknown', text };
    }
    const meant = this.display(near.keys[0] ?? '');
    // Written without its capitals or with others, a name shows other words and is compared as a whole.
    const isSame = kind === 'name' && wordsOfName(text).length !== wordsOfName(meant).length;
    return { kind: isSame ? 'misspelt' : 'near', text, meant, entries: entriesOf(near.keys) };
  }

  /**
   * Keys of the names that are the same words as `name`, each with a letter or two wrong or cut short (Err, Init):
   * ExtensionFailedVssProviderInBadState is no misspelt ExtensionFailedVssWriterInBadState.
   */
  private sameWordByWord(name: string): string[] {
    const said = wordsOfName(name);
    const same = (known: readonly string[]): boolean => known.every((word, i) => isSameWord(said[i] ?? '', word));
    return (this.byWords.get(said.length) ?? []).filter(({ words }) => same(words)).map(({ key }) => key);
  }

  private nearest({ kind, key }: Identifier): { keys: string[] } | undefined {
    const isName = kind === 'name';
    // A name bears an error in eight letters; a code one wrong or two swapped digits.
    const limit = isName ? Math.min(4, Math.floor(key.length / 8)) : 1;
    if (isName && key.length < MIN_PART) return undefined;
    let keys: string[] = [];
    let best = limit + 1;
    for (let length = key.length - limit; length <= key.length + limit; length += 1) {
      for (const known of (isName ? this.names : this.codes).get(length) ?? []) {
        if (kind === 'hex' && !known.startsWith('0x')) continue;
        if (lettersApart(key, known) > best) continue;
        const distance = DamerauLevenshtein.DamerauLevenshteinDistance(key, known, { restricted: true });
        if (distance < best) {
          best = distance;
          keys = [known];
        } else if (distance === best && best <= limit) keys.push(known);
      }
    }
    if (keys.length === 0 && isName && key.length >= MIN_PART)
      keys = [...this.data.own.keys()].filter((known) => known.includes(key));
    return keys.length > 0 ? { keys } : undefined;
  }

  /** Error names written as separate words: "user error fs freeze failed". */
  private joinedNames(text: string): Recognition[] {
    const words = [...text.matchAll(/[A-Za-z][A-Za-z0-9+]*/g)].map((match) => match[0]).slice(0, 200);
    const out: Recognition[] = [];
    for (let from = 0; from < words.length; from += 1) {
      for (let to = Math.min(words.length, from + MAX_NAME_WORDS); to > from + 1; to -= 1) {
        const joined = words.slice(from, to).join('');
        const entries = joined.length >= MIN_PART ? this.data.own.get(identifierKey(joined)) : undefined;
        if (entries) {
          out.push({ kind: 'exact', text: joined, entries });
          from = to - 1;
          break;
        }
      }
    }
    return out;
  }
}

/** A bound below the edit distance that costs little: letters that one of two texts has more of (Bartolini's bag distance). */
function lettersApart(a: string, b: string): number {
  const counts = new Map<string, number>();
  for (const c of a) counts.set(c, (counts.get(c) ?? 0) + 1);
  let missing = 0;
  let common = 0;
  for (const c of b) {
    const left = counts.get(c) ?? 0;
    if (left > 0) {
      counts.set(c, left - 1);
      common += 1;
    } else missing += 1;
  }
  return Math.max(missing, a.length - common);
}

/** Whether a key is a name's, not a code's: it has letters that no hex code has. */
function isNameKey(key: string): boolean {
  return /[g-z]/.test(key.replace(/^0x/, ''));
}

function isSameWord(said: string, meant: string): boolean {
  if (said.length >= MIN_ABBREVIATION && meant.startsWith(said)) return true;
  const limit = Math.max(1, Math.floor(Math.min(said.length, meant.length) / 3));
  return DamerauLevenshtein.DamerauLevenshteinDistance(said, meant, { restricted: true }) <= limit;
}
