import { expect, test } from '@jest/globals';
import { consequencesAsked, consequencesIn } from '../../src/triage/consequences.js';

test.each([
  ['서버 또는 클라이언트를 다시 시작합니다.', 'restart'],
  ['iSCSI 초기자 서비스를 다시 시작합니다.', 'restart-service'],
  ['관리자 권한 명령 프롬프트에서 실행합니다.', 'admin'],
  ['방화벽에서 다음 URL을 허용합니다.', 'internet'],
  ['가동 중지 시간에 진행합니다.', 'downtime'],
  ['REG ADD "HKLM\\SOFTWARE\\X" /v Y /t REG_SZ /d True /f', 'registry'],
])('%s means %s', (text, consequence) => {
  expect(consequencesIn(text)).toContain(consequence);
});

test('a text that does nothing of the sort means nothing', () => {
  expect(consequencesIn('이벤트 로그를 확인합니다.')).toEqual([]);
});

test.each([
  ['재부팅해야 하나요?', ['restart', 'restart-service']],
  ['관리자 권한 있어야 되나요', ['admin']],
])('%s asks about %j', (question, about) => {
  expect(consequencesAsked(question)).toEqual(expect.arrayContaining([...about]));
});

test('who asks about data is told of what deletes; who asks about none in particular, of none', () => {
  expect(consequencesAsked('지우면 데이터 날아가나요')).toContain('delete');
  expect(consequencesAsked('이거 맞나요')).toBeUndefined();
});
