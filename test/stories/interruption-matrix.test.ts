import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Guide } from '../../dialogs/guide.js';
import { type Memory, newMemory } from '../../dialogs/memory.js';
import { noFacts } from '../../src/knowledge/conversation.js';
import { projectGuide } from '../support/knowledge.js';
import { stored } from '../support/stored.js';
import { moveOf, readStories, type Story } from '../support/story.js';

/** Every turn of every story × everything that may come between: the story goes on as if it had not. */
const dir = path.dirname(fileURLToPath(import.meta.url));
const stories = readdirSync(dir)
  .filter((name) => name.endsWith('.story.txt'))
  .flatMap((name) => readStories(path.join(dir, name)));

/** Leaves everything as it was, and says so in one turn. */
const ASIDES = [
  '도움말',
  '명령어만',
  '왜요?',
  '상담원',
  '안녕하세요',
  '오늘 날씨 어때요',
  '😭😭',
  '3번 다시',
  '다시 보여줘',
];

let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

/** Memory after the first `turns` turns of a story. */
function upTo({ turns }: Story, count: number): Memory {
  return turns.slice(0, count).reduce((memory, { say }) => stored(guide.respond(memory, say).memory), newMemory());
}

/** The moves of the rest of a story, from a memory. */
function restOf({ turns }: Story, from: number, start: Memory): string[] {
  let memory = start;
  return turns.slice(from).map(({ say }) => {
    const turn = guide.respond(memory, say);
    const move = moveOf(turn, memory);
    memory = stored(turn.memory);
    return move;
  });
}

const soft = (memory: Memory): boolean => ['rating', 'reason'].includes(memory.facts.open?.kind ?? '');

describe('an aside changes nothing of the story after it', () => {
  test.each(ASIDES)('%s', (aside) => {
    const broken: string[] = [];
    let cells = 0;
    for (const story of stories) {
      for (let at = 1; at < story.turns.length; at += 1) {
        const before = upTo(story, at);
        // Weather is small talk beside an open question; without one it is a message of its own. What nobody has to answer
        // is over once something else is said.
        if ((aside.startsWith('오늘') && before.facts.open === undefined) || soft(before)) continue;
        // "한 번에 하나만": what may be undone, and what is said again, depend on what was said last.
        if (/^(?:뒤로|되돌려줘|다음)/.test(story.turns[at]?.say ?? '')) continue;
        cells += 1;
        const turn = guide.respond(before, aside);
        const after = stored(turn.memory);
        const { replies } = turn;
        // That a summary was given is a fact of its own.
        const { handedOver: _summary, ...facts } = after.facts;
        const { handedOver: _before, ...unchanged } = before.facts;
        if (JSON.stringify(facts) !== JSON.stringify(unchanged))
          broken.push(`${story.name}, turn ${at}: facts changed`);
        if (replies.length !== 1) broken.push(`${story.name}, turn ${at}: ${replies.length} replies`);
        const expected = restOf(story, at, before);
        const moves = restOf(story, at, after);
        if (JSON.stringify(moves) !== JSON.stringify(expected))
          broken.push(`${story.name}, turn ${at}: ${moves.join(' | ')} instead of ${expected.join(' | ')}`);
      }
    }
    expect(broken).toEqual([]);
    expect(cells).toBeGreaterThan(50);
  });
});

describe('what ends something ends it, and 뒤로 takes it back once', () => {
  const everywhere = (check: (memory: Memory, place: string) => string[]): string[] =>
    stories.flatMap((story) =>
      story.turns.flatMap((_, at) => (at === 0 ? [] : check(upTo(story, at), `${story.name}, turn ${at}`))),
    );

  test('취소 drops the problem and its question, and keeps the workload', () => {
    const broken = everywhere((before, place) => {
      const { facts } = guide.respond(before, '취소').memory;
      const kept = JSON.stringify(facts.workload) === JSON.stringify(before.facts.workload);
      return facts.problem.length === 0 && facts.open === undefined && kept ? [] : [place];
    });
    expect(broken).toEqual([]);
  });

  test('처음부터 drops every fact', () => {
    const broken = everywhere((before, place) => {
      const { facts } = guide.respond(before, '처음부터').memory;
      return JSON.stringify(facts) === JSON.stringify(noFacts()) ? [] : [place];
    });
    expect(broken).toEqual([]);
  });

  test.each(['취소', '처음부터'])('뒤로 after %s brings back what was, and only once', (ending) => {
    const broken = everywhere((before, place) => {
      const ended = stored(guide.respond(before, ending).memory);
      const back = stored(guide.respond(ended, '뒤로').memory);
      const again = guide.respond(back, '뒤로');
      const changed = JSON.stringify([ended.facts, ended.shown]) !== JSON.stringify([before.facts, before.shown]);
      const restored =
        JSON.stringify([back.facts, back.shown, back.past]) ===
        JSON.stringify([before.facts, before.shown, before.past]);
      return !changed || (restored && again.kind === 'nothing-to-undo') ? [] : [`${place}: ${again.because}`];
    });
    expect(broken).toEqual([]);
  });

  test('a new problem sets an open one aside, and 이전 문제 brings it back', () => {
    const broken = everywhere((before, place) => {
      if (before.facts.trials.length === 0 || before.facts.open?.kind !== 'solved') return [];
      const other = stored(guide.respond(before, 'CBPSourceSnapshotFailedReplicaCloningIssue 는 뭔가요').memory);
      if (other.shown?.entry === before.shown?.entry) return [];
      const back = guide.respond(other, '이전 문제').memory;
      return JSON.stringify([back.facts, back.shown]) === JSON.stringify([before.facts, before.shown]) ? [] : [place];
    });
    expect(broken).toEqual([]);
  });
});
