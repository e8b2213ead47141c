import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Guide } from '../../dialogs/guide.js';
import { newMemory } from '../../dialogs/memory.js';
import { phrases } from '../../dialogs/phrases.ko.js';
import { projectDir, projectGuide } from '../support/knowledge.js';

let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

const reply = (...says: string[]): string => {
  let memory = newMemory();
  let text = '';
  for (const say of says) {
    const turn = guide.respond(memory, say);
    memory = turn.memory;
    text = turn.replies
      .map((one) => [one.text, one.question ?? '', ...one.choices.map((choice) => choice.title)].join('\n'))
      .join('\n');
  }
  return text;
};

test('sentences end politely: 해요체, no 합니다', () => {
  const source = readFileSync(path.join(projectDir, 'dialogs/phrases.ko.ts'), 'utf8');
  expect(source.match(/[가-힣]+(?:습니다|합니다|십시오)/g) ?? []).toEqual([]);
});

test('no emoji', () => {
  expect(readFileSync(path.join(projectDir, 'dialogs/phrases.ko.ts'), 'utf8')).not.toMatch(
    /\p{Extended_Pictographic}/u,
  );
});

test('particles fit what is put in', () => {
  expect(phrases.askNearCode('0x1FC70', '0x1FC07')).toBe(
    '「0x1FC70」은 문서에 없는 코드예요. 혹시 「0x1FC07」을 말씀하시나요?',
  );
  expect(phrases.identified('Azure VM')).toBe('Azure VM으로 보고 찾았어요.');
  expect(phrases.identified('MARS 에이전트')).toBe('MARS 에이전트로 보고 찾았어요.');
});

describe('an answer', () => {
  test('says what was understood, gives steps and source, and asks whether it helped', () => {
    const text = reply('MARS SalLowDiskSpace');
    expect(text).toContain('MARS 에이전트의 「SalLowDiskSpace」 문제로 이해했어요.');
    expect(text).toMatch(/^1\. \[MARS 에이전트가 최신 상태인지 확인\]\(https:/m);
    expect(text).toMatch(
      /출처: \[MARS .* › SalLowDiskSpace\]\(https:\/\/learn\.microsoft\.com\/ko-kr\/azure\/backup\/backup-azure-mars-troubleshoot#sallowdiskspace\) · 2020-08-27 · 기계 번역/,
    );
    expect(text).toContain('해결됐나요?');
  });

  test('a human translation is not called a machine’s', () => {
    expect(reply('시스템 상태 EFI 파티션 잠김')).not.toContain('기계 번역');
  });

  test('a code of another workload’s article says so', () => {
    expect(reply('시스템 상태 백업 돌리다가 100050 났어요')).toContain(
      '시스템 상태 문서에는 없고, MARS 에이전트 문서에 있는 오류예요.',
    );
  });
});

test('the question of the workload names the choices and 모르겠어요', () => {
  expect(reply('백업이 안 돼요').split('\n').slice(-5)).toEqual([
    'MARS 에이전트',
    'MABS 백업 서버',
    'Azure VM(가상 머신)',
    '시스템 상태',
    '모르겠어요',
  ]);
});

test('what no article has is said honestly, with the official page', () => {
  const text = reply('VM 백업인데 UserErrorNoSuchThingAtAll 나와요');
  expect(text).toContain('제가 가진 문서에 없는 코드예요');
  expect(text).toContain('https://learn.microsoft.com/ko-kr/azure/backup/');
});

test('the hand-off holds workload, problem, codes and what was tried, and no secret', () => {
  const text = reply('MARS 100050 나와요 암호는 P@ssw0rd99 이고 서버는 10.1.2.3 입니다', '아니요', '상담원');
  expect(text).toContain('**백업 종류:** MARS 에이전트');
  expect(text).toContain('`100050`');
  expect(text).toContain('(해결 안 됨)');
  expect(text).not.toContain('P@ssw0rd99');
  expect(text).not.toContain('10.1.2.3');
});

test('button titles fit every client', async () => {
  for (const workload of guide.knowledge.workloads) expect(workload.button.length).toBeLessThanOrEqual(20);
});
