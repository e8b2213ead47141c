import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actsOf } from '../../src/text/acts.js';
import { readOrdinal, readReply } from '../../src/text/replies.js';

const workloads = [
  { id: 'mars', forms: ['MARS 에이전트', 'MARS', '=마스'] },
  { id: 'mabs', forms: ['MABS 백업 서버', 'MABS', 'DPM', 'Azure Backup Server', '=백업 서버'] },
  { id: 'vm', forms: ['Azure VM(가상 머신)', 'VM', '가상 머신'] },
  { id: 'system-state', forms: ['시스템 상태'] },
];

describe('yes and no', () => {
  test.each([
    '네',
    '예',
    '응',
    '넵',
    'ㅇㅇ',
    'ㅇ',
    '맞아요',
    '네 맞습니다',
    '그래요',
    'yes',
    'OK',
    'ㅇㅋ',
    'sp',
    '네네에',
  ])('yes: %s', (text) => {
    expect(actsOf(text).yesNo).toBe('yes');
  });
  test.each(['아니요', '아뇨', '아니오', '아닌데요', 'ㄴㄴ', 'ㄴ', 'no', 'dksldy', '아니 그렇게는 안 써요'])(
    'no: %s',
    (text) => {
      expect(actsOf(text).yesNo).toBe('no');
    },
  );
  test.each(['모르겠어요', '글쎄요', '잘 모르겠는데요', '', '!!!', '네?', '네트워크가 문제인가요?', '사용법이 뭐예요'])(
    'neither: "%s"',
    (text) => {
      expect(actsOf(text).yesNo).toBeUndefined();
    },
  );
});

describe('what became of it', () => {
  test.each([
    '됐어요',
    '해결됐어요!',
    '잘 됩니다',
    '오 됐네요',
    '고쳐졌어요',
    '네 됐어요 ㅎㅎ',
    '이제 오류 안 나요',
    '안되는 줄 알았는데 되네요',
    '처음엔 안 되더니 두 번째에 됐어요',
  ])('solved: %s', (text) => {
    expect(actsOf(text).outcome).toBe('solved');
  });
  test.each([
    '안 돼요',
    '안됐어요',
    '안 됐어요',
    '안됩니다',
    '똑같아요',
    '여전히 그래요',
    '해봤는데 안 됨',
    '그래도 안돼요',
    '소용없네요',
    '효과가 없어요',
    '아직 안 됩니다',
    '네 근데 안 돼요',
    '실패했어요',
    '되는 줄 알았는데 안 되네요',
    '하나는 됐는데 나머지는 안 돼요',
    '오류가 안 없어져요',
  ])('failing: %s', (text) => {
    expect(actsOf(text).outcome).toBe('failed');
  });
  test.each(['지금 해보는 중이에요', '아직 안 해봤어요', '이거 왜 해요?', '모르겠어요'])('neither: %s', (text) => {
    expect(actsOf(text).outcome).toBeUndefined();
  });
});

describe('ordinals', () => {
  test.each([
    ['1', 1],
    ['1번', 1],
    ['2번이요', 2],
    ['3)', 3],
    ['②', 2],
    ['첫 번째', 1],
    ['첫번째거요', 1],
    ['두 번째', 2],
    ['두번째거', 2],
    ['둘째요', 2],
    ['세 번째 걸로', 3],
    ['마지막', 4],
    ['마지막거요', 4],
    ['맨 위', 1],
  ])('%s → %d', (text, place) => {
    expect(readOrdinal(text, 4)).toBe(place);
  });
  test.each([
    '5번',
    '100050',
    '2013 오류가 나와요',
    '두 서버에서 백업이 실패해요',
    '1단계부터 안 되는데 어떻게 하나요',
  ])('%s is none', (text) => {
    expect(readOrdinal(text, 4)).toBeUndefined();
  });
});

describe('choices by name', () => {
  test.each([
    ['MARS', ['mars']],
    ['mars 에이전트 쓰고 있어요', ['mars']],
    ['마스요', ['mars']],
    ['ㅡㅁㄱㄴ', ['mars']],
    ['ㅡㅁㅠㄴ', ['mabs']],
    ['VM이에요', ['vm']],
    ['가상머신이요', ['vm']],
    ['시스템상태', ['system-state']],
    ['시스템 상태 입니다', ['system-state']],
    ['dpm이요', ['mabs']],
    ['MARS 말고 VM이요', ['vm']],
    ['둘 다 써요 MARS랑 MABS', ['mars', 'mabs']],
    ['두 번째요', ['mabs']],
    ['3', ['vm']],
  ])('%s', (text, ids) => {
    expect(readReply(text, workloads)).toEqual({ kind: 'choices', ids });
  });
  test.each([
    ['모르겠어요', 'dont-know'],
    ['잘 몰라요', 'dont-know'],
    ['해당 없음', 'none'],
    ['다른 거예요', 'none'],
    ['네', 'yes'],
    ['아니요', 'no'],
    ['MARS는 아니에요', 'ruled-out'],
    ['vmware 쓰는데요', 'unread'],
    ['마스터 서버에서 나요', 'unread'],
  ])('%s: %s', (text, kind) => {
    expect(readReply(text, workloads).kind).toBe(kind);
  });
});

test('a particle or other spacing never changes which choice is read', () => {
  const names: Array<[string, string]> = [
    ['MARS', 'mars'],
    ['MABS', 'mabs'],
    ['VM', 'vm'],
    ['가상 머신', 'vm'],
    ['시스템 상태', 'system-state'],
    ['DPM', 'mabs'],
  ];
  const particle = fc.constantFrom(
    '',
    '요',
    '이요',
    '이에요',
    '예요',
    '입니다',
    '인데요',
    '을 써요',
    '으로 백업해요',
    '이랑요',
    '같아요',
  );
  const space = fc.constantFrom('', ' ', '  ');
  fc.assert(
    fc.property(fc.constantFrom(...names), particle, space, fc.boolean(), ([name, id], after, gap, lower) => {
      const said = (lower ? name.toLowerCase() : name).replace(/ /g, gap) + after;
      expect(readReply(said, workloads)).toEqual({ kind: 'choices', ids: [id] });
    }),
  );
});
