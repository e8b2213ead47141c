import { blocksOf, type Correction, type Entry, type Part, type Step } from '../knowledge/entry.js';
import { type Block, blockText } from '../knowledge/rich-text.js';
import { squash } from '../text/normalize.js';
import type { Search } from './search.js';

/** A piece of an entry that says one thing, as it can be quoted. */
export interface Spot {
  kind: Part['kind'] | 'title';
  blocks: Block[];
  text: string;
  /** The step that it is, or is of. */
  step?: Step;
  /** Number of its cause in the entry; none for what stands before the causes. */
  cause?: number;
  /** Ours: what is right where the text is wrong. */
  corrections: Correction[];
}

/** A spot with how much of a question stands in it. */
export interface Found {
  spot: Spot;
  /** Share of the question's telling words, by weight, 0 to 1. */
  share: number;
  /** For ordering: the share, with words that few spots have counting more. */
  score: number;
}

/** A longer step is also looked at piece by piece, so that not all of it is quoted for one line. */
const LONG_STEP = 700;

const SPOTS = new WeakMap<Entry, Spot[]>();

/** The pieces of an entry in its order. */
export function spotsOf(entry: Entry): Spot[] {
  const known = SPOTS.get(entry) ?? spotsIn(entry);
  SPOTS.set(entry, known);
  return known;
}

/** The spots behind one, as long as they go on with it and so many characters are not used up. */
export function spotsBehind(spot: Spot, entry: Entry, characters: number, goesOn: (other: Spot) => boolean): Spot[] {
  const all = spotsOf(entry);
  const behind = all.slice(all.indexOf(spot) + 1);
  let room = characters;
  const end = behind.findIndex((other) => {
    room -= other.text.length;
    return room < 0 || !goesOn(other);
  });
  return behind.slice(0, end < 0 ? undefined : end);
}

function spotsIn(entry: Entry): Spot[] {
  const spot = (kind: Spot['kind'], blocks: Block[], place: Pick<Spot, 'step' | 'cause'>): Spot => {
    const text = blockText(blocks);
    const corrections = entry.corrections.filter(({ says }) =>
      says.some((said) => squash(text).includes(squash(said))),
    );
    return { kind, blocks, text, corrections, ...place };
  };
  const ofPart = (part: Part, place: Pick<Spot, 'cause'>): Spot[] => {
    if (part.kind !== 'steps') return piecesOf(blocksOf(part)).map((blocks) => spot(part.kind, blocks, place));
    return part.steps.flatMap((step) => {
      const pieces = blockText(step.content).length > LONG_STEP ? piecesOf(step.content) : [step.content];
      return pieces.map((blocks) => spot('steps', blocks, { ...place, step }));
    });
  };
  return [
    ...entry.lead.flatMap((part) => ofPart(part, {})),
    ...entry.causes.flatMap(({ cause, parts }, number) => [
      ...piecesOf(cause).map((blocks) => spot('cause', blocks, { cause: number })),
      ...parts.flatMap((part) => ofPart(part, { cause: number })),
    ]),
  ].filter(({ text }) => text.trim() !== '');
}

/** A list or table is quoted whole with the sentence that leads to it up to so many characters. */
const SHORT_LIST = 600;
const LEADS_ON = /[:：]\s*$|다음|아래|같습니다\.?\s*$/;

/** Blocks one by one; of a list its items, of a table its rows. A sentence that leads to a short list or code stays with it. */
function piecesOf(blocks: readonly Block[]): Block[][] {
  const pieces: Block[][] = [];
  for (const block of blocks) {
    const before = pieces.at(-1);
    const isShort = (block.kind === 'list' || block.kind === 'table') && blockText([block]).length <= SHORT_LIST;
    if (isShort && before && LEADS_ON.test(blockText(before))) before.push(block);
    else if (block.kind === 'list')
      pieces.push(...block.items.map((item): Block[] => [{ kind: 'list', ordered: false, start: 1, items: [item] }]));
    else if (block.kind === 'table') pieces.push(...block.rows.map((row): Block[] => [{ ...block, rows: [row] }]));
    else if (block.kind === 'code' && pieces.length > 0) pieces.at(-1)?.push(block);
    else pieces.push([block]);
  }
  return pieces;
}

const TERMS = new WeakMap<Spot, Set<string>>();

/** Words of a question that no spot has count as much as a word that one has. */
function localIdf(spots: number, having: number): number {
  return Math.log(1 + (spots - having + 0.5) / (having + 0.5));
}

/**
 * Words of a text that an entry may have: telling ones; of syllable pairs that no article has only the words that they are
 * pieces of would say anything.
 */
function tellingTerms(search: Search, text: string): Array<[term: string, weight: number]> {
  const query = search.queryOf(text);
  return [...query.terms].filter(
    ([term]) => query.telling.has(term) && (!term.startsWith('h:') || search.index.ranking.has(term)),
  );
}

/** The spots of an entry that share words with a text, best first. */
export function findWithin(search: Search, entry: Entry, text: string): Found[] {
  const spots = spotsOf(entry);
  const termsOf = (spot: Spot): Set<string> => {
    const known = TERMS.get(spot) ?? new Set(search.index.encoder.encode(spot.text));
    TERMS.set(spot, known);
    return known;
  };
  const terms = tellingTerms(search, text);
  const having = new Map(terms.map(([term]) => [term, spots.filter((spot) => termsOf(spot).has(term)).length]));
  const weigh = (own: ReadonlyArray<readonly [string, number]>): { mass: number; local: number } =>
    own.reduce(
      (sum, [term, weight]) => {
        const worth = weight * search.index.ranking.idf(term);
        return { mass: sum.mass + worth, local: sum.local + worth * localIdf(spots.length, having.get(term) ?? 0) };
      },
      { mass: 0, local: 0 },
    );
  const { mass } = weigh(terms);
  if (mass === 0) return [];
  const mostLocal = localIdf(spots.length, 1);
  return spots
    .map((spot): Found => {
      const own = weigh(terms.filter(([term]) => termsOf(spot).has(term)));
      return { spot, share: own.mass / mass, score: own.local / (mass * Math.max(0.1, mostLocal)) };
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.score - a.score);
}

const COVERED = new WeakMap<Entry, Set<string>>();

function termsOfEntry(search: Search, entry: Entry): Set<string> {
  const texts = [entry.title, ...spotsOf(entry).map((spot) => spot.text)];
  return new Set(texts.flatMap((text) => search.index.encoder.encode(text)));
}

/** How much of a text stands anywhere in an entry, 0 to 1. */
export function coverage(search: Search, entry: Entry, text: string): number {
  const own = COVERED.get(entry) ?? termsOfEntry(search, entry);
  COVERED.set(entry, own);
  let mass = 0;
  let covered = 0;
  for (const [term, weight] of tellingTerms(search, text)) {
    const worth = weight * search.index.ranking.idf(term);
    mass += worth;
    if (own.has(term)) covered += worth;
  }
  return mass === 0 ? 0 : covered / mass;
}
