import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { offeredEntries, type Situation, weighMoves } from '../../src/triage/expected-cost.js';
import { COSTS } from '../../src/triage/thresholds.js';

/** Beliefs in entries by workload, each list given that the workload is meant. */
function situation(
  beliefs: Record<string, { share: number; entries: number[] }>,
  more: Partial<Situation> = {},
): Situation {
  const workloads = Object.entries(beliefs)
    .map(([of, { share }]) => ({ of, probability: share }))
    .sort((a, b) => b.probability - a.probability);
  const entries = Object.entries(beliefs)
    .flatMap(([workload, { share, entries: own }]) =>
      own.map((probability) => ({ of: { workload }, probability: share * probability })),
    )
    .sort((a, b) => b.probability - a.probability);
  return { answerable: 0.95, workloads, entries, mayAskEntry: true, mayAskWorkload: true, askedBefore: false, ...more };
}
const best = (of: Situation): string | undefined => weighMoves(of)[0]?.move;

describe('the move with the least expected cost', () => {
  test('one entry of one workload is believed: answer', () => {
    expect(best(situation({ a: { share: 0.97, entries: [0.95, 0.05] }, b: { share: 0.03, entries: [1] } }))).toBe(
      'answer',
    );
  });
  test('two workloads alike, each with its entry: ask which', () => {
    expect(best(situation({ a: { share: 0.5, entries: [1] }, b: { share: 0.5, entries: [1] } }))).toBe('ask-workload');
  });
  test('one workload, entries alike: ask which', () => {
    expect(best(situation({ a: { share: 1, entries: [0.3, 0.3, 0.3, 0.1] } }, { mayAskWorkload: false }))).toBe(
      'ask-entry',
    );
  });
  test('entries nearly clear: answer at once, but ask who has been asked before', () => {
    const nearly = { a: { share: 1, entries: [0.7, 0.2, 0.1] } };
    expect(best(situation(nearly, { mayAskWorkload: false }))).toBe('answer');
    expect(best(situation(nearly, { mayAskWorkload: false, askedBefore: true }))).toBe('ask-entry');
  });
  test('entries far behind the first are not offered', () => {
    const offered = offeredEntries([0.6, 0.2, 0.1, 0.02].map((probability) => ({ probability })));
    expect(offered.map(({ probability }) => probability)).toEqual([0.6, 0.2, 0.1]);
  });
  test('nothing seems to answer: decline', () => {
    expect(best(situation({ a: { share: 1, entries: [1] } }, { answerable: 0.2 }))).toBe('decline');
  });
  test('no entry at all: decline', () => {
    expect(weighMoves(situation({}))).toEqual([{ move: 'decline', cost: 0.95 * COSTS.unanswered }]);
  });
});

test('costs are never negative, sorted, and questions that may not be asked are not weighed', () => {
  const share = fc.integer({ min: 1, max: 100 });
  const drawn = fc.record({
    answerable: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    shares: fc.array(share, { minLength: 1, maxLength: 4 }),
    entries: fc.array(share, { minLength: 1, maxLength: 8 }),
    mayAskEntry: fc.boolean(),
    mayAskWorkload: fc.boolean(),
    askedBefore: fc.boolean(),
  });
  fc.assert(
    fc.property(drawn, ({ shares, entries, ...more }) => {
      const sum = shares.reduce((a, b) => a + b, 0);
      const total = entries.reduce((a, b) => a + b, 0);
      const own = entries.map((n) => n / total).sort((a, b) => b - a);
      const options = weighMoves(
        situation(Object.fromEntries(shares.map((n, i) => [`w${i}`, { share: n / sum, entries: own }])), more),
      );
      const costs = options.map(({ cost }) => cost);
      expect(costs).toEqual([...costs].sort((a, b) => a - b));
      for (const cost of costs) expect(cost).toBeGreaterThanOrEqual(0);
      const moves = options.map(({ move }) => move);
      expect(moves.includes('ask-workload')).toBe(more.mayAskWorkload);
      if (!more.mayAskEntry) expect(moves).not.toContain('ask-entry');
    }),
  );
});
