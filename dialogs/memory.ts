import { type Fact, type Facts, noFacts, type Trial } from '../src/knowledge/conversation.js';

/** Version of the layout below. Memory of the version before is taken over; of any other it is dropped, not guessed at. */
const VERSION = 3;

/** How answers are shown: a page at a time, or step by step. */
export type View = 'pages' | 'steps';

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
  /** What the person wants answers to look like; pages where nothing is said. */
  view?: Fact<View>;
  /** Problems before the present one, newest last: set aside by it, told beside it, or solved. */
  past: Problem[];
  /** How things stood before the last move, for 뒤로; once undone there is none. */
  before?: Problem & Pick<Memory, 'view' | 'past'>;
  person: Person;
  /** Ids of the last activities handled: a channel that got no answer in time sends again. */
  seen: string[];
}

/** Activity ids remembered for de-duplication; Teams re-sends within a minute, long before this many messages. */
const SEEN_LIMIT = 100;
/** Problems kept; who starts a fifth has forgotten the first. */
const PAST_LIMIT = 4;

export function newMemory(): Memory {
  return {
    version: VERSION,
    turn: 0,
    greeted: false,
    facts: noFacts(),
    past: [],
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
  if (typeof stored !== 'object' || stored === null) return newMemory();
  const memory: Partial<Memory> = (stored as Partial<Memory>).version === 2 ? fromVersion2(stored) : stored;
  if (memory.version !== VERSION) return newMemory();
  const { facts, past, seen } = memory;
  const isWhole = [
    facts?.problem,
    facts?.asked,
    facts?.trials,
    facts?.rejected,
    facts?.notWorkloads,
    facts?.looks,
    facts?.unread,
    past,
    seen,
  ].every(Array.isArray);
  return isWhole ? { ...newMemory(), ...(memory as Memory) } : newMemory();
}

/** Memory as the version before kept it: a list of problems set aside, and the last solved one beside it. */
function fromVersion2(stored: object): Partial<Memory> {
  const old = stored as Record<string, unknown> & { facts?: Facts; suspended?: Problem[]; closed?: Problem };
  const { suspended = [], closed, view: _view, before: _before, ...rest } = old;
  const upToDate = (problem: Problem): Problem => ({ ...problem, facts: { ...noFacts(), ...problem.facts } });
  const past = [...suspended, ...(closed ? [closed] : [])].map(upToDate);
  return { ...rest, version: VERSION, facts: { ...noFacts(), ...old.facts }, past } as Partial<Memory>;
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

/** Memory that keeps a problem which is present no more. */
export function keepPast(memory: Memory, problem: Problem): Memory {
  return { ...memory, past: [...memory.past, problem].slice(-PAST_LIMIT) };
}

/** Whether there is a problem that is neither solved nor over. */
export function isOpen({ facts }: Problem): boolean {
  return facts.problem.length > 0 && !isSolved({ facts });
}

export function isSolved({ facts }: Problem): boolean {
  return facts.trials.at(-1)?.outcome === 'solved';
}

/** Problems set aside or told beside another, that can be come back to. */
export function suspended({ past }: Pick<Memory, 'past'>): Problem[] {
  return past.filter(isOpen);
}

/** The problem that was solved last: it may turn out that it was not, or be handed over all the same. */
export function lastSolved({ past }: Pick<Memory, 'past'>): Problem | undefined {
  return past.findLast(isSolved);
}

/** The trial of the answer in view; of an entry, however it went. */
export function trialOf(facts: Facts, entry: string | undefined): Trial | undefined {
  return facts.trials.find((trial) => trial.entry === entry);
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
  const moved = !isSame(after.view?.value, before.view?.value) || !isSame(after.shown, before.shown) || !sameFacts;
  if (!moved) return after;
  const { view, past } = before;
  return { ...after, before: { ...problemOf(before), past, ...(view ? { view } : {}) } };
}

/** Memory as it stood before the last move; undefined where there is nothing to undo. */
export function undone({ before, view: _view, ...memory }: Memory): Memory | undefined {
  if (!before) return undefined;
  const { view, past } = before;
  return { ...withProblem({ ...memory, past }, before), ...(view ? { view } : {}) };
}

/** The problem of a conversation that can be come back to: the last one that is neither solved nor over. */
export function lastOpen(memory: Problem & Pick<Memory, 'past'>): Problem | undefined {
  return [...memory.past, problemOf(memory)].filter(isOpen).at(-1);
}

/** Memory whose person has, or no longer has, an open problem to come back to. */
export function rememberingOpen(memory: Memory): Memory {
  const { open: _open, ...person } = memory.person;
  const last = lastOpen(memory);
  return { ...memory, person: last ? { ...person, open: last } : person };
}
