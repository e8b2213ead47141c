import path from 'node:path';
import { ActivityTypes, type TurnContext } from 'botbuilder-core';
import { type Logger, pino } from 'pino';
import type { Server } from 'restify';
import { GuideBot } from '../../dialogs/bot.js';
import { Guide } from '../../dialogs/guide.js';
import { phrases } from '../../dialogs/phrases.ko.js';
import { Journal } from '../journal/journal.js';
import { Search } from '../search/search.js';
import { createAdapter } from './adapter.js';
import { lockData } from './data-lock.js';
import { messagesEndpoint, Turns } from './endpoint.js';
import { openKnowledgeBase } from './knowledge-base.js';
import { LibsqlConversationLog } from './libsql-conversation-log.js';
import { closeDatabase, emptyLog, isFull, makeFolder, openDatabase } from './libsql-database.js';
import { LibsqlStorage } from './libsql-storage.js';
import { packageInfo } from './package-info.js';
import { People } from './people.js';
import { Readiness } from './readiness.js';
import { eventOf } from './record.js';
import { pressOf, textOf } from './render.js';
import { DAY_MS, mayDrop } from './retention.js';
import { sendReplies } from './send.js';
import { createServer, type Health, listen, type Routes, STARTING } from './server.js';
import type { Settings } from './settings.js';
import type { KeptKeys } from './signing-keys.js';
import { WebChat } from './web-chat.js';
import { WebSite } from './web-files.js';

/** How long turns under way may go on after a stop was asked for. */
const STOP_LIMIT_MS = 10_000;

/** A running bot. */
export interface Service {
  address: string;
  /** Takes no new requests, lets running turns finish, closes the storage. */
  stop(): Promise<void>;
}

/** Starts the bot: /healthz answers 503 at once and 200 when the index is ready. `report` gets lines for people. */
export async function startService(settings: Settings, report: (line: string) => void): Promise<Service> {
  const startedAt = performance.now();
  const logger = createLogger(settings);
  const file = path.join(settings.dataDir, 'conversations.db');
  makeFolder(settings.dataDir);
  const unlock = lockData(settings.dataDir);
  const database = openDatabase(file, (aside, why) =>
    logger.error({ aside, why }, 'the database was damaged and set aside; conversations begin anew'),
  );
  const storage = new LibsqlStorage(database);
  const log = new LibsqlConversationLog(database);
  const journal = await Journal.open(path.join(settings.dataDir, 'journal'), settings.retentionDays, (error) =>
    logger.warn({ err: error }, 'the journal could not be written; turns go on without it'),
  );
  const people = new People(database, storage, log, journal, logger);
  const dropOld = (): void => {
    const limit = new Date(Date.now() - settings.retentionDays * DAY_MS);
    try {
      const { reason } = mayDrop(database, new Date(), performance.now() - startedAt);
      if (reason !== undefined) {
        logger.error({ reason }, 'nothing old is deleted now');
        return;
      }
      storage.dropOlderThan(limit);
      log.dropOlderThan(limit);
      people.dropEnded();
      emptyLog(database);
    } catch (error) {
      // A locked database or a full disk: tomorrow is another day.
      logger.warn({ err: error }, 'old conversations stay');
    }
    void journal.dropOld(new Date()).catch((error: unknown) => logger.warn({ err: error }, 'old journals stay'));
  };
  dropOld();
  const daily = setInterval(dropOld, DAY_MS).unref();
  const turns = new Turns();
  const address = `http://${hostOf(settings.host)}:${settings.port}`;
  let facts: Pick<Health, 'version' | 'corpus' | 'entries'> | undefined;
  let keys: KeptKeys | undefined;
  const readiness = new Readiness({
    database,
    file,
    hasIndex: () => facts !== undefined,
    hasKeys: () => !keys || (keys.channel.isReady && keys.emulator.isReady),
  });
  const health = async (): Promise<Health | undefined> => {
    if (!facts) return undefined;
    const checks = await readiness.checks();
    return { isReady: Object.values(checks).every((check) => check === 'ok'), ...facts, checks };
  };
  let web: ReturnType<Routes['web']>;
  let handle: ReturnType<typeof messagesEndpoint> = async (_req, res) => {
    res.send(503, STARTING);
  };
  const server = createServer({ messages: (req, res) => handle(req, res), health, web: () => web }, logger);
  try {
    await listen(server, settings);
    const started = Date.now();
    const { index, warnings, corpus, loaded } = await openKnowledgeBase(settings, (read, total) =>
      report(`문서를 읽는 중: ${read}/${total}`),
    );
    for (const warning of warnings) logger.warn(warning);
    report(
      `${loaded ? '저장된 색인을 열었어요' : '색인을 만들었어요'}: 항목 ${index.entries.length}개 (${Date.now() - started} ms)`,
    );
    const bot = new GuideBot(new Guide(new Search(index), settings.retentionDays), {
      storage,
      send: sendReplies,
      textOf,
      pressOf,
      onTurn: (context, turn) => {
        logger.debug({ conversation: context.activity.conversation.id, because: turn.because }, 'turn');
        // A forgotten person's last words are no exception; a joining is no turn.
        if (!turn.forget && context.activity.type === ActivityTypes.Message)
          journal.append(eventOf(context, turn, corpus, journal));
      },
      forget: (context) => people.forget(context),
    });
    const adapter = createAdapter(settings, logger, (context) => bot.apologise(context));
    keys = adapter.keys;
    const full = isFull(database, settings.maxDataMb);
    const run = async (context: TurnContext): Promise<void> => {
      if (!full()) return bot.run(context);
      logger.error({ maxDataMb: settings.maxDataMb }, 'MAX_DATA_MB is reached; nothing more is taken');
      if (context.activity.type === ActivityTypes.Message) await context.sendActivity(phrases.storageFull);
    };
    handle = messagesEndpoint(adapter, run, settings, turns, logger);
    const chat = new WebChat(settings, log, bot, turns, logger, full);
    const workloads = index.workloads.map((workload) => workload.name);
    const told = {
      endpoint: `${address}/api/messages`,
      entries: index.entries.length,
      workloads,
      retentionDays: settings.retentionDays,
    };
    web = { site: new WebSite(settings.webChat, told), chat };
    await people.resume();
    await chat.resume();
    facts = { version: packageInfo().version, corpus, entries: index.entries.length };
  } catch (error) {
    await close(server);
    clearInterval(daily);
    await journal.close();
    closeDatabase(database);
    unlock();
    throw error;
  }
  const stop = async (): Promise<void> => {
    const closed = close(server);
    web?.chat.stop();
    await turns.settled(STOP_LIMIT_MS);
    // What is still open now is no turn: a browser's spare connection, a request that never ends.
    server.server.closeAllConnections();
    await closed;
    clearInterval(daily);
    await journal.close();
    closeDatabase(database);
    unlock();
  };
  return { address, stop };
}

function createLogger(settings: Settings): Logger {
  return pino({ level: settings.logLevel, serializers: { err: shortError } }, pino.destination({ fd: 2, sync: true }));
}

/** An error as logged: a connector's answer may stand in its message, however long. */
function shortError(error: Error): object {
  const cut = (text: string | undefined): string | undefined => text?.slice(0, 4000);
  const { type, message, stack } = pino.stdSerializers.err(error);
  return { type, message: cut(message), stack: cut(stack) };
}

/** The host of an address that a person can open. */
function hostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.server.closeIdleConnections();
  });
}
