import { createHash } from 'node:crypto';
import type Database from 'libsql';
import type { Activity } from '../directline/activity.js';
import type { Conversation, ConversationLog, Placed } from '../directline/conversation-log.js';
import { GuideError } from '../knowledge/errors.js';

interface ActivityRow {
  conversation: string;
  place: number;
  activity: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, last INTEGER NOT NULL, changed TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS conversations_of_user ON conversations (user);
  CREATE TABLE IF NOT EXISTS activities (
    conversation TEXT NOT NULL, place INTEGER NOT NULL, key TEXT, pending INTEGER NOT NULL, activity TEXT NOT NULL,
    PRIMARY KEY (conversation, place)
  );
  CREATE UNIQUE INDEX IF NOT EXISTS activities_by_key ON activities (conversation, key) WHERE key IS NOT NULL;
  CREATE TABLE IF NOT EXISTS ended (user TEXT PRIMARY KEY, at TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS ending (user TEXT PRIMARY KEY, at TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS activities_pending ON activities (pending) WHERE pending = 1;
`;

/** The web chat's conversations, in the same file as the bot's memories. */
export class LibsqlConversationLog implements ConversationLog {
  private readonly statements: ReturnType<typeof prepare>;

  constructor(private readonly db: Database.Database) {
    db.exec(SCHEMA);
    this.statements = prepare(db);
  }

  async create(id: string, user: string): Promise<boolean> {
    return this.written(() => this.statements.create.run(id, user, now()).changes === 1);
  }

  async find(id: string): Promise<Conversation | undefined> {
    return this.statements.find.get(id) as Conversation | undefined;
  }

  async append(
    conversation: string,
    at: (place: number) => Activity,
    { key, pending = false }: { key?: string | undefined; pending?: boolean } = {},
  ): Promise<Placed & { repeated: boolean }> {
    const { byKey, advance, insert } = this.statements;
    const appendOne = this.db.transaction((): Placed & { repeated: boolean } => {
      const first = key === undefined ? undefined : (byKey.get(conversation, key) as ActivityRow | undefined);
      if (first) return { ...placed(first), repeated: true };
      const place = (advance.get(now(), conversation) as { last: number } | undefined)?.last;
      if (place === undefined)
        throw new GuideError('STORAGE_FAILED', `The conversation "${conversation}" is no longer there. Start another.`);
      const activity = at(place);
      insert.run(conversation, place, key ?? null, pending ? 1 : 0, JSON.stringify(activity));
      return { place, activity, repeated: false };
    });
    return this.written(() => appendOne.immediate());
  }

  async settle(conversation: string, place: number): Promise<void> {
    this.written(() => this.statements.settle.run(conversation, place));
  }

  async pending(): Promise<Array<Placed & { conversation: Conversation }>> {
    const rows = this.statements.pending.all() as ActivityRow[];
    const found = await Promise.all(
      rows.map(async (row) => ({ ...placed(row), conversation: await this.find(row.conversation) })),
    );
    return found.flatMap(({ conversation, ...rest }) => (conversation ? [{ ...rest, conversation }] : []));
  }

  async read(conversation: string, after: number, limit: number): Promise<Placed[]> {
    return (this.statements.read.all(conversation, after, limit) as ActivityRow[]).map(placed);
  }

  async last(conversation: string): Promise<number> {
    return (this.statements.last.get(conversation) as { last: number } | undefined)?.last ?? 0;
  }

  async hasEnded(user: string): Promise<boolean> {
    return this.statements.hasEnded.get(hashed(user)) !== undefined;
  }

  /** To be called within a transaction with what else is deleted. */
  forget(user: string): void {
    this.statements.forget.run(user);
    this.statements.ending.run(user, now());
    this.statements.end.run(hashed(user), now());
  }

  /** The conversations of those who were forgotten before a time, with what was said in them since. Returns the users. */
  dropEnded(time: Date): string[] {
    const { endingBefore, forget, dropOfUser, dropEnding } = this.statements;
    const gone = endingBefore.all(time.toISOString()) as Array<{ user: string }>;
    for (const { user } of gone) for (const statement of [forget, dropOfUser, dropEnding]) statement.run(user);
    return gone.map(({ user }) => user);
  }

  /** Deletes conversations in which nothing was said since a time. */
  dropOlderThan(time: Date): void {
    const { dropActivities, dropConversations } = this.statements;
    const drop = this.db.transaction(() => {
      dropActivities.run(time.toISOString());
      dropConversations.run(time.toISOString());
      // No ticket is older.
      this.statements.dropEnds.run(time.toISOString());
    });
    this.written(() => drop.immediate());
  }

  private written<T>(write: () => T): T {
    try {
      return write();
    } catch (cause) {
      if (cause instanceof GuideError) throw cause;
      throw new GuideError(
        'STORAGE_FAILED',
        'The conversation could not be saved. Check that DATA_DIR can be written and the disk has room.',
        { cause },
      );
    }
  }
}

function prepare(db: Database.Database) {
  const columns = 'conversation, place, activity';
  return {
    create: db.prepare(
      'INSERT INTO conversations (id, user, last, changed) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING',
    ),
    find: db.prepare('SELECT id, user FROM conversations WHERE id = ?'),
    byKey: db.prepare(`SELECT ${columns} FROM activities WHERE conversation = ? AND key = ?`),
    advance: db.prepare('UPDATE conversations SET last = last + 1, changed = ? WHERE id = ? RETURNING last'),
    insert: db.prepare('INSERT INTO activities (conversation, place, key, pending, activity) VALUES (?, ?, ?, ?, ?)'),
    settle: db.prepare('UPDATE activities SET pending = 0 WHERE conversation = ? AND place = ?'),
    pending: db.prepare(`SELECT ${columns} FROM activities WHERE pending = 1 ORDER BY conversation, place`),
    read: db.prepare(`SELECT ${columns} FROM activities WHERE conversation = ? AND place > ? ORDER BY place LIMIT ?`),
    last: db.prepare('SELECT last FROM conversations WHERE id = ?'),
    forget: db.prepare('DELETE FROM activities WHERE conversation IN (SELECT id FROM conversations WHERE user = ?)'),
    hasEnded: db.prepare('SELECT 1 FROM ended WHERE user = ?'),
    ending: db.prepare('INSERT OR REPLACE INTO ending (user, at) VALUES (?, ?)'),
    endingBefore: db.prepare('SELECT user FROM ending WHERE at < ?'),
    dropEnding: db.prepare('DELETE FROM ending WHERE user = ?'),
    end: db.prepare('INSERT OR REPLACE INTO ended (user, at) VALUES (?, ?)'),
    dropEnds: db.prepare('DELETE FROM ended WHERE at < ?'),
    dropOfUser: db.prepare('DELETE FROM conversations WHERE user = ?'),
    dropActivities: db.prepare(
      'DELETE FROM activities WHERE conversation IN (SELECT id FROM conversations WHERE changed < ?)',
    ),
    dropConversations: db.prepare('DELETE FROM conversations WHERE changed < ?'),
  };
}

const placed = ({ place, activity }: ActivityRow): Placed => ({ place, activity: JSON.parse(activity) as Activity });

/** Who was forgotten is known by no more than this; ids of people are random, so nobody finds them by trying. */
const hashed = (user: string): string => createHash('sha256').update(user).digest('base64url');

const now = (): string => new Date().toISOString();
