import type { Storage, StoreItems } from 'botbuilder-core';
import type Database from 'libsql';
import { GuideError } from '../knowledge/errors.js';

interface Row {
  key: string;
  value: string;
  etag: number;
}

function parsed(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/**
 * botbuilder storage in the database file: survives restarts, needs no service. eTags are counted per key; a write
 * with an eTag that is no longer the stored one throws STATE_CONFLICT, `*` or none overwrites.
 */
export class LibsqlStorage implements Storage {
  constructor(private readonly db: Database.Database) {
    db.exec(
      'CREATE TABLE IF NOT EXISTS items (key TEXT PRIMARY KEY, value TEXT NOT NULL, etag INTEGER NOT NULL, changed TEXT NOT NULL) WITHOUT ROWID',
    );
  }

  async read(keys: string[]): Promise<StoreItems> {
    const items: StoreItems = {};
    const select = this.db.prepare('SELECT key, value, etag FROM items WHERE key = ?');
    for (const key of keys) {
      const row = select.get(key) as Row | undefined;
      // A damaged value is read as an empty one, so that the conversation can go on and overwrite it.
      if (row) items[key] = { ...parsed(row.value), eTag: String(row.etag) };
    }
    return items;
  }

  async write(changes: StoreItems): Promise<void> {
    const select = this.db.prepare('SELECT etag FROM items WHERE key = ?');
    const upsert = this.db.prepare(
      'INSERT INTO items (key, value, etag, changed) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, etag = excluded.etag, changed = excluded.changed',
    );
    const writeAll = this.db.transaction((items: Array<[string, { eTag?: string }]>) => {
      for (const [key, { eTag, ...value }] of items) {
        const stored = (select.get(key) as Pick<Row, 'etag'> | undefined)?.etag;
        if (eTag !== undefined && eTag !== '*' && eTag !== String(stored ?? '')) {
          throw new GuideError(
            'STATE_CONFLICT',
            `"${key}" was changed by another turn since it was read (eTag "${eTag}", stored "${stored ?? 'none'}"). Read it again and repeat the turn.`,
          );
        }
        upsert.run(key, JSON.stringify(value), (stored ?? 0) + 1, new Date().toISOString());
      }
    });
    try {
      writeAll.immediate(Object.entries(changes) as Array<[string, { eTag?: string }]>);
    } catch (cause) {
      if (cause instanceof GuideError) throw cause;
      throw new GuideError(
        'STORAGE_FAILED',
        'The conversation could not be saved. Check that DATA_DIR can be written and the disk has room.',
        { cause },
      );
    }
  }

  async delete(keys: string[]): Promise<void> {
    const remove = this.db.prepare('DELETE FROM items WHERE key = ?');
    for (const key of keys) remove.run(key);
  }

  /** Deletes items that nobody changed since a time. Returns their number. */
  dropOlderThan(time: Date): number {
    return this.db.prepare('DELETE FROM items WHERE changed < ?').run(time.toISOString()).changes;
  }
}
