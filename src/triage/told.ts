import type { StepResult } from '../knowledge/conversation.js';
import type { Entry, Part, Step } from '../knowledge/entry.js';
import { joinSteps, type Piece, type Unit, unitsOf } from './pages.js';

/** Where a step stands in an entry: its unit and, for one of alternatives, which. */
export interface StepPlace {
  unit: number;
  item?: number;
}

/** The place of a step; undefined where it is none of the entry's. */
export function placeOf(entry: Entry, step: Step): StepPlace | undefined {
  for (const [unit, { step: own, parts }] of unitsOf(entry).entries()) {
    if (own === step) return { unit };
    for (const part of parts) {
      const item = part.kind === 'steps' ? part.steps.indexOf(step) : -1;
      if (item >= 0) return { unit, item };
    }
  }
  return undefined;
}

/** What of an entry is left to do: its causes without the steps of which the person said what became of them. */
export function restOf(entry: Entry, results: readonly StepResult[]): Piece[] {
  const units = unitsOf(entry).map((unit, number) => withoutTold(unit, number, results));
  return entry.causes.flatMap((_, cause): Piece[] => {
    const left = units.filter((unit) => unit?.cause === cause).flatMap((unit) => (unit ? [unit] : []));
    const parts = left.flatMap((unit) => unit.parts).reduce(joinSteps, []);
    return parts.some((part) => part.kind === 'steps') || (left.length > 0 && parts.length > 0)
      ? [{ cause, opens: left[0]?.opens ?? false, parts }]
      : [];
  });
}

/** Whether nothing of an entry is left to do. */
export function isAllTold(entry: Entry, results: readonly StepResult[]): boolean {
  return restOf(entry, results).length === 0;
}

/** A unit without what was told of it; undefined where that is all. */
function withoutTold(unit: Unit, number: number, results: readonly StepResult[]): Unit | undefined {
  const told = results.filter((result) => result.unit === number);
  if (told.length === 0) return unit;
  if (told.some(({ item }) => item === undefined)) return undefined;
  const parts = unit.parts.map(
    (part): Part =>
      part.kind === 'steps' && part.style === 'alternatives'
        ? { ...part, steps: part.steps.filter((_, item) => !told.some((result) => result.item === item)) }
        : part,
  );
  const left = parts.some((part) => part.kind === 'steps' && part.steps.length > 0);
  return left ? { ...unit, parts } : undefined;
}
