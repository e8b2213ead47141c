import { expect, test } from '@jest/globals';
import { withoutSwearing } from '../../src/text/swearing.js';

test.each([
  ['아 씨발 MARS 백업 왜 안돼', '아 MARS 백업 왜 안돼'],
  ['VM 스냅샷 ㅅㅂ 또 실패 짜증나게', 'VM 스냅샷 또 실패'],
  ['존나 느려요 개같네', '느려요'],
  ['씨발!!!', ''],
  ['fuck 0x80070643', '0x80070643'],
])('%s: without swearing %s', (text, left) => {
  expect(withoutSwearing(text)).toBe(left);
});

test.each([
  '복원의 시발점이 어디인가요',
  '영향을 미친다고 하는데요',
  '영향을 미친 작업',
  'C:\\새끼폴더\\a.txt',
  'shitake-vm01 백업 실패',
  'MARS  에이전트   설치 오류',
])('%s: nothing goes', (text) => {
  expect(withoutSwearing(text)).toBe(text);
});
