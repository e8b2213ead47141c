import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actsOf } from '../../src/text/acts.js';
import { readCommand } from '../../src/text/command.js';
import { letters, otherLayouts } from '../../src/text/hangul.js';
import { findIdentifiers } from '../../src/text/identifiers.js';
import { normalize, stripMarkup } from '../../src/text/normalize.js';
import { readReply } from '../../src/text/replies.js';

test('words that make no Hangul have no other reading, and harm nothing', () => {
  for (const word of ['host', 'localhost', 'unless', 'however', 'hotfix', 'hostname', 'Finland', 'horizontal']) {
    expect(() => otherLayouts(word)).not.toThrow();
  }
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-zA-Zㄱ-ㅣ가-힣]{0,30}$/),
      (word) => [otherLayouts(word), letters(word)].length === 2,
    ),
  );
});

/**
 * Inputs on which a careless expression takes time that grows with the square of the length or worse. None of them takes
 * a millisecond a kilobyte; one that grew would not come back within the test's own limit.
 */
describe('long inputs are read in one go', () => {
  const long: Array<[string, string]> = [
    ['a cue and spaces', `오류 코드${' '.repeat(100_000)}x`],
    ['ID and newlines', `ID${'\n'.repeat(100_000)}x`],
    ['a camel-case word that never ends', `abcdefA${'1'.repeat(150_000)}/`],
    ['one long word', 'a'.repeat(150_000)],
    ['one long Hangul word', '가'.repeat(150_000)],
    ['marks upon marks', `a${'\u0301\u0323'.repeat(75_000)}`],
    ['mentions that never close', '<at> y '.repeat(25_000)],
    ['scripts that never close', '<script> y '.repeat(15_000)],
    ['angle brackets', '<a '.repeat(50_000)],
  ];
  test.each(long)('%s', (_name, text) => {
    findIdentifiers(text);
    normalize(text);
    stripMarkup(text);
    readCommand(text);
    actsOf(text);
    readReply(text, [{ id: 'vm', forms: ['VM', '가상 머신'] }]);
  });
});
