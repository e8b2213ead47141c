import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import Database from 'libsql';

const DATABASE = 'conversations.db';
const JOURNAL = 'journal';
/** What signs the web chat's tokens: without it nobody comes back to their conversation. */
const KEY = 'web-chat.key';

/** Size and time of a file, or '' where there is none: whether it changed since it was looked at last. */
async function stampOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found ? `${found.size}@${found.mtimeMs}` : '';
}

/** Writes a whole file or nothing: a reader, or the next start after a crash, never meets half of one. */
async function put(content: Buffer, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  const file = await open(partial, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, target);
}

/** Names of the files in a folder; none where the folder is missing. */
async function filesIn(dir: string): Promise<string[]> {
  const found = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return found.filter((file) => file.isFile() && !file.name.endsWith('.partial')).map((file) => file.name);
}

/** Copies of one DATA_DIR in one KEEP_DIR. */
export class Keeper {
  /** Stamps of what was saved last, so that an idle bot writes nothing. */
  private readonly saved = new Map<string, string>();

  /** Throws where one folder holds the other. */
  constructor(
    private readonly dataDir: string,
    private readonly keepDir: string,
  ) {
    const [data, keep] = [path.resolve(dataDir) + path.sep, path.resolve(keepDir) + path.sep];
    if (data.startsWith(keep) || keep.startsWith(data))
      throw new Error(`DATA_DIR="${dataDir}" and KEEP_DIR="${keepDir}" must be apart; one holds the other.`);
  }

  /**
   * Fetches what was kept, unless the bot's own data are still there: they are newer. The database comes last, since it
   * is the sign that all is there. Throws where the kept files cannot be read: going on without them would overwrite them.
   */
  async restore(): Promise<boolean> {
    if ((await stampOf(path.join(this.dataDir, DATABASE))) !== '') return false;
    const kept = await filesIn(this.keepDir);
    for (const name of await filesIn(path.join(this.keepDir, JOURNAL)))
      await put(await readFile(path.join(this.keepDir, JOURNAL, name)), path.join(this.dataDir, JOURNAL, name));
    if (kept.includes(KEY)) await put(await readFile(path.join(this.keepDir, KEY)), path.join(this.dataDir, KEY));
    if (!kept.includes(DATABASE)) return false;
    await put(await readFile(path.join(this.keepDir, DATABASE)), path.join(this.dataDir, DATABASE));
    return true;
  }

  /** Makes the kept copy what the data are now. What was deleted here is deleted there too. */
  async save(): Promise<void> {
    await this.saveDatabase();
    await this.saveJournal();
    await this.saveKey();
  }

  private async saveDatabase(): Promise<void> {
    const file = path.join(this.dataDir, DATABASE);
    const stamp = `${await stampOf(file)} ${await stampOf(`${file}-wal`)}`;
    if (stamp.trim() === '' || this.saved.get(DATABASE) === stamp) return;
    // A copy of the files alone could be of two moments; VACUUM INTO is of one, also while the bot writes.
    const copy = path.join(this.dataDir, `${DATABASE}.copy`);
    await rm(copy, { force: true });
    try {
      const db = new Database(file, { readonly: true });
      try {
        db.exec('PRAGMA busy_timeout = 5000');
        db.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`);
      } finally {
        db.close();
      }
      await put(await readFile(copy), path.join(this.keepDir, DATABASE));
    } finally {
      await rm(copy, { force: true });
    }
    this.saved.set(DATABASE, stamp);
  }

  private async saveKey(): Promise<void> {
    const stamp = await stampOf(path.join(this.dataDir, KEY));
    if (stamp === '' || this.saved.get(KEY) === stamp) return;
    await put(await readFile(path.join(this.dataDir, KEY)), path.join(this.keepDir, KEY));
    this.saved.set(KEY, stamp);
  }

  private async saveJournal(): Promise<void> {
    const [from, to] = [path.join(this.dataDir, JOURNAL), path.join(this.keepDir, JOURNAL)];
    const names = await filesIn(from);
    // No journal at all: the bot has not started yet, and nothing was deleted.
    if (names.length === 0) return;
    for (const name of names) {
      const stamp = await stampOf(path.join(from, name));
      if (this.saved.get(name) === stamp) continue;
      await put(await readFile(path.join(from, name)), path.join(to, name));
      this.saved.set(name, stamp);
    }
    for (const name of await filesIn(to)) if (!names.includes(name)) await rm(path.join(to, name), { force: true });
  }
}
