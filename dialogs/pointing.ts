import type { Entry, Step } from '../src/knowledge/entry.js';
import { type Found, findWithin, type Spot, spotsBehind } from '../src/search/within.js';
import { renderQuote } from './answer.js';
import type { Knowledge } from './knowledge.js';
import { listItem } from './markdown.js';
import { phrases } from './phrases.ko.js';

/** Share of the words told that must stand in a spot for it to be pointed out. */
const POINTED = 0.3;
/** A spot is quoted beside the best one from this share of its score on; so many at most. */
const NEARLY = 0.75;
const QUOTED = 3;

/** The spots of an entry where what is told stands, quoted with their places; `isName`: only its error text. Undefined where it stands nowhere. */
export function pointOut(
  words: string,
  entry: Entry,
  knowledge: Knowledge,
): { text: string; isName: boolean } | undefined {
  const found = findWithin(knowledge.search, entry, words);
  const best = found.find(({ share }) => share >= POINTED);
  if (!best) return undefined;
  const spots = bestOf(found);
  return { text: quoteSpots(withRemedy(spots, entry), entry), isName: spots.every(({ kind }) => kind === 'error') };
}

/** What is done about what was seen: the lines behind the best spot, of its cause, up to so many characters. */
const REMEDY = 500;

function withRemedy(spots: readonly Spot[], entry: Entry): Spot[] {
  const [best] = spots;
  if (!best) return [];
  const behind = spotsBehind(
    best,
    entry,
    REMEDY,
    (other) => other.cause === best.cause && (other.kind !== 'cause' || best.kind === 'cause'),
  );
  return [...new Set([...spots, ...behind])];
}

/** Share of a message's words that a spot must have to be shown where the message was not understood. */
const NEAREST = 0.12;

/** The spots of an entry nearest to a message that was not understood; undefined where none has any of its words. */
export function nearestTo(words: string, entry: Entry, knowledge: Knowledge): string | undefined {
  const found = findWithin(knowledge.search, entry, words);
  return found.some(({ share }) => share >= NEAREST) ? quoteSpots(bestOf(found), entry) : undefined;
}

/** The best spots, none much worse than the first, in the order of their worth. */
export function bestOf(found: readonly Found[], limit = QUOTED): Spot[] {
  const top = found[0]?.score ?? 0;
  return found
    .filter(({ score }) => score >= top * NEARLY)
    .slice(0, limit)
    .map(({ spot }) => spot);
}

/** Spots as a list, in the article's order, each with where it stands. */
export function quoteSpots(spots: readonly Spot[], entry: Entry): string {
  const inOrder = [...spots].sort((a, b) => placeIn(entry, a) - placeIn(entry, b));
  return inOrder
    .map((spot) => listItem('-', [`**${placeName(spot, entry)}:**`, renderQuote(spot.blocks, entry)].join(' ')))
    .join('\n');
}

function placeIn(entry: Entry, { cause, step }: Spot): number {
  return (cause ?? -1) * 1000 + (step?.number ?? 0) + (cause === undefined ? 0 : entry.lead.length);
}

/** Where a spot stands, in words: a step by its number, a note as one. */
export function placeName({ kind, step, cause }: Spot, entry: Entry): string {
  if (step) return stepName(step, cause, entry);
  return phrases.places[kind];
}

function stepName(step: Step, cause: number | undefined, entry: Entry): string {
  const isNumbered = entry.causes.some(({ parts }) =>
    parts.some((part) => part.kind === 'steps' && part.style !== 'alternatives' && part.steps.includes(step)),
  );
  if (!isNumbered) return phrases.places.steps;
  return entry.causes.length > 1 && cause !== undefined
    ? phrases.stepOfCause(cause + 1, step.number)
    : phrases.stepPlace(step.number);
}
