import { stat, statfs } from 'node:fs/promises';
import type Database from 'libsql';

/** Room on the disk under which nothing more should be taken: the log of the database alone may grow to 16 MB. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024;
/** What was found is told for this long: probes come from many sides, and each writes. */
const KEPT_MS = 2000;

/** What is looked at, and what is wrong with it; 'ok' where nothing is. */
export type Checks = Record<'index' | 'database' | 'file' | 'disk' | 'keys', string>;

interface Parts {
  database: Database.Database;
  file: string;
  hasIndex(): boolean;
  hasKeys(): boolean;
  /** Bytes that must be free. */
  leastFree?: number;
}

/** Whether this process can do its work now: not that it runs, but that a turn would be answered and kept. */
export class Readiness {
  private known: { at: number; checks: Promise<Checks> } | undefined;
  private readonly inode: Promise<number>;

  constructor(private readonly parts: Parts) {
    parts.database.exec('CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY, at TEXT NOT NULL)');
    this.inode = inodeOf(parts.file);
  }

  async checks(now = Date.now()): Promise<Checks> {
    if (!this.known || now - this.known.at >= KEPT_MS) this.known = { at: now, checks: this.look() };
    return this.known.checks;
  }

  private async look(): Promise<Checks> {
    const { database, file, hasIndex, hasKeys, leastFree = LEAST_FREE_BYTES } = this.parts;
    return {
      index: hasIndex() ? 'ok' : 'The index is being built.',
      database: await told(() => {
        database.prepare('INSERT OR REPLACE INTO probe (id, at) VALUES (1, ?)').run(new Date().toISOString());
      }),
      file: await told(async () => {
        if ((await inodeOf(file)) !== (await this.inode)) throw new Error(`"${file}" is not the file that was opened.`);
      }),
      disk: await told(async () => {
        const { bavail, bsize } = await statfs(file);
        if (bavail * bsize < leastFree) throw new Error(`Only ${Math.floor((bavail * bsize) / 2 ** 20)} MB are free.`);
      }),
      keys: hasKeys() ? 'ok' : 'The signing keys cannot be had.',
    };
  }
}

const inodeOf = async (file: string): Promise<number> => (await stat(file)).ino;

async function told(look: () => unknown): Promise<string> {
  try {
    await look();
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
