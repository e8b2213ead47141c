import { expect, test } from '@jest/globals';
import { readCommand } from '../../src/text/command.js';

test.each([
  ['도움말', 'help'],
  ['도움', 'help'],
  ['뭐 할 수 있어?', 'help'],
  ['취소', 'cancel'],
  ['그만할게요', 'cancel'],
  ['처음부터', 'restart'],
  ['처음부터 다시', 'restart'],
  ['다음', 'next-page'],
  ['다음 원인 (2/3)', 'next-page'],
  ['왜 자꾸 물어봐 짜증나게', 'why'],
  ['뭘 그렇게 물어보세요?', 'why'],
  ['감사합니다', 'thanks'],
  ['ㄱㅅ', 'thanks'],
  ['안녕하세요', 'greeting'],
  ['그게 다 뭔가요?', 'what-are-these'],
  ['😭', 'noise'],
  ['...', 'noise'],
  ['ㅠㅠ', 'noise'],
])('%s: %s', (text, name) => {
  expect(readCommand(text)?.name).toBe(name);
});

test('a step by its number', () => {
  expect(readCommand('2번 단계가 뭐였죠?')).toEqual({ name: 'step', number: 2 });
  expect(readCommand('세 번째 단계 다시 보여줘')).toEqual({ name: 'step', number: 3 });
});

test.each([
  '처음부터 백업이 안 됐어요',
  '취소는 이 작업 유형에 지원되지 않습니다.',
  '백업 작업 취소가 안 돼요',
  '다음 오류가 나와요 0x80070005',
  '다시 등록하려면 어떻게 해요',
  '안녕하세요 MARS 백업이 안 돼요',
  '상담원이 VM 에이전트를 설치하라는데요',
  '도움말 서비스가 중지됐어요',
  '네',
  '1',
])('%s is no command', (text) => {
  expect(readCommand(text)).toBeUndefined();
});
