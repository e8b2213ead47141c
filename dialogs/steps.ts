import type { Facts, Trial } from '../src/knowledge/conversation.js';
import type { Entry } from '../src/knowledge/entry.js';
import { lengthOf, type Piece, pagesOf, SCREEN, unitsOf } from '../src/triage/pages.js';
import { restOf } from '../src/triage/told.js';
import { pageCount, renderRest, renderUnit, renderWhole } from './answer.js';
import type { Knowledge } from './knowledge.js';
import { lines } from './markdown.js';
import { trialOf } from './memory.js';
import { type Carried, showPage } from './moves.js';
import { phrases } from './phrases.ko.js';
import { questionReply } from './questions/index.js';

/** An entry step by step: the first unit of which nothing was said. */
export function nextUnit(entry: Entry, facts: Facts): number {
  const results = trialOf(facts, entry.id)?.steps ?? [];
  const told = new Set(results.filter(({ item }) => item === undefined).map(({ unit }) => unit));
  const units = unitsOf(entry);
  const next = units.findIndex((_, number) => !told.has(number));
  return next < 0 ? units.length : next;
}

/** Whether an entry has steps to go through one by one. */
export function hasSeveralUnits(entry: Entry): boolean {
  return unitsOf(entry).length > 1;
}

/** Shows the next unit and asks what became of it; after the last asks whether the problem is solved. */
export function showNextUnit(entry: Entry, facts: Facts, knowledge: Knowledge, opening = ''): Carried {
  const unit = nextUnit(entry, facts);
  const trials = withTrial(facts, entry, pageCount(entry));
  const shown = { entry: entry.id, page: pageOfUnit(entry, Math.min(unit, unitsOf(entry).length - 1)) };
  if (unit >= unitsOf(entry).length) {
    const open = { kind: 'solved' as const, entry: entry.id };
    return {
      facts: { ...facts, trials, open },
      reply: questionReply(open, knowledge, lines(opening, phrases.stepsDone)),
      shown,
    };
  }
  const open = { kind: 'step' as const, entry: entry.id, unit };
  return {
    facts: { ...facts, trials, open },
    reply: questionReply(open, knowledge, lines(opening, renderUnit(entry, unit))),
    shown,
  };
}

/** The page on which a unit stands. */
function pageOfUnit(entry: Entry, number: number): number {
  const unit = unitsOf(entry)[number];
  const pages = pagesOf(entry);
  const page = pages.findIndex((pieces) =>
    pieces.some(
      ({ cause, parts }) =>
        cause === unit?.cause &&
        (unit.step === undefined ||
          parts.some((part) => part.kind === 'steps' && part.steps.some((step) => step === unit.step))),
    ),
  );
  return Math.max(0, page);
}

/** Trials with one of an entry as the last, of which so many pages are shown; what was said of its steps stays. */
function withTrial(facts: Facts, entry: Entry, shownPages: number): Trial[] {
  const known = trialOf(facts, entry.id);
  const trial: Trial = { ...known, entry: entry.id, shownPages, outcome: 'shown' };
  return [...facts.trials.filter((one) => one.entry !== entry.id), trial];
}

/** What is left to do of an entry, as far as a screen and a half holds it; the first piece always. */
export function showRest(entry: Entry, facts: Facts, knowledge: Knowledge, opening: string): Carried {
  const rest = restOf(entry, trialOf(facts, entry.id)?.steps ?? []);
  let room = 1.5 * SCREEN;
  const fitting = rest.filter((piece, i) => {
    room -= lengthOf(piece, entry);
    return i === 0 || room >= 0;
  });
  const more = fitting.length < rest.length ? phrases.restGoesOn : '';
  const open = { kind: 'solved' as const, entry: entry.id };
  return {
    facts: { ...facts, trials: withTrial(facts, entry, pageCount(entry)), open },
    reply: questionReply(open, knowledge, lines(opening, renderRest(entry, fitting), more)),
    shown: { entry: entry.id, page: pageOfPiece(entry, rest[0]) },
  };
}

/** The page on which a cause begins. */
function pageOfPiece(entry: Entry, piece: Piece | undefined): number {
  return Math.max(
    0,
    pagesOf(entry).findIndex((pieces) => pieces.some(({ cause }) => cause === piece?.cause)),
  );
}

/** All of an entry at once. */
export function showWhole(entry: Entry, facts: Facts): Carried {
  const pages = pageCount(entry);
  const last = showPage(entry, pages - 1, facts, '');
  return { ...last, reply: { ...last.reply, text: renderWhole(entry) } };
}
