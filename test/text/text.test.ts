import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { endsInConsonant, otherLayouts, stripParticle, withParticle } from '../../src/text/hangul.js';
import { maskSecrets } from '../../src/text/mask.js';
import { FormMatcher } from '../../src/text/mentions.js';
import { capText, normalize, squash, stripMarkup } from '../../src/text/normalize.js';
import { bigrams, tokenize } from '../../src/text/tokens.js';

describe('particles', () => {
  test.each([
    ['MARS', '을/를', 'MARS를'],
    ['VM', '이/가', 'VM이'],
    ['시스템 상태', '은/는', '시스템 상태는'],
    ['100050', '은/는', '100050은'],
    ['0x8007018b', '을/를', '0x8007018b를'],
    ['Azure VM', '으로/로', 'Azure VM으로'],
    ['서울', '으로/로', '서울로'],
    ['「100051」', '은/는', '「100051」은'],
    ['SQL', '으로/로', 'SQL로'],
  ] as const)('%s + %s', (word, pair, whole) => {
    expect(withParticle(word, pair)).toBe(whole);
  });

  test('a Hangul word takes the form of its last syllable', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0xac00, max: 0xd7a3 }), (code) => {
        const word = `가${String.fromCharCode(code)}`;
        expect(endsInConsonant(word)).toBe((code - 0xac00) % 28 !== 0);
      }),
    );
  });

  test.each([
    ['백업이', '백업'],
    ['서버에서는', '서버'],
    ['정책으로', '정책'],
    ['은', '은'],
  ])('%s without its particle is %s', (word, bare) => {
    expect(stripParticle(word)).toBe(bare);
  });
});

test('the other keyboard layout', () => {
  expect(otherLayouts('ㅡㅁㄱㄴ')).toEqual(['mars']);
  expect(otherLayouts('ㅍㅡ')).toEqual(['vm']);
  expect(otherLayouts('qordjq')).toEqual(['백업']);
  expect(otherLayouts('백업')).toEqual([]);
});

describe('mentions', () => {
  const matcher = new FormMatcher([
    { id: 'vm', form: 'VM' },
    { id: 'mars', form: '=마스' },
    { id: 'vault', form: '자격 증명 모음' },
    { id: 'credential', form: '자격 증명' },
  ]);
  const ids = (text: string): string[] => matcher.find(text).map((mention) => mention.id);

  test.each([
    ['VM백업', ['vm']],
    ['vmware', []],
    ['myvm', []],
    ['자격증명모음이', ['vault']],
    ['자격 증명이', ['credential']],
    ['마스 등록', ['mars']],
    ['마스터', []],
  ])('%s', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  test.each(['VM 말고요', 'VM이 아니라', 'vm은 아니에요', 'VM 빼고'])('%s rules it out', (text) => {
    expect(matcher.find(text)).toMatchObject([{ id: 'vm', negated: true }]);
  });

  test('nothing is found in words that are set apart', () => {
    const matcher = FormMatcher.of([{ id: 'log', forms: ['로그'] }], ['프로그램']);
    expect(matcher.find('프로그램 로그').map(({ at }) => at)).toEqual([4]);
  });

  test('finds what a naive search over the squashed text finds', () => {
    const forms = ['가나', '나다라', '다', '라마'];
    const naive = (text: string): string[] => {
      const packed = squash(text);
      const found: string[] = [];
      for (let at = 0; at < packed.length; ) {
        const longest = forms.filter((form) => packed.startsWith(form, at)).sort((a, b) => b.length - a.length)[0];
        if (longest) found.push(longest);
        at += longest?.length ?? 1;
      }
      return found;
    };
    const own = new FormMatcher(forms.map((form) => ({ id: form, form })));
    fc.assert(
      fc.property(fc.array(fc.constantFrom('가', '나', '다', '라', '마', ' '), { maxLength: 20 }), (letters) => {
        const text = letters.join('');
        expect(own.find(text).map((mention) => mention.id)).toEqual(naive(text));
      }),
    );
  });
});

describe('normalising', () => {
  test('is idempotent and keeps the words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(normalize(normalize(text))).toBe(normalize(text))),
    );
  });
  test('decomposed Hangul, full-width letters, invisible and control characters', () => {
    expect(normalize('백업'.normalize('NFD'))).toBe('백업');
    expect(normalize('ＭＡＲＳ１２')).toBe('MARS12');
    expect(squash('백\u200b업 \u3164\u0007')).toBe('백업');
  });
  test('markup goes, placeholders stay', () => {
    expect(stripMarkup('<at>백업봇</at> <b>100050</b> <vault-name>').trim()).toBe('100050  <vault-name>');
  });
  test('a capped text keeps head and tail', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 10, max: 100 }), (text, limit) => {
        const capped = capText(text, limit);
        expect(capped.length).toBeLessThanOrEqual(Math.max(limit, Math.min(text.length, limit)));
        expect(text.startsWith(capped.slice(0, Math.floor(limit / 2)))).toBe(true);
      }),
    );
  });
});

