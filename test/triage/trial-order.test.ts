import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Candidate } from '../../src/knowledge/conversation.js';
import { inOrderOfTrial } from '../../src/triage/decide.js';

/** Expected cost of trying cures in an order, until one helps: each costs its time where those before did not help. */
function expectedCost(order: ReadonlyArray<{ probability: number; cost: number }>): number {
  let left = 1;
  let sum = 0;
  for (const { probability, cost } of order) {
    sum += left * cost;
    left -= probability;
  }
  return sum;
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

test('cures are tried in the order that a search over all orders finds cheapest', () => {
  const cure = fc.record({ score: fc.integer({ min: -30, max: 30 }), cost: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(fc.array(cure, { minLength: 1, maxLength: 6 }), (cures) => {
      const sum = cures.reduce((total, { score }) => total + Math.exp(score / 10), 0);
      const known = cures.map(({ score, cost }, i) => ({
        candidate: { entry: String(i), workload: 'a', score: score / 10, answerable: 1, exact: false } as Candidate,
        probability: Math.exp(score / 10) / sum,
        cost,
      }));
      const of = (entry: string) => known[Number(entry)] ?? { probability: 0, cost: 1 };
      const ours = inOrderOfTrial(
        known.map(({ candidate }) => candidate),
        { costOf: (entry) => of(entry).cost },
      ).map(({ entry }) => of(entry));
      const best = Math.min(...permutations(known).map(expectedCost));
      expect(expectedCost(ours)).toBeLessThanOrEqual(best * (1 + 1e-9));
    }),
  );
});
