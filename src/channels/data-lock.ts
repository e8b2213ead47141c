import path from 'node:path';
import Database from 'libsql';
import { GuideError } from '../knowledge/errors.js';

/**
 * One process for one DATA_DIR: two would lose each other's journal lines and take each other's turns for interrupted. The lock
 * is the operating system's on a file of SQLite's, so that it goes with the process, however that ends. Throws DATA_IN_USE.
 */
export function lockData(dataDir: string): () => void {
  const db = new Database(path.join(dataDir, 'lock.db'));
  try {
    db.exec('PRAGMA busy_timeout = 0');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    throw new GuideError(
      'DATA_IN_USE',
      `DATA_DIR="${dataDir}" is in use by another process of this bot. Stop that one, or give each a DATA_DIR of its own.`,
      { cause },
    );
  }
  return () => db.close();
}
