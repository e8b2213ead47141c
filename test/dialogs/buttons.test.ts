import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Guide, Turn } from '../../dialogs/guide.js';
import { type Memory, newMemory } from '../../dialogs/memory.js';
import { phrases } from '../../dialogs/phrases.ko.js';
import { projectGuide } from '../support/knowledge.js';
import { stored } from '../support/stored.js';

/* What a button says, said by itself, does what it says, at every question that shows it. */

/** Messages that lead to each kind of question. */
const WAYS: Record<string, string[]> = {
  workload: ['100050 나와요'],
  identify: ['백업이 자꾸 실패해요', '모르겠어요'],
  describe: ['백업이 자꾸 실패해요', '모르겠어요', '모르겠어요', '모르겠어요', '모르겠어요'],
  entry: ['MABS 온라인 복구 지점 생성 실패'],
  'near-code': ['0x1FC70 정품 인증'],
  solved: ['VM UserErrorFsFreezeFailed'],
  'solved, with more pages': ['MARS 0x1FC07 정품 인증 오류'],
  'solved, lost': ['VM UserErrorFsFreezeFailed', '모르겠어요'],
  step: ['VM UserErrorFsFreezeFailed', '한 단계씩'],
  rating: ['VM UserErrorFsFreezeFailed', '해결됐어요'],
  'two problems': ['VM UserErrorFsFreezeFailed 나오고, 별개로 MARS는 0x1FC07 오류 나요'],
};

let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

function reach(messages: readonly string[]): Turn {
  return messages.reduce<Turn | undefined>(
    (turn, say) => guide.respond(stored(turn?.memory ?? newMemory()), say),
    undefined,
  ) as Turn;
}

/** What has to have happened after a button; undefined for buttons that choose one of what is offered. */
const DOES: Partial<Record<keyof typeof phrases.buttons, (after: Turn, before: Memory) => unknown>> = {
  solved: ({ kind }) => expect(kind).toBe('solved'),
  notSolved: ({ kind, memory }, before) => {
    expect(kind).not.toBe('solved');
    const failed = [memory.facts, ...memory.past.map(({ facts }) => facts)].flatMap(({ trials }) => trials);
    expect(failed.find(({ entry }) => entry === before.shown?.entry)?.outcome).toBe('failed');
  },
  stepDone: (after, before) => stepMarked(after, before, 'done'),
  stepFailed: (after, before) => stepMarked(after, before, 'failed'),
  stepSkip: (after, before) => stepMarked(after, before, 'skipped'),
  helpful: ({ kind }) => expect(kind).toBe('rated'),
  notHelpful: ({ kind }) => expect(kind).toBe('rated'),
  previous: ({ kind }) => expect(kind).toMatch(/previous|answer|ask/),
  otherProblem: ({ memory }, before) => expect(memory.facts.problem[0]?.value).not.toBe(before.facts.problem[0]?.value),
  oneByOne: ({ memory }) => expect(memory.view?.value).toBe('steps'),
  showAll: ({ memory }) => expect(memory.view?.value).not.toBe('steps'),
  commandsOnly: ({ kind }, before) => expect([kind, before.shown?.entry]).toEqual(['commands', before.shown?.entry]),
  handoff: ({ kind }) => expect(kind).toMatch(/summary|hand-over/),
  yes: ({ memory }) => expect(memory.facts.chosen).toBeDefined(),
  no: ({ kind }) => expect(kind).toBe('decline'),
  none: ({ kind }) => expect(kind).toBe('decline'),
  dontKnow: ({ kind, memory }) => expect([kind, memory.facts.workload?.source]).not.toEqual(['again', 'said']),
};

function stepMarked({ memory }: Turn, before: Memory, outcome: string): void {
  const { open } = before.facts;
  const unit = open?.kind === 'step' ? open.unit : -1;
  const trials = [memory.facts, ...memory.past.map(({ facts }) => facts)].flatMap((facts) => facts.trials);
  expect(trials.flatMap(({ steps = [] }) => steps).find((step) => step.unit === unit)?.outcome).toBe(outcome);
}

describe.each(Object.entries(WAYS))('%s', (name, messages) => {
  test('is reached', () => {
    const { kind, memory } = reach(messages);
    const wanted = name.split(',')[0]?.replace('two problems', 'solved');
    expect([kind, memory.facts.open?.kind]).toEqual([kind, wanted]);
  });
  test('each button does what it says, pressed or typed', () => {
    const before = reach(messages);
    const choices = before.replies.flatMap((reply) => reply.choices);
    expect(choices.length).toBeGreaterThan(0);
    for (const { title, say } of choices)
      for (const text of [say, title]) {
        const after = guide.respond(stored(before.memory), text);
        const [button] = Object.entries(phrases.buttons).find(([, words]) => words === title) ?? [];
        if (button) DOES[button as keyof typeof phrases.buttons]?.(after, before.memory);
        // What chooses something chooses: the same question is not put again.
        else
          expect([title, after.kind, JSON.stringify(after.memory.facts)]).not.toEqual([
            title,
            'again',
            JSON.stringify(before.memory.facts),
          ]);
        expect([title, after.kind]).not.toEqual([title, 'again']);
        expect([title, after.kind]).not.toEqual([title, 'nothing-asked']);
      }
  });
});

test('every button is shown somewhere', () => {
  const shown = new Set(
    Object.values(WAYS).flatMap((messages) =>
      reach(messages).replies.flatMap(({ choices }) => choices.map(({ title }) => title)),
    ),
  );
  const extra = reach([...(WAYS['step'] ?? []), '됐어요']).replies.flatMap(({ choices }) =>
    choices.map(({ title }) => title),
  );
  const missing = Object.entries(phrases.buttons).filter(([, words]) => !shown.has(words) && !extra.includes(words));
  // Offered after a pause, and beside a problem that was put aside.
  expect(missing.map(([button]) => button).sort()).toEqual(['commandsOnly', 'lastTime', 'previous']);
});
