import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { GuideError } from '../knowledge/errors.js';

/** Makes a folder and those above it. Node's own recursive way never returns below /proc. */
export function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  if (path.dirname(dir) !== dir) makeFolder(path.dirname(dir));
  mkdirSync(dir);
}

/** What SQLite says of a file that is none of its own, or no longer. */
const DAMAGED = /not a database|malformed|corrupt|NOTADB|CORRUPT/i;

/**
 * Opens or creates the one SQLite file (libSQL) that holds memories and conversations. One that is damaged is set aside, and
 * `onDamage` told where it is; then another is begun. Throws STORAGE_FAILED where the folder cannot be written.
 */
export function openDatabase(
  file: string,
  onDamage: (aside: string, why: string) => void = () => {},
): Database.Database {
  try {
    return open(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (!DAMAGED.test(why) || !existsSync(file))
      throw new GuideError(
        'STORAGE_FAILED',
        `The storage file "${file}" cannot be opened: ${why}. Check that DATA_DIR can be written and the disk has room.`,
        { cause },
      );
    const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) renameSync(file + end, aside + end);
    onDamage(aside, why);
    return open(file);
  }
}

function open(file: string): Database.Database {
  makeFolder(path.dirname(file));
  const db = new Database(file);
  try {
    // WAL lets other processes read while one writes; a busy file is waited for, not failed on.
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = NORMAL');
    // Everything waits with it: the database is worked on in this thread.
    db.exec('PRAGMA busy_timeout = 1000');
    // Pages; four times the usual: each checkpoint waits for the disk, and everything with it.
    db.exec('PRAGMA wal_autocheckpoint = 4000');
    // What was deleted is overwritten, not only given free.
    db.exec('PRAGMA secure_delete = ON');
    const [checked] = db.prepare('PRAGMA quick_check(1)').all() as Array<{ quick_check: string }>;
    if (checked && checked.quick_check !== 'ok')
      throw new Error(`database disk image is malformed: ${checked.quick_check}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Closes a database whose log is no longer needed: the driver would leave it, however long. */
export function closeDatabase(db: Database.Database): void {
  try {
    emptyLog(db);
  } catch {
    // A full disk: what could not be moved stays in the log, and is read from there.
  }
  db.close();
}

/** How often the size is looked at. */
const SIZE_KEPT_MS = 5000;

/** Whether a database has grown to a number of megabytes; what was deleted and not used again does not count. */
export function isFull(db: Database.Database, megabytes: number): () => boolean {
  const pragma = (name: string): number => Object.values(db.prepare(`PRAGMA ${name}`).get() as object)[0] as number;
  let known = { at: Number.NEGATIVE_INFINITY, full: false };
  return () => {
    const now = performance.now();
    if (now - known.at >= SIZE_KEPT_MS) {
      const used = (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
      known = { at: now, full: used >= megabytes * 2 ** 20 };
    }
    return known.full;
  };
}

/** Empties the write-ahead log, which would still hold what was deleted. Does nothing while somebody else reads. */
export function emptyLog(db: Database.Database): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
