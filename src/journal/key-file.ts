import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { GuideError } from '../knowledge/errors.js';

const BYTES = 32;

/**
 * A random key of 32 bytes in a file that only this user may read, made at its first use: whole or not at all, also on a full
 * disk. Throws STORAGE_FAILED.
 */
export function keyIn(file: string): Buffer {
  const partial = `${file}.${process.pid}.partial`;
  try {
    const known = read(file);
    if (known) return known;
    writeFileSync(partial, randomBytes(BYTES), { mode: 0o600 });
    // A link fails where another process was faster; then that one's key is taken.
    rmSync(file, { force: true });
    linkSync(partial, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new GuideError(
        'STORAGE_FAILED',
        `The key "${file}" cannot be made. Check that DATA_DIR can be written and the disk has room.`,
        {
          cause,
        },
      );
  } finally {
    rmSync(partial, { force: true });
  }
  return read(file) ?? keyIn(file);
}

/** The key, unless the file is missing or, left behind by a crash, too short to be one. */
function read(file: string): Buffer | undefined {
  try {
    const key = readFileSync(file);
    return key.length >= BYTES ? key : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
