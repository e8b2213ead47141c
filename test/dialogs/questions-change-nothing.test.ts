import { beforeAll, expect, test } from '@jest/globals';
import type { Guide } from '../../dialogs/guide.js';
import { type Memory, newMemory } from '../../dialogs/memory.js';
import { actsOf } from '../../src/text/acts.js';
import { projectGuide } from '../support/knowledge.js';
import { stored } from '../support/stored.js';

/*
 * Who asks whether something may be done has done nothing: whatever the verb and the ending, the problem stays open, no step
 * is marked, and nothing further is shown. A question read as an outcome closes the problem of somebody with a damaged disk.
 */

/** Verbs before an ending of their -아/어 form (해도, 해야), their -(으)면 form, and their plain stem. */
const VERBS: ReadonlyArray<readonly [object: string, polite: string, conditional: string, stem: string]> = [
  ['이거 지금', '해', '하면', '하'],
  ['이 서비스', '꺼', '끄면', '끄'],
  ['그 파일', '지워', '지우면', '지우'],
  ['VM', '재시작해', '재시작하면', '재시작하'],
  ['디스크', '포맷해', '포맷하면', '포맷하'],
  ['백신', '내려', '내리면', '내리'],
  ['운영 서버에서', '돌려', '돌리면', '돌리'],
  ['이 명령', '쳐', '치면', '치'],
  ['레지스트리', '고쳐', '고치면', '고치'],
  ['에이전트', '다시 깔아', '다시 깔면', '다시 깔'],
  ['보호', '중지해', '중지하면', '중지하'],
  ['마운트', '풀어', '풀면', '풀'],
];
const POLITE = [
  '도 돼요',
  '도 되나요',
  '도 될까요',
  '도 괜찮아요',
  '도 괜찮나요',
  '도 문제없어요',
  '도 상관없나요',
  '도 안전해요',
  '도 되는 거죠',
  '도 되려나',
  '야 하나요',
  '야 돼요',
  '야 되나요',
  '야 하는 건가요',
];
const CONDITIONAL = [
  ' 안 돼요',
  ' 안 되나요',
  ' 큰일 나요',
  ' 데이터 날아가요',
  ' 서버 멈추나요',
  ' 해결되나요',
  ' 되나요',
  ' 문제 생기나요',
  ' 끝인가요',
];
const STEM = [
  '는 게 맞아요',
  '는 거 맞죠',
  '는 게 안전한가요',
  '는 데 오래 걸려요',
  '기 전에 백업해야 되나요',
  '는 거 정상인가요',
];
const CONTEXTS = ['', '낮인데 ', '운영 중인 서버인데 ', '사용자들이 쓰는 중인데 ', '처음이라 그러는데 ', '혹시 '];

const QUESTIONS = VERBS.flatMap(([object, polite, conditional, stem]) =>
  CONTEXTS.flatMap((context) =>
    [
      ...POLITE.map((end) => polite + end),
      ...CONDITIONAL.map((end) => conditional + end),
      ...STEM.map((end) => stem + end),
    ].map((said) => `${context}${object} ${said}?`),
  ),
);

let guide: Guide;
let atAnswer: Memory;
let atStep: Memory;
beforeAll(async () => {
  guide = await projectGuide();
  atAnswer = stored(guide.respond(newMemory(), 'VM UserErrorFsFreezeFailed').memory);
  atStep = stored(guide.respond(atAnswer, '한 단계씩').memory);
});

const trialsOf = ({ facts }: Memory): unknown => facts.trials;

test('there are 1,000 of them and more', () => {
  expect(new Set(QUESTIONS).size).toBeGreaterThanOrEqual(1000);
});

test('none is heard as an outcome, nor as a yes or no', () => {
  const heard = QUESTIONS.filter((said) => {
    const { asks, outcome, yesNo } = actsOf(said);
    return asks.length === 0 || outcome !== undefined || yesNo !== undefined;
  });
  expect(heard).toEqual([]);
});

test('none closes, fails or advances anything, nor is searched for anew', () => {
  for (const open of [atAnswer, atStep]) {
    const changed = QUESTIONS.filter((said) => {
      const { memory } = guide.respond(open, said);
      const same = JSON.stringify(trialsOf(memory)) === JSON.stringify(trialsOf(open));
      const stays = JSON.stringify(memory.facts.open) === JSON.stringify(open.facts.open);
      return !same || !stays || memory.shown?.entry !== open.shown?.entry || memory.shown?.page !== open.shown?.page;
    });
    expect(changed).toEqual([]);
  }
});

test('the answer to one never begins with a permission', () => {
  const permitted = QUESTIONS.filter((said) =>
    /^(?:네|예|괜찮|돼요|됩니다|가능)/.test(guide.respond(atAnswer, said).replies[0]?.text ?? ''),
  );
  expect(permitted).toEqual([]);
});

test.each([
  ['a full stop', (text: string) => text.replace(/\?$/, '.')],
  ['laughter', (text: string) => text.replace(/\?$/, ' ㅎㅎ')],
  ['no mark', (text: string) => text.replace(/\?$/, '')],
  ['thanks', (text: string) => `${text} 감사합니다`],
  ['more spaces', (text: string) => text.replace(/ /g, '  ')],
] as const)('%s changes no act of it', (_name, change) => {
  const changed = QUESTIONS.filter((said) => {
    const { asks, outcome } = actsOf(change(said));
    return asks.length === 0 || outcome !== undefined;
  });
  expect(changed.map(change)).toEqual([]);
});
