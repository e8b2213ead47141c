import { type Facts, noFacts } from '../src/knowledge/conversation.js';

/** Version of the layout below. Memory of another version is dropped, not guessed at. */
const VERSION = 2;

/** A problem with what was shown of it last, as it can be gone back to. */
export interface Problem {
  facts: Facts;
  shown?: Shown;
}

/** What was shown last, for "다시 보여줘" and "2번 단계". */
export interface Shown {
  entry: string;
  page: number;
}

/** What is kept about a person across conversations. */
export interface Person {
  /** Whether it was said what is kept and how long. */
  noticed: boolean;
  /** The last problem that was neither solved nor dropped. */
  open?: Problem;
}

/** What is kept about one person in one conversation. Plain JSON. */
export interface Memory {
  version: number;
  /** Turns so far. */
  turn: number;
  /** Whether the greeting was sent: clients announce the same joining more than once. */
  greeted: boolean;
  facts: Facts;
  shown?: Shown;
  /** How answers are shown: a page at a time, or step by step. */
  view: 'pages' | 'steps';
  /** Problems set aside by new ones, newest last. */
  suspended: Problem[];
  /** The problem that was solved last: it may turn out that it was not, or be handed over all the same. */
  closed?: Problem;
  /** How things stood before the last move, for 뒤로; once undone there is none. */
  before?: Problem & Pick<Memory, 'view' | 'suspended'>;
  /** Answers in a row that could not be read. */
  missed: number;
  /** Whether a summary was given that asked for versions: a message that states some completes it. */
  versionsAsked: boolean;
  /** Whether the person was asked to describe the set-up in their own words. */
  described: boolean;
  person: Person;
  /** Ids of the last activities handled: a channel that got no answer in time sends again. */
  seen: string[];
}

/** Activity ids remembered for de-duplication; Teams re-sends within a minute, long before this many messages. */
const SEEN_LIMIT = 100;
/** Problems kept aside; who starts a fourth has forgotten the first. */
const SUSPENDED_LIMIT = 3;

export function newMemory(): Memory {
  return {
    version: VERSION,
    turn: 0,
    greeted: false,
    facts: noFacts(),
    view: 'pages',
    suspended: [],
    missed: 0,
    described: false,
    versionsAsked: false,
    person: { noticed: false },
    seen: [],
  };
}

/** Memory of somebody whose other conversations are known. */
export function memoryOf(person: Person): Memory {
  return { ...newMemory(), person };
}

/** Stored memory, or a new one where nothing usable is stored. */
export function readMemory(stored: unknown): Memory {
  if (typeof stored !== 'object' || stored === null || (stored as Partial<Memory>).version !== VERSION)
    return newMemory();
  const { facts, suspended, seen } = stored as Partial<Memory>;
  const isWhole = [
    facts?.problem,
    facts?.asked,
    facts?.trials,
    facts?.rejected,
    facts?.notWorkloads,
    facts?.looks,
    suspended,
    seen,
  ].every(Array.isArray);
  return isWhole ? { ...newMemory(), ...(stored as Memory) } : newMemory();
}

/** Memory that knows an activity as handled. */
export function markSeen(memory: Memory, activityId: string): Memory {
  return { ...memory, seen: [...memory.seen, activityId].slice(-SEEN_LIMIT) };
}

/** The open problem as it stands. */
export function problemOf({ facts, shown }: Problem): Problem {
  return shown ? { facts, shown } : { facts };
}

/** Memory with its open problem replaced. */
export function withProblem({ shown: _shown, ...memory }: Memory, { facts, shown }: Problem): Memory {
  return { ...memory, facts, ...(shown ? { shown } : {}) };
}

/** Memory that has put a problem aside. */
export function suspend(memory: Memory, problem: Problem): Memory {
  return { ...memory, suspended: [...memory.suspended, problem].slice(-SUSPENDED_LIMIT) };
}

/** Whether there is a problem that is neither solved nor over. */
export function isOpen({ facts }: Problem): boolean {
  return facts.problem.length > 0 && facts.trials.at(-1)?.outcome !== 'solved';
}

/** Whether two parts of a memory hold the same. What a turn did not touch is the very same. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Memory after a turn that may be undone: how things stood before it, where it changed anything. */
export function rememberingBefore(
  after: Memory,
  before: Memory,
  sameFacts = isSame(after.facts, before.facts),
): Memory {
  const moved = after.view !== before.view || !isSame(after.shown, before.shown) || !sameFacts;
  return moved ? { ...after, before: { ...problemOf(before), view: before.view, suspended: before.suspended } } : after;
}

/** Memory as it stood before the last move; undefined where there is nothing to undo. */
export function undone({ before, ...memory }: Memory): Memory | undefined {
  return before && { ...withProblem(memory, before), view: before.view, suspended: before.suspended };
}

/** The problem of a conversation that can be come back to: the last one that is neither solved nor over. */
export function lastOpen(memory: Problem & Pick<Memory, 'suspended'>): Problem | undefined {
  return [...memory.suspended, problemOf(memory)].filter(isOpen).at(-1);
}

/** Memory whose person has, or no longer has, an open problem to come back to. */
export function rememberingOpen(memory: Memory): Memory {
  const { open: _open, ...person } = memory.person;
  const last = lastOpen(memory);
  return { ...memory, person: last ? { ...person, open: last } : person };
}
