import { expect, test } from '@jest/globals';
import { conjugations } from '../../src/text/conjugation.js';

test.each([
  ['빠지', ['빠지', '빠진', '빠질', '빠짐', '빠집', '빠져', '빠졌']],
  ['지우', ['지우', '지운', '지울', '지움', '지웁', '지워', '지웠']],
  ['모자라', ['모자라', '모자란', '모자랄', '모자람', '모자랍', '모자랐']],
  ['깨', ['깨', '깬', '깰', '깸', '깹', '깼']],
  ['잠그', ['잠그', '잠근', '잠글', '잠금', '잠급', '잠가', '잠갔']],
  ['오르', ['오르', '오른', '오를', '오름', '오릅', '올라', '올랐']],
  ['되돌리', ['되돌리', '되돌린', '되돌릴', '되돌림', '되돌립', '되돌려', '되돌렸']],
])('a stem that ends in a vowel: %s', (stem, forms) => {
  expect(conjugations(stem)).toEqual(forms);
});

test('a stem that ends in a consonant never stands alone', () => {
  expect(conjugations('막')).toEqual(expect.arrayContaining(['막아', '막았', '막는', '막고']));
  expect(conjugations('죽')).toEqual(expect.arrayContaining(['죽어', '죽었']));
  expect(conjugations('막')).not.toContain('막');
});

test('what is no Hangul stays as it is', () => {
  expect(conjugations('restart')).toEqual(['restart']);
});
