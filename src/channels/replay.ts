import type { Guide } from '../../dialogs/guide.js';
import { type Memory, memoryOf, type Person } from '../../dialogs/memory.js';
import { isTurnEvent, type Standing, type TurnEvent } from '../journal/event.js';

/** What came of replaying a journal. */
export interface Replay {
  turns: number;
  /** Turns that went otherwise than the journal says. */
  changed: Array<{ event: TurnEvent; kind: string; because: string; after: Standing }>;
  /** Turns of conversations whose beginning is not in the journal. */
  skipped: number;
  /** Lines that are no events. */
  unread: number;
}

/**
 * Plays the turns of a journal again, in its order, each on the memory that those before it left. Another turn is one of
 * another kind, or after which things stand otherwise; why it went so may be told in other figures.
 */
export function replay(lines: Iterable<string>, guide: Guide): Replay {
  const result: Replay = { turns: 0, changed: [], skipped: 0, unread: 0 };
  const memories = new Map<string, Memory>();
  const persons = new Map<string, Person>();
  for (const line of lines) {
    if (line.trim() === '') continue;
    const event = parse(line);
    if (!event) {
      result.unread += 1;
      continue;
    }
    const person = persons.get(event.person) ?? { noticed: false };
    const before = event.turn === 1 ? memoryOf(person) : memories.get(event.conversation);
    if (!before || before.turn + 1 !== event.turn) {
      result.skipped += 1;
      continue;
    }
    const { memory, kind, because } = guide.respond({ ...before, person }, event.said, event.press);
    memories.set(event.conversation, memory);
    persons.set(event.person, memory.person);
    result.turns += 1;
    const after = standing(memory);
    const isOther = event.kind !== undefined && event.kind !== kind;
    if (isOther || JSON.stringify(after) !== JSON.stringify(event.after))
      result.changed.push({ event, kind, because, after });
  }
  return result;
}

/** How things stand in a memory. */
export function standing({ facts, shown }: Memory): Standing {
  return {
    ...(facts.workload ? { workload: facts.workload.value } : {}),
    ...(facts.open ? { open: facts.open } : {}),
    ...(shown ? { shown } : {}),
  };
}

function parse(line: string): TurnEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isTurnEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
