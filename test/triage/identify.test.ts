import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Guide } from '../../dialogs/guide.js';
import { newMemory } from '../../dialogs/memory.js';
import { lookAnswers } from '../../dialogs/questions/identify.js';
import { projectGuide } from '../support/knowledge.js';
import { seeded } from '../support/random.js';

/**
 * People who don't know what they have: 20 % of their answers are "모르겠어요", 10 % are wrong. Seeded, so that the figure is
 * the same each time.
 */
const PEOPLE = 800;
const CANNOT_TELL = 0.2;
const WRONG = 0.1;
const DESCRIBES: Record<string, string> = {
  mars: '서버에 에이전트를 깔아서 폴더 몇 개만 백업해요',
  mabs: '백업 전용 서버에서 보호 그룹을 만들어 여러 서버를 백업해요',
  vm: '포털에서 가상 머신을 통째로 백업해요',
  'system-state': '윈도우 서버의 OS 구성만 백업해요',
};

let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

/** Whether somebody with a workload is found to have it, and how many questions that took. */
function identified(workload: string, random: () => number): { right: boolean; asked: number } {
  let turn = guide.respond(newMemory(), '백업이 자꾸 실패해요');
  turn = guide.respond(turn.memory, '모르겠어요');
  for (let asked = 0; asked < 6; asked += 1) {
    const { facts } = turn.memory;
    const { open } = facts;
    if (open?.kind === 'workload' || open?.kind === 'describe')
      turn = guide.respond(turn.memory, DESCRIBES[workload] ?? '');
    else if (open?.kind === 'identify') {
      const answers = lookAnswers(open, guide.knowledge);
      const own = answers.find(({ means }) => means.includes(workload));
      const others = answers.filter((answer) => answer !== own);
      const dice = random();
      const wrong = others[Math.floor(random() * others.length)];
      const say = dice < CANNOT_TELL ? '모르겠어요' : dice < CANNOT_TELL + WRONG ? wrong?.say : own?.say;
      turn = guide.respond(turn.memory, say ?? '모르겠어요');
    } else return { right: facts.workload?.value === workload, asked };
  }
  return { right: false, asked: 6 };
}

test('95 % are identified in at most three questions about what they see', () => {
  const random = seeded(20_261_125);
  const results = Array.from({ length: PEOPLE }, (_, i) => {
    const workloads = Object.keys(DESCRIBES);
    return identified(workloads[i % workloads.length] ?? '', random);
  });
  const right = results.filter((one) => one.right).length / PEOPLE;
  const mean = results.reduce((sum, { asked }) => sum + asked, 0) / PEOPLE;
  if (process.env['FIGURES']) process.stdout.write(`identified ${right}, questions ${mean}\n`);
  expect(right).toBeGreaterThanOrEqual(0.95);
  expect(Math.max(...results.map(({ asked }) => asked))).toBeLessThanOrEqual(4);
});

test('the same aspect is never asked twice', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('모르겠어요', '1번', '2번', '3번'), { maxLength: 4 }), (answers) => {
      let memory = guide.respond(guide.respond(newMemory(), '백업이 안 돼요').memory, '모르겠어요').memory;
      for (const answer of answers) memory = guide.respond(memory, answer).memory;
      const aspects = memory.facts.looks.map(({ aspect }) => aspect);
      expect(new Set(aspects).size).toBe(aspects.length);
    }),
    { numRuns: 30 },
  );
});
