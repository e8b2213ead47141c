import { beforeAll, expect, test } from '@jest/globals';
import type { Guide } from '../../dialogs/guide.js';
import { memoryOf } from '../../dialogs/memory.js';
import { replay, standing } from '../../src/channels/replay.js';
import type { TurnEvent } from '../../src/journal/event.js';
import { projectGuide } from '../support/knowledge.js';

let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

const SAID = ['VM UserErrorFsFreezeFailed', '지금 해도 돼요?', '해 봤는데 안 돼요'];

/** A journal of one conversation, as it would be written today. */
function journal(change: (event: TurnEvent) => TurnEvent = (event) => event): string[] {
  let memory = memoryOf({ noticed: false });
  return SAID.map((said) => {
    const turn = guide.respond(memory, said);
    memory = turn.memory;
    const event: TurnEvent = {
      v: 1,
      at: '2026-11-25T00:00:00.000Z',
      person: 'p1',
      conversation: 'c1',
      channel: 'webchat',
      turn: memory.turn,
      corpus: 'x',
      said,
      kind: turn.kind,
      because: turn.because,
      after: standing(memory),
    };
    return JSON.stringify(change(event));
  });
}

test('a journal of today goes as it went', () => {
  expect(replay(journal(), guide)).toEqual({ turns: 3, changed: [], skipped: 0, unread: 0 });
});

test('prices told otherwise change nothing; a turn of another kind, or another state, does', () => {
  expect(
    replay(
      journal((event) => ({ ...event, because: 'answer costs 0.31' })),
      guide,
    ).changed,
  ).toEqual([]);
  const { kind: _kind, ...old } = JSON.parse(journal()[0] ?? '') as TurnEvent;
  expect(replay([JSON.stringify(old)], guide).changed).toEqual([]);
  expect(
    replay(
      journal((event) => ({ ...event, kind: 'solved' })),
      guide,
    ).changed,
  ).toHaveLength(3);
  expect(
    replay(
      journal((event) => ({ ...event, after: {} })),
      guide,
    ).changed,
  ).toHaveLength(3);
});

test('what is no event, and what began before, is counted', () => {
  const [, second = ''] = journal();
  expect(replay(['{', '', second], guide)).toMatchObject({ turns: 0, skipped: 1, unread: 1 });
});
