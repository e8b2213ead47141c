import type { TurnContext } from 'botbuilder-core';
import type Database from 'libsql';
import type { Logger } from 'pino';
import { ConversationMemory, ownerOf, personOf } from '../../dialogs/conversation-memory.js';
import type { Journal } from '../journal/journal.js';
import type { LibsqlConversationLog } from './libsql-conversation-log.js';
import { emptyLog } from './libsql-database.js';
import type { LibsqlStorage } from './libsql-storage.js';
import { personHash } from './record.js';
import { dropUnsent } from './send.js';

/** Conversations of the web chat that a person's deletion ended go on so long, for the word that it is done. */
const LAST_WORDS_MS = 60_000;

/**
 * Deletes all that is kept of people. The database does it in one transaction, which also says whose lines are to leave the
 * journal: a process that ends between the two does the rest when it starts.
 */
export class People {
  constructor(
    private readonly database: Database.Database,
    private readonly storage: LibsqlStorage,
    private readonly log: LibsqlConversationLog,
    private readonly journal: Journal,
    private readonly logger: Logger,
  ) {
    database.exec('CREATE TABLE IF NOT EXISTS forgetting (person TEXT PRIMARY KEY)');
  }

  async forget(context: TurnContext): Promise<void> {
    const person = personHash(context, this.journal);
    const forgetAll = this.database.transaction(() => {
      this.storage.forget(ownerOf(ConversationMemory.personKeyOf(context)));
      this.log.forget(personOf(context));
      this.database.prepare('INSERT OR IGNORE INTO forgetting (person) VALUES (?)').run(person);
    });
    forgetAll.immediate();
    dropUnsent(context.activity.channelId, personOf(context));
    await this.fromJournal(person);
    emptyLog(this.database);
    setTimeout(() => this.dropEnded(), 2 * LAST_WORDS_MS).unref();
  }

  /** What an earlier process had not done. */
  async resume(): Promise<void> {
    const rows = this.database.prepare('SELECT person FROM forgetting').all() as Array<{ person: string }>;
    for (const { person } of rows) await this.fromJournal(person);
    this.dropEnded();
  }

  /** Conversations that a deletion ended, once its last word was said. */
  dropEnded(time = new Date(Date.now() - LAST_WORDS_MS)): void {
    try {
      const users = this.database.transaction(() => {
        const gone = this.log.dropEnded(time);
        for (const user of gone) this.storage.forget(`directline/${encodeURIComponent(user)}`);
        return gone;
      })();
      if (users.length > 0) emptyLog(this.database);
    } catch (error) {
      this.logger.warn({ err: error }, 'ended conversations stay until the next try');
    }
  }

  private async fromJournal(person: string): Promise<void> {
    await this.journal.forget(person);
    this.database.prepare('DELETE FROM forgetting WHERE person = ?').run(person);
  }
}
