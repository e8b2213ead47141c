import { type Facts, noFacts } from '../src/knowledge/conversation.js';

/** Version of the layout below. Memory of another version is dropped, not guessed at. */
const VERSION = 1;

/** What is kept about one person in one conversation. Plain JSON. */
export interface Memory {
  version: number;
  /** Turns so far. */
  turn: number;
  /** Whether the greeting was sent: clients announce the same joining more than once. */
  greeted: boolean;
  facts: Facts;
  /** Answers in a row that could not be read. */
  missed: number;
  /** Whether the person was asked to describe the set-up in their own words. */
  described: boolean;
  /** What was shown last, for "다시 보여줘" and "2번 단계". */
  shown?: { entry: string; page: number };
  /** Ids of the last activities handled: a channel that got no answer in time sends again. */
  seen: string[];
}

/** Activity ids remembered for de-duplication; Teams re-sends within a minute, long before this many messages. */
const SEEN_LIMIT = 100;

export function newMemory(): Memory {
  return { version: VERSION, turn: 0, greeted: false, missed: 0, described: false, facts: noFacts(), seen: [] };
}

/** Stored memory, or a new one where nothing usable is stored. */
export function readMemory(stored: unknown): Memory {
  if (typeof stored !== 'object' || stored === null || (stored as Partial<Memory>).version !== VERSION)
    return newMemory();
  const { facts, seen } = stored as Partial<Memory>;
  const isWhole = [facts?.problem, facts?.asked, facts?.trials, facts?.rejected, facts?.notWorkloads, seen].every(
    Array.isArray,
  );
  return isWhole ? { ...newMemory(), ...(stored as Memory) } : newMemory();
}

/** Memory that knows an activity as handled. */
export function markSeen(memory: Memory, activityId: string): Memory {
  return { ...memory, seen: [...memory.seen, activityId].slice(-SEEN_LIMIT) };
}
