import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Guide } from '../../dialogs/guide.js';
import { type Memory, newMemory } from '../../dialogs/memory.js';
import { readQuestions } from '../eval/questions.js';
import { projectGuide } from '../support/knowledge.js';

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
  return messages.reduce(
    (memory, message) => JSON.parse(JSON.stringify(guide.respond(memory, message).memory)) as Memory,
    newMemory(),
  );
}

/** What matters of a state: the workload, what is asked or shown. Not in which turn it was said. */
const outcome = ({ facts, shown }: Memory) => ({ workload: facts.workload?.value, open: facts.open, shown });

const problem = fc.constantFrom(...problems);

test('the workload before the problem, or after it', () => {
  fc.assert(
    fc.property(problem, ({ say, workload }) => {
      expect(outcome(end(`${NAMES[workload]}요`, say))).toEqual(outcome(end(say, `${NAMES[workload]}요`)));
    }),
    { numRuns: 100 },
  );
});

test('the workload corrected at once, or after an answer', () => {
  fc.assert(
    fc.property(problem, fc.constantFrom(...WORKLOADS), ({ say, workload }, wrong) => {
      fc.pre(wrong !== workload);
      const right = outcome(end(say, NAMES[workload] ?? ''));
      expect(outcome(end(say, NAMES[wrong] ?? '', `아 ${NAMES[wrong]}가 아니라 ${NAMES[workload]}예요`))).toEqual(
        right,
      );
    }),
    { numRuns: 100 },
  );
});

test('asides anywhere, facts in either order', () => {
  const aside = fc.constantFrom('도움말', '왜요?', '안녕하세요', '다시 보여줘');
  fc.assert(
    fc.property(problem, fc.array(aside, { maxLength: 2 }), fc.boolean(), ({ say, workload }, asides, late) => {
      const named = `${NAMES[workload]}요`;
      const messages = late ? [say, ...asides, named] : [named, ...asides, say];
      expect(outcome(end(...messages))).toEqual(outcome(end(say, named)));
    }),
    { numRuns: 100 },
  );
});

test('what was said is never asked again', () => {
  fc.assert(
    fc.property(problem, ({ say, workload }) => {
      const { facts } = end(`${NAMES[workload]}요`, say, '아니요', '아니요');
      const asked = facts.asked.map(({ kind }) => kind);
      expect(asked).not.toContain('workload');
      expect(new Set(asked).size).toBe(asked.length);
    }),
    { numRuns: 40 },
  );
});
