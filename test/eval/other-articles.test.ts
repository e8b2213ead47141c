import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Search } from '../../src/search/search.js';
import { projectSearch } from '../support/knowledge.js';
import { otherAnswersOf, readOtherQuestions, rightFirstOnOthers, searchWithOthers } from './other-articles.js';
import { readQuestions } from './questions.js';
import { measure } from './report.js';

let together: Search;
beforeAll(async () => {
  together = await searchWithOthers();
});

describe('eighteen other articles dropped in', () => {
  test('each question about them has an entry', () => {
    const without = readOtherQuestions().filter((one) => otherAnswersOf(one, together.index.entries).size === 0);
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test('they are answered', () => {
    expect(rightFirstOnOthers(together)).toBeGreaterThanOrEqual(0.8);
  });

  /** What the others answer as well counts against the listed ones here, so that the true loss is smaller. */
  test('the listed articles are still found', async () => {
    const report = readQuestions().filter((question) => question.half === 'report');
    const alone = measure(await projectSearch(), report).dialog.rightFirst;
    const beside = measure(together, report).dialog.rightFirst;
    expect(alone - beside).toBeLessThanOrEqual(0.03);
  });
});
