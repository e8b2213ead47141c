import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StepResult } from '../../src/knowledge/conversation.js';
import type { Entry } from '../../src/knowledge/entry.js';
import { unitsOf } from '../../src/triage/pages.js';
import { isAllTold, placeOf, restOf } from '../../src/triage/told.js';
import { projectCorpus } from '../support/knowledge.js';

let entries: Entry[];
beforeAll(async () => {
  entries = (await projectCorpus()).entries.filter((entry) => unitsOf(entry).length > 1);
});

const stepsOf = (entry: Entry): string[] =>
  unitsOf(entry).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'steps' ? part.steps.map(({ content }) => JSON.stringify(content)) : [])),
  );

const stepsLeft = (entry: Entry, told: readonly StepResult[]): string[] =>
  restOf(entry, told).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'steps' ? part.steps.map(({ content }) => JSON.stringify(content)) : [])),
  );

describe('the rest of an entry', () => {
  test('of nothing told has every step', () => {
    for (const entry of entries) expect(stepsLeft(entry, [])).toEqual(stepsOf(entry));
  });
  test('has no step that was told of, and every other, in whatever order they were told', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(), { maxLength: 6 }), (which, picks) => {
        const entry = entries[which % entries.length] as Entry;
        const units = unitsOf(entry);
        const told = [...new Set(picks.map((pick) => pick % units.length))].map(
          (unit): StepResult => ({ unit, outcome: 'done', turn: 1 }),
        );
        const gone = new Set(told.map(({ unit }) => unit));
        const left = units.flatMap(({ parts }, unit) =>
          gone.has(unit)
            ? []
            : parts.flatMap((part) =>
                part.kind === 'steps' ? part.steps.map(({ content }) => JSON.stringify(content)) : [],
              ),
        );
        expect(stepsLeft(entry, told)).toEqual(left);
      }),
      { numRuns: 200 },
    );
  });
  test('is nothing when all was told', () => {
    for (const entry of entries) {
      const told = unitsOf(entry).map(
        (_, unit): StepResult => ({ unit, outcome: unit % 2 ? 'done' : 'impossible', turn: 1 }),
      );
      expect(isAllTold(entry, told)).toBe(true);
      expect(isAllTold(entry, [])).toBe(false);
    }
  });
});

test('every step of an entry has its place, and no step of another', () => {
  const [one, other] = entries;
  for (const entry of entries)
    for (const [unit, { parts }] of unitsOf(entry).entries())
      for (const part of parts)
        if (part.kind === 'steps') for (const step of part.steps) expect(placeOf(entry, step)?.unit).toBe(unit);
  const foreign = other && unitsOf(other)[0]?.step;
  if (one && foreign) expect(placeOf(one, foreign)).toBeUndefined();
});
