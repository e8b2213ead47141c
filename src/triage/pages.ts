import { blocksOf, type Cause, type Entry, type Part, type Step } from '../knowledge/entry.js';
import { blockText } from '../knowledge/rich-text.js';

/** About one screen of a chat pane, in characters. */
export const SCREEN = 1000;
/** A cause that is only a little longer than a screen stays whole: a page of two lines helps nobody. */
const LONGEST_WHOLE = 1.2 * SCREEN;

/** The least that makes sense by itself: a step with what leads to it, alternatives together, or text without a step. */
export interface Unit {
  /** Number of its cause in the entry, from 0. */
  cause: number;
  /** It is the first of its cause, which is named with it. */
  opens: boolean;
  parts: Part[];
  /** The step that it holds; alternatives, and text, have none. */
  step?: Step;
}

/** The units of an entry in the article's order. */
export function unitsOf(entry: Entry): Unit[] {
  return entry.causes.flatMap(unitsOfCause);
}

function unitsOfCause(cause: Cause, number: number): Unit[] {
  const units: Unit[] = [];
  let waiting: Part[] = [];
  const close = (parts: Part[], step?: Step): void => {
    units.push({
      cause: number,
      opens: units.length === 0,
      parts: [...waiting, ...parts],
      ...(step ? { step } : {}),
    });
    waiting = [];
  };
  for (const part of cause.parts) {
    if (part.kind !== 'steps') waiting.push(part);
    else if (part.style === 'alternatives') close([part]);
    else for (const step of part.steps) close([{ ...part, steps: [step] }], step);
  }
  const last = units.at(-1);
  // What stands after the last step (a note, what to expect) belongs to it.
  if (last) last.parts.push(...waiting);
  else close([]);
  return units;
}

/** What of a cause stands on a page. */
export interface Piece {
  cause: number;
  opens: boolean;
  parts: Part[];
}

/**
 * The pages of an entry: as many whole causes as fit one screen, in the article's order; a cause much longer than a screen is
 * split between its steps. An entry without causes has one empty page.
 */
export function pagesOf(entry: Entry): Piece[][] {
  const known = PAGES.get(entry) ?? paged(entry);
  PAGES.set(entry, known);
  return known;
}

/** An entry never changes, and a turn asks for its pages several times. */
const PAGES = new WeakMap<Entry, Piece[][]>();

function paged(entry: Entry): Piece[][] {
  const pages: Piece[][] = [];
  let room = 0;
  const place = (piece: Piece): void => {
    const length = lengthOf(piece, entry);
    const page = pages.at(-1);
    if (page && length <= room) {
      page.push(piece);
      room -= length;
    } else {
      pages.push([piece]);
      room = SCREEN - length;
    }
  };
  entry.causes.forEach((cause, number) => {
    const whole: Piece = { cause: number, opens: true, parts: cause.parts };
    if (lengthOf(whole, entry) <= LONGEST_WHOLE) place(whole);
    else for (const piece of piecesOf(unitsOfCause(cause, number), entry)) place(piece);
  });
  return pages.length > 0 ? pages : [[]];
}

/** Units put together again as far as a screen holds them. */
function piecesOf(units: readonly Unit[], entry: Entry): Piece[] {
  const pieces: Piece[] = [];
  for (const { cause, opens, parts } of units) {
    const last = pieces.at(-1);
    const longer = last && { ...last, parts: [...last.parts, ...parts].reduce(joinSteps, []) };
    if (longer && lengthOf(longer, entry) <= SCREEN) pieces[pieces.length - 1] = longer;
    else pieces.push({ cause, opens, parts });
  }
  return pieces;
}

/** Steps that were one list are one again. */
export function joinSteps(parts: Part[], part: Part): Part[] {
  const before = parts.at(-1);
  if (before?.kind !== 'steps' || part.kind !== 'steps' || before.style !== part.style) return [...parts, part];
  const continues = (part.steps[0]?.number ?? 0) > (before.steps.at(-1)?.number ?? 0);
  return continues ? [...parts.slice(0, -1), { ...before, steps: [...before.steps, ...part.steps] }] : [...parts, part];
}

/** Characters of a piece, its cause's name included. */
export function lengthOf({ cause, opens, parts }: Piece, entry: Entry): number {
  const heading = opens ? blockText(entry.causes[cause]?.cause ?? []).length : 0;
  return heading + parts.reduce((sum, part) => sum + blockText(blocksOf(part)).length, 0);
}

/** What an entry's cure says, for comparison: entries with the same words have the same cure. */
export function cureKey(entry: Entry): string {
  const words = entry.causes
    .flatMap((cause) => cause.parts.map((part) => blockText(blocksOf(part))))
    .join('')
    .replace(/\s+/g, '');
  return words === '' ? entry.id : words;
}
