import type { Facts, StepResult } from '../src/knowledge/conversation.js';
import type { Entry } from '../src/knowledge/entry.js';
import { pagesOf, unitsOf } from '../src/triage/pages.js';
import { pageCount, renderUnit, renderWhole } from './answer.js';
import type { Knowledge } from './knowledge.js';
import { lines } from './markdown.js';
import { type Carried, questionReply, showPage } from './moves.js';
import { phrases } from './phrases.ko.js';

/** An entry step by step: the first unit of which nothing was said. */
export function nextUnit(entry: Entry, facts: Facts): number {
  const told = new Set(resultsFor(entry.id, facts).map(({ unit }) => unit));
  const units = unitsOf(entry);
  const next = units.findIndex((_, number) => !told.has(number));
  return next < 0 ? units.length : next;
}

function resultsFor(entry: string, facts: Facts): StepResult[] {
  return facts.trials.find((trial) => trial.entry === entry)?.steps ?? [];
}

/** Whether an entry has steps to go through one by one. */
export function hasSeveralUnits(entry: Entry): boolean {
  return unitsOf(entry).length > 1;
}

/** Shows the next unit and asks what became of it; after the last asks whether the problem is solved. */
export function showNextUnit(entry: Entry, facts: Facts, knowledge: Knowledge, opening = ''): Carried {
  const unit = nextUnit(entry, facts);
  const known = facts.trials.find((trial) => trial.entry === entry.id);
  const trials = [
    ...facts.trials.filter((trial) => trial.entry !== entry.id),
    { ...known, entry: entry.id, shownPages: pageCount(entry), outcome: 'shown' as const },
  ];
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

/** Facts with the outcome of a unit. */
export function withStepResult(facts: Facts, entry: string, result: StepResult): Facts {
  return {
    ...facts,
    trials: facts.trials.map((trial) =>
      trial.entry === entry
        ? { ...trial, steps: [...(trial.steps ?? []).filter(({ unit }) => unit !== result.unit), result] }
        : trial,
    ),
  };
}

/** All of an entry at once. */
export function showWhole(entry: Entry, facts: Facts): Carried {
  const pages = pageCount(entry);
  const last = showPage(entry, pages - 1, facts, '');
  return { ...last, reply: { ...last.reply, text: renderWhole(entry) } };
}
