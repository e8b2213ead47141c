import { beforeAll, expect, test } from '@jest/globals';
import type { Guide } from '../../dialogs/guide.js';
import { type Memory, newMemory } from '../../dialogs/memory.js';
import { readQuestions } from '../eval/questions.js';
import { projectGuide } from '../support/knowledge.js';
import { stored } from '../support/stored.js';

/** Facts said late, together, or corrected end as if they had been said right first. */
let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

const NAMES: Record<string, string> = { mars: 'MARS', mabs: 'MABS', vm: 'Azure VM', 'system-state': '시스템 상태' };
const WORKLOADS = Object.keys(NAMES);

/** Problems that name no workload, each with one that it may be of. */
const namesAWorkload = /시스템 ?상태|system ?state|MARS|MABS|DPM|VM|가상 ?머신|백업 ?서버/i;
const problems = readQuestions()
  .filter(({ say }) => !namesAWorkload.test(say))
  .filter(
    ({ half, clarify, kind, workload }) =>
      half === 'tune' && clarify === 'required' && kind === 'ambiguous' && workload,
  )
  .map(({ say, workload }) => ({ say, workload: workload ?? '' }));

function end(...messages: string[]): Memory {
  return messages.reduce((memory, message) => stored(guide.respond(memory, message).memory), newMemory());
}

/** What matters of a state: the workload, what is asked or shown. Not in which turn it was said. */
const outcome = ({ facts, shown }: Memory) => ({ workload: facts.workload?.value, open: facts.open, shown });

/** The problems for which a dialog ends elsewhere than it should. */
const astray = (ends: (one: { say: string; workload: string }) => Array<[Memory, Memory]>): string[] =>
  problems
    .filter((one) => ends(one).some(([a, b]) => JSON.stringify(outcome(a)) !== JSON.stringify(outcome(b))))
    .map(({ say, workload }) => `${say} (${workload})`);

test('there are enough problems to tell', () => {
  expect(problems.length).toBeGreaterThan(100);
});

test('the workload before the problem, or after it', () => {
  expect(astray(({ say, workload }) => [[end(`${NAMES[workload]}요`, say), end(say, `${NAMES[workload]}요`)]])).toEqual(
    [],
  );
});

test('the workload corrected after an answer', () => {
  const corrected = astray(({ say, workload }) => {
    const right = end(say, NAMES[workload] ?? '');
    return WORKLOADS.filter((wrong) => wrong !== workload).map((wrong): [Memory, Memory] => [
      end(say, NAMES[wrong] ?? '', `아 ${NAMES[wrong]}가 아니라 ${NAMES[workload]}예요`),
      right,
    ]);
  });
  expect(corrected).toEqual([]);
});

test('asides anywhere between', () => {
  const strayed = astray(({ say, workload }) => {
    const named = `${NAMES[workload]}요`;
    const plain = end(say, named);
    return ['도움말', '왜요?', '안녕하세요', '다시 보여줘'].map((aside): [Memory, Memory] => [
      end(say, aside, named),
      plain,
    ]);
  });
  expect(strayed).toEqual([]);
});

test('what was said is never asked again, and no question is put twice', () => {
  const again = problems.filter(({ say, workload }) => {
    const asked = end(`${NAMES[workload]}요`, say, '아니요', '아니요').facts.asked.map(({ kind }) => kind);
    return asked.includes('workload') || new Set(asked).size < asked.length;
  });
  expect(again).toEqual([]);
});
