import { beforeAll, expect, test } from '@jest/globals';
import { Knowledge } from '../../dialogs/knowledge.js';
import { toldSteps } from '../../dialogs/tried.js';
import type { Entry } from '../../src/knowledge/entry.js';
import { actsOf } from '../../src/text/acts.js';
import { projectSearch } from '../support/knowledge.js';

let knowledge: Knowledge;
let entries: readonly Entry[];
beforeAll(async () => {
  knowledge = new Knowledge(await projectSearch());
  entries = knowledge.search.index.entries;
});

/** Claims as people make them, about things that stand in many steps. */
const CLAIMS = [
  '캐시도 충분해요',
  '에이전트는 최신이에요',
  '서비스는 다시 시작했어요',
  '백신 예외는 넣어 놨어요',
  '레지스트리도 바꿨어요',
  'VM은 켜져 있어요',
  '권한은 확인했어요',
  '디스크 공간은 넉넉해요',
];

test('a claim tells of one step at most: what is still to be done never counts as done', () => {
  const over = entries.flatMap((entry) =>
    CLAIMS.flatMap((claim) => {
      const told = toldSteps(actsOf(claim).clauses, entry, 0, knowledge, 1);
      return told.length > 1 ? [`${entry.id}: ${claim}`] : [];
    }),
  );
  expect(over).toEqual([]);
});

test('some claims do tell of a step', () => {
  const told = entries.flatMap((entry) =>
    CLAIMS.flatMap((claim) => toldSteps(actsOf(claim).clauses, entry, 0, knowledge, 1)),
  );
  expect(told.length).toBeGreaterThan(0);
});
