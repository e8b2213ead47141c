import type Database from 'libsql';

export const DAY_MS = 24 * 60 * 60 * 1000;
/** A clock that is further ahead of what was written last may be wrong: a bot is seldom left alone for so long. */
const LONGEST_SILENCE_MS = 3 * DAY_MS;

/**
 * Whether what is too old by the clock may be deleted now; else why not. A clock that is wrong when the machine starts would
 * make everything old: where it is far ahead of the last thing written, nothing is deleted until this process has run for a
 * day and the clock with it.
 */
export function mayDrop(database: Database.Database, now: Date, runningMs: number): { reason?: string } {
  const newest = database
    .prepare('SELECT max(changed) AS at FROM (SELECT changed FROM items UNION ALL SELECT changed FROM conversations)')
    .get() as { at: string | null };
  const last = newest.at === null ? now.getTime() : Date.parse(newest.at);
  const silence = now.getTime() - last;
  if (silence < LONGEST_SILENCE_MS || runningMs >= DAY_MS) return {};
  const days = Math.round(silence / DAY_MS);
  return {
    reason: `The clock (${now.toISOString()}) is ${days} days ahead of the last thing written (${newest.at}). If it is right, what is too old is deleted after this process has run for a day; if it is wrong, set it.`,
  };
}
