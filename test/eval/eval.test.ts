import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Guide } from '../../dialogs/guide.js';
import type { Search } from '../../src/search/search.js';
import { projectDir, projectSearch } from '../support/knowledge.js';
import { populationFigures, visitsOf } from './population.js';
import { answersOf, entriesOf, readQuestions } from './questions.js';
import { type Figures, measure, reportOf } from './report.js';

const questions = readQuestions();
let search: Search;

beforeAll(async () => {
  search = await projectSearch();
});

describe('the questions', () => {
  test('each label means an entry, a section of entries, or an article as a whole beside others', () => {
    const titles = /^troubleshoot(?:ing)?-/;
    const wrong = questions.flatMap((question) =>
      question.gold
        .filter((gold) => !titles.test(gold.anchor) && entriesOf(gold, search.index.entries).length === 0)
        .map((gold) => `${question.id}: ${gold.anchor}`),
    );
    expect(wrong).toEqual([]);
    const empty = questions.filter(
      (question) => question.gold.length > 0 && answersOf(question, search.index.entries).size === 0,
    );
    expect(empty.map((question) => question.id)).toEqual([]);
  });
  test('ids are unique, and no message is asked twice of one workload', () => {
    expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
    const asked = questions.map((question) => `${question.say} (${question.workload})`);
    expect(asked.filter((say, i) => asked.indexOf(say) !== i)).toEqual([]);
  });
  test('every entry is asked about, but those that only repeat another', () => {
    const asked = new Set(questions.flatMap((question) => [...answersOf(question, search.index.entries)]));
    expect(search.index.entries.map((entry) => entry.id).filter((id) => !asked.has(id))).toEqual([]);
  });
});

/**
 * Floors on the report half, a little under what is measured: who falls below one has made the answers worse. Raise them
 * when a change pays.
 */
const FLOORS: Array<[string, (figures: Figures) => number, number]> = [
  ['hit@1 with the workload known', ({ known }) => known.first, 0.88],
  ['hit@3 with the workload known', ({ known }) => known.firstThree, 0.95],
  ['right first answer', ({ dialog }) => dialog.rightFirst, 0.92],
  ['asked where needed', ({ dialog }) => dialog.askedWhereNeeded, 0.95],
  ['answered at once', ({ dialog }) => dialog.atOnce, 0.77],
  ['not asked needlessly', ({ dialog }) => 1 - dialog.askedNeedlessly, 0.92],
  ['ambiguous openings with every workload served', ({ dialog }) => dialog.openingsAllServed, 0.75],
  ['no other entry shown first', ({ dialog }) => 1 - dialog.wrongShown, 0.95],
  ['declined where no article answers', ({ dialog }) => dialog.offTopicDeclined, 0.9],
];

test('the report half stays above its floors', () => {
  const figures = measure(
    search,
    questions.filter((question) => question.half === 'report'),
  );
  const below = FLOORS.flatMap(([name, value, floor]) =>
    value(figures) < floor ? [`${name}: ${value(figures).toFixed(3)} < ${floor}`] : [],
  );
  expect(below).toEqual([]);
});

test('simulated administrators: few questions, none twice', () => {
  const report = questions.filter((question) => question.half === 'report');
  const figures = populationFigures(visitsOf(new Guide(search), report));
  expect(figures.repeated).toBe(0);
  expect(figures.questions).toBeLessThanOrEqual(1.2);
  expect(figures.atMostThree).toBeGreaterThanOrEqual(0.95);
  expect(figures.solved).toBeGreaterThanOrEqual(0.7);
});

/** docs/evaluation.md holds the last report between its marks; `npm run eval` puts the present one there. */
test('docs/evaluation.md holds the present figures', () => {
  const file = path.join(projectDir, 'docs/evaluation.md');
  const [head = '', rest = ''] = readFileSync(file, 'utf8').split('<!-- figures -->\n');
  const [, tail = ''] = rest.split('<!-- /figures -->');
  const present = `${head}<!-- figures -->\n\n${reportOf(search, questions)}\n\n<!-- /figures -->${tail}`;
  if (process.argv.includes('--testNamePattern=docs/evaluation')) writeFileSync(file, present);
  expect(readFileSync(file, 'utf8')).toBe(present);
});
