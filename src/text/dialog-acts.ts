import { LRUCache } from 'lru-cache';
import { actsOf } from './acts.js';
import { readCommand } from './command.js';
import { ACTS, type DialogAct, UNIT, WEIGHTS } from './dialog-act-weights.js';
import { normalize } from './normalize.js';
import { LONGEST_REPLY } from './reply-text.js';

/** How likely a message is each act; shares sum to 1. */
export type ActShares = Readonly<Record<DialogAct, number>>;

/** Places of the table of weights: features share one where their hashes do (a power of two). */
export const PLACES = 4096;
/** Syllables and letters in a row that make a feature. */
const LONGEST_RUN = 4;
/** What the runs of a message count for together, whatever its length, and each thing that the lexicon heard. */
const RUNS = 2;
const HEARD = 0.7;

const KEPT = 500;
const kept = new LRUCache<string, ActShares>({ max: KEPT, memoMethod: (message) => sharesOf(message) });

/** What a message that follows an answer is likely to do, learnt from labelled messages (`npm run train`). */
export function likelyActs(message: string): ActShares {
  // As far as the lexicon reads; what follows is a log.
  return kept.memo(message.slice(0, LONGEST_REPLY));
}

const table = Int8Array.from(Buffer.from(WEIGHTS, 'base64'), (byte) => (byte << 24) >> 24);

function sharesOf(message: string): ActShares {
  const scores = ACTS.map(() => 0);
  for (const [place, value] of featuresOf(message))
    for (let act = 0; act < ACTS.length; act += 1)
      scores[act] = (scores[act] ?? 0) + value * UNIT * (table[place * ACTS.length + act] ?? 0);
  const shares = softmax(scores);
  return Object.fromEntries(ACTS.map((act, i) => [act, shares[i] ?? 0])) as Record<DialogAct, number>;
}

export function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Features of a message by their places: runs of characters, words, length, and what the lexicon hears. */
export function featuresOf(message: string): Map<number, number> {
  const text = shape(message);
  const bare = `^${text.replace(/[\s.,!~^;:'"…·*()/\\-]+/g, '')}$`;
  const runs = new Set<string>();
  for (let length = 1; length <= LONGEST_RUN; length += 1)
    for (let at = 0; at + length <= bare.length; at += 1) runs.add(bare.slice(at, at + length));
  for (const word of text.split(/[\s.,!?~]+/)) if (word !== '') runs.add(` ${word}`);
  runs.add(`length ${Math.min(LONGEST_LENGTH, Math.floor(Math.log2(bare.length)))}`);
  const features = new Map<number, number>();
  const add = (feature: string, value: number): void => {
    const place = hash(feature) & (PLACES - 1);
    features.set(place, (features.get(place) ?? 0) + value);
  };
  for (const run of runs) add(run, RUNS / Math.sqrt(runs.size));
  for (const heard of heardIn(message)) add(`heard ${heard}`, HEARD);
  return features;
}

const LONGEST_LENGTH = 6;

/** What counts is that there is a code, a name or a number, not which. */
const shape = (message: string): string =>
  normalize(message)
    .toLowerCase()
    .replace(/0x[0-9a-f]+/g, '⌗')
    .replace(/(?<![a-z0-9._-])[a-z0-9._-]*(?:error|failed|limit|state)[a-z0-9_]*/g, (name) =>
      name.length > SHORTEST_NAME ? '⌘' : name,
    )
    .replace(/\d+/g, '0');
const SHORTEST_NAME = 10;

function heardIn(message: string): string[] {
  const { asks, outcome, yesNo, clauses, turns, ...acts } = actsOf(message);
  const flags = (['underWay', 'dontKnow', 'turnsAway', 'asksLeave'] as const).filter((flag) => acts[flag]);
  return [
    ...(asks.length > 0 ? asks.map((ask) => `asks ${ask}`) : ['asks nothing']),
    `outcome ${outcome ?? 'none'}`,
    ...(yesNo ? [yesNo] : []),
    ...flags,
    ...[...turns].map((turn) => `turn ${turn}`),
    ...clauses.flatMap((clause) => clause.steps.map((step) => `step ${step}`)),
    `command ${readCommand(message)?.name ?? 'none'}`,
    `clauses ${Math.min(MOST_CLAUSES, clauses.length)}`,
  ];
}
const MOST_CLAUSES = 3;

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
