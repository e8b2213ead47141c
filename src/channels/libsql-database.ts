import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { GuideError } from '../knowledge/errors.js';

/** Makes a folder and those above it. Node's own recursive way never returns below /proc. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  if (path.dirname(dir) !== dir) makeFolder(path.dirname(dir));
  mkdirSync(dir);
}

/**
 * Opens or creates the one SQLite file (libSQL) that holds memories and conversations. Throws STORAGE_FAILED where the folder
 * cannot be written.
 */
export function openDatabase(file: string): Database.Database {
  try {
    makeFolder(path.dirname(file));
    const db = new Database(file);
    // WAL lets other processes read while one writes; a busy file is waited for, not failed on.
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = NORMAL');
    // Everything waits with it: the database is worked on in this thread.
    db.exec('PRAGMA busy_timeout = 1000');
    // Pages; four times the usual: each checkpoint waits for the disk, and everything with it.
    db.exec('PRAGMA wal_autocheckpoint = 4000');
    // What was deleted is overwritten, not only given free.
    db.exec('PRAGMA secure_delete = ON');
    return db;
  } catch (cause) {
    throw new GuideError(
      'STORAGE_FAILED',
      `The storage file "${file}" cannot be opened. Check that DATA_DIR can be written and the disk has room.`,
      { cause },
    );
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

/** Empties the write-ahead log, which would still hold what was deleted. Does nothing while somebody else reads. */
export function emptyLog(db: Database.Database): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