test('tokens keep names of the field whole', () => {
  expect(tokenize('COM+ 오류와 .NET, Get-WBJob').map((token) => token.text)).toEqual([
    'com+',
    '오류',
    '.net',
    'get-wbjob',
    'get',
    'wb',
    'job',
  ]);
});

test('bigrams of a word put together give the word', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'가나다라마바사'), { minLength: 2, maxLength: 10 }), (syllables) => {
      const word = syllables.join('');
      const pairs = bigrams(word);
      expect(
        pairs[0] +
          pairs
            .slice(1)
            .map((pair) => pair[1])
            .join(''),
      ).toBe(word);
    }),
  );
});

describe('secrets', () => {
  test.each([
    ['암호는 P@ssw0rd! 입니다', 'P@ssw0rd!'],
    ['패스프레이즈: abcd-1234-efgh', 'abcd-1234-efgh'],
    ['AccountKey=abc123==;EndpointSuffix', 'abc123=='],
    ['Bearer abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrstuvwxyz'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0'],
    ['admin@contoso.co.kr 로 보내주세요', 'admin@contoso.co.kr'],
    ['10.20.30.40 서버', '10.20.30.40'],
    ['보안 PIN은 123456', '123456'],
    ['mars 예약백업 안돌아요 pw qwer1234', 'qwer1234'],
    ['비번 qwer1234! 임', 'qwer1234'],
    ['암호가 qwer1234 이고', 'qwer1234'],
    ['암호구문은 Kim-2020-secret', 'Kim-2020-secret'],
    ['패스워드는요 제이름1234', '1234'],
    ['id admin / hunter2', 'hunter2'],
    ['서버 fe80::1ff:fe23:4567:890a 입니다', 'fe23:4567'],
    ['전화 010-1234-5678', '1234-5678'],
    ['주민 900101-1234567', '1234567'],
    ['ConvertTo-SecureString "Secr3t 17!" -AsPlainText -Force', 'Secr3t'],
    ['net use Z: \\\\nas\\backup /user:corp\\admin Secr3t16', 'Secr3t16'],
    ['psexec \\\\srv -u corp\\admin -p Secr3t cmd', 'Secr3t'],
    ['schtasks /create /ru admin /rp Secr3t /tn x', 'Secr3t'],
    ['cmdkey /add:nas /user:admin /pass:Secr3t', 'Secr3t'],
  ])('%s', (text, secret) => {
    expect(maskSecrets(text)).not.toContain(secret);
  });
  // Quadratic work on these would take longer than any test may.
  test.each([
    'a',
    'a.a.',
    'eyJ-',
    '-eyJaaaaaaaa',
    '1.1.',
    'a@a-a-',
    '1',
    '암호은',
    'Id',
    '_',
    'pw="',
    'id a',
    '/user:a ',
  ])('two hundred thousand characters of %j', (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    expect(maskSecrets(text).length).toBeGreaterThan(0);
  });
  test('codes and names are no secrets', () => {
    const text = '100050, 0x80070005, CBPServerRegisteredVaultDontMatchWithCurrent, 암호 변경이 안 돼요';
    expect(maskSecrets(text)).toBe(text);
    for (const asked of [
      '암호는 어디서 바꿔요',
      '암호 변경 0x80070005',
      'PIN 입력이 안 돼요',
      '10:30:15 에 실패',
      '비밀번호 MABS에서 초기화',
      'psexec -i -s "C:\\\\Program Files\\\\Internet Explorer\\\\iexplore.exe"',
    ])
      expect(maskSecrets(asked)).toBe(asked);
  });
});
