import { beforeAll, expect, test } from '@jest/globals';
import type { Entry } from '../../src/knowledge/entry.js';
import { blockText } from '../../src/knowledge/rich-text.js';
import type { Search } from '../../src/search/search.js';
import { coverage, findWithin, spotsOf } from '../../src/search/within.js';
import { projectSearch } from '../support/knowledge.js';

let search: Search;
let entries: readonly Entry[];
beforeAll(async () => {
  search = await projectSearch();
  entries = search.index.entries;
});

const entryOf = (part: string): Entry => entries.find(({ id }) => id.includes(part)) as Entry;

test('the spots of an entry hold every step of it', () => {
  for (const entry of entries) {
    const spots = spotsOf(entry).map(({ text }) => text.replace(/\s+/g, ''));
    const steps = entry.causes.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'steps' ? part.steps : [])),
    );
    for (const { content } of steps)
      for (const block of content.map((one) => blockText([one]).replace(/\s+/g, '').slice(0, 40)))
        expect(spots.some((spot) => spot.includes(block))).toBe(true);
  }
});

test.each([
  ['the-activation-did', 'KEK 파일 확인', 'OnlineBackup.KEK'],
  ['the-activation-did', '에이전트 최신 버전', '최신 버전'],
  ['usererrorfsfreezefailed', 'fsck', 'fsck'],
  ['extensionfailedtimeoutvmnetwork', 'VM 크기를 늘리기', '크기를 늘리고'],
])('in %s "%s" is found where it stands', (id, words, stands) => {
  expect(findWithin(search, entryOf(id), words)[0]?.spot.text).toContain(stands);
});

test('shares lie between 0 and 1, best first; words that stand nowhere find nothing', () => {
  const entry = entryOf('the-activation-did');
  const found = findWithin(search, entry, '스크래치 폴더 공간 KEK');
  expect(found.every(({ share }) => share > 0 && share <= 1)).toBe(true);
  expect(found.map(({ score }) => score)).toEqual([...found.map(({ score }) => score)].sort((a, b) => b - a));
  expect(findWithin(search, entry, '점심 메뉴')).toEqual([]);
});

test('an entry covers its own words more than those of another', () => {
  const [one, other] = [entryOf('the-activation-did'), entryOf('usererrorfsfreezefailed')];
  const words = spotsOf(one)[0]?.text ?? '';
  expect(coverage(search, one, words)).toBeGreaterThan(0.8);
  expect(coverage(search, other, words)).toBeLessThan(0.5);
  expect(coverage(search, one, '')).toBe(0);
});
