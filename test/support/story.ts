import { readFileSync } from 'node:fs';
import type { Guide, Turn } from '../../dialogs/guide.js';
import { type Memory, newMemory } from '../../dialogs/memory.js';
import { phrases } from '../../dialogs/phrases.ko.js';
import { shortId } from './knowledge.js';
import { stored } from './stored.js';

/** One dialog of a story file: what the person types and the move that must follow. Wording is not asserted here. */
export interface Story {
  name: string;
  turns: Array<{ say: string; expect: string }>;
}

/**
 * Story files: `## name`, then pairs of `사용자: …` and `봇: …`. The bot's line is a move as `moveOf` writes it; `*` stands
 * for any text.
 */
export function readStories(file: string): Story[] {
  const stories: Story[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, title] = line.match(/^## (.+)$/) ?? [];
    const [, say] = line.match(/^사용자: (.*)$/) ?? [];
    const [, expect] = line.match(/^봇: (.*)$/) ?? [];
    const story = stories.at(-1);
    if (title) stories.push({ name: title, turns: [] });
    else if (say !== undefined) story?.turns.push({ say, expect: '' });
    else if (expect !== undefined) {
      const turn = story?.turns.at(-1);
      if (turn) turn.expect = expect;
    }
  }
  return stories;
}

/** A turn as a move in a few words. */
export function moveOf(turn: Turn, before: Memory): string {
  const { facts, shown } = turn.memory;
  const open = facts.open;
  const newlyShown = shown && JSON.stringify(shown) !== JSON.stringify(before.shown);
  const sameOpen = JSON.stringify(open) === JSON.stringify(before.facts.open) && before.facts.open !== undefined;
  if (open?.kind === 'solved' && (newlyShown || !sameOpen))
    return `답 ${shortId(open.entry)}${(shown?.page ?? 0) > 0 ? ` ${(shown?.page ?? 0) + 1}쪽` : ''}`;
  if (sameOpen) return `그대로 (${turn.kind})`;
  switch (open?.kind) {
    case 'workload':
      return `백업 종류를 물음: ${open.options.join(', ')}`;
    case 'identify':
      return `확인함: ${phrases.aspects[open.aspect]}`;
    case 'step':
      return `단계 ${shortId(open.entry)} ${open.unit + 1}`;
    case 'entry':
      return `증상을 물음: ${open.options.map(shortId).join(', ')}`;
    case 'near-code':
      return `코드를 물음: ${open.meant}`;
    case 'describe':
      return `설명을 청함: ${open.options.join(', ')}`;
    default:
      return turn.kind;
  }
}

/** Plays a story; memory goes through JSON between turns, as storage takes it. Returns the moves made. */
export function play(guide: Guide, story: Story): string[] {
  let memory = newMemory();
  return story.turns.map(({ say }) => {
    const before = memory;
    const turn = guide.respond(before, say);
    memory = stored(turn.memory);
    return moveOf(turn, before);
  });
}

export function matches(move: string, expected: string): boolean {
  const pattern = expected
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(move);
}
