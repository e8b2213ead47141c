import { describe, expect, test } from '@jest/globals';
import { actsOf } from '../../src/text/acts.js';
import { Lexicon, type Row } from '../../src/text/lexicon.js';
import { ASKINGS, OUTCOMES, STEPS, TURNS } from '../../src/text/lexicon.ko.js';
import { checkLexicon } from '../../src/text/lexicon-check.js';

type Act = 'works' | 'fails';
const rows: Row<Act>[] = [
  { act: 'works', form: '돼(?:요|$)', examples: ['돼요'] },
  { act: 'fails', form: '안돼(?:요|$)', examples: ['안 돼요'] },
];

describe('a lexicon', () => {
  test('finds the forms of a clause, the longest that begins first', () => {
    const lexicon = new Lexicon(rows);
    expect(lexicon.find('안돼요').map(({ act }) => act)).toEqual(['fails']);
    expect(lexicon.find('이제돼요').map(({ act }) => act)).toEqual(['works']);
    expect(lexicon.find('모르겠어요')).toEqual([]);
  });
  test('tells where in the clause a form stands', () => {
    expect(new Lexicon(rows).find('아직안돼요')).toMatchObject([{ at: 2, length: 3, act: 'fails' }]);
  });
  test('knows classes of syllables: all that end in ㅆ, whatever the verb', () => {
    const lexicon = new Lexicon([{ act: 'works', form: '~SS어요', examples: ['했어요', '껐어요'] }] as Row<Act>[]);
    expect(['봤어요', '켰어요', '지웠어요'].every((said) => lexicon.find(said).length === 1)).toBe(true);
    expect(lexicon.find('해요')).toEqual([]);
  });
  test('a form with two acts is an error when it is loaded, and names the form', () => {
    const twice: Row<Act>[] = [...rows, { act: 'fails', form: '돼(?:요|$)', examples: ['돼요'] }];
    expect(() => new Lexicon(twice)).toThrow(/돼/);
  });
  test('an example that says another act fails the build, which quotes it', () => {
    const wrong: Row<Act>[] = [...rows, { act: 'works', form: '되네요', examples: ['안 돼요'] }];
    expect(() => new Lexicon(wrong).checkExamples()).toThrow(/"안 돼요" says "works"/);
  });
});

test('each example of the tables is heard as its act', () => {
  expect(checkLexicon).not.toThrow();
});

test('every form of the tables has an example', () => {
  const without = [...OUTCOMES, ...STEPS, ...ASKINGS, ...TURNS].filter(({ examples }) => examples.length === 0);
  expect(without).toEqual([]);
});

describe('acts', () => {
  test.each([
    ['운영 중인 서버인데 지금 해도 돼요?', { asks: ['whether'] }],
    ['그 로그 어디 있어요', { asks: ['where'] }],
    ['며칠 걸려요?', { asks: ['how-long'] }],
    ['못 믿겠어요, 출처가 어디예요?', { asks: ['source', 'where'] }],
    ['이게 왜 나는지 모르겠네요', { asks: ['why'] }],
    ['껐다 켜니까 바로 붙네요', { asks: [], outcome: 'solved' }],
    ['시키는 대로 다 했는데 왜 또 같은 창이 뜨는 걸까요', { asks: [], outcome: 'failed' }],
    ['한 대는 되고 나머지는 안 돼요', { asks: [], outcome: 'failed' }],
    ['해 보고 내일 알려 드릴게요', { asks: [], underWay: true }],
    ['그대로인데요?', { asks: [], outcome: 'failed' }],
    ['네', { asks: [], yesNo: 'yes' }],
  ] as const)('%s', (said, acts) => {
    expect(actsOf(said)).toMatchObject(acts);
  });
  test('what was looked at and is fine is no outcome; by itself it is', () => {
    expect(actsOf('네트워크는 확인해 봤는데 이상 없던데요').outcome).toBeUndefined();
    expect(actsOf('이상 없어요').outcome).toBe('solved');
  });
  test('an outcome before a question holds only where it stands by itself', () => {
    expect(actsOf('해결됐어요. 하나만 더 물어볼게요, 로그는 어디 있어요?').outcome).toBe('solved');
    expect(actsOf('잘 되던 게 왜 지난주부터 막혀요?').outcome).toBeUndefined();
    expect(actsOf('이 키 꼭 건드려야 돼요, 그냥 두면 안 되나요').outcome).toBeUndefined();
  });
});
