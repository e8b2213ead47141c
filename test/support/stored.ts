import type { Memory } from '../../dialogs/memory.js';

/** Memory as it comes out of a store: through JSON, and frozen, since a turn changes nothing of what was before it. */
export function stored(memory: Memory): Memory {
  return JSON.parse(JSON.stringify(memory), (_key, value: unknown) => Object.freeze(value)) as Memory;
}
