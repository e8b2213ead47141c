import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import bodyParser from 'body-parser';
import type { TurnContext } from 'botbuilder-core';
import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as v from 'valibot';
import { phrases } from '../../dialogs/phrases.ko.js';
import { DirectLine } from '../directline/direct-line.js';
import { Routes } from '../directline/routes.js';
import { Streams } from '../directline/streams.js';
import { keyIn } from '../journal/key-file.js';
import { GuideError } from '../knowledge/errors.js';
import { maskSecrets } from '../text/mask.js';
import { capText } from '../text/normalize.js';
import { equip } from './adapter.js';
import { AzureSessions, type ChatSessions, OwnSessions, type SessionRequest } from './chat-sessions.js';
import { type ClientOf, clientOf } from './client-of.js';
import type { Turns } from './endpoint.js';
import { InProcessAdapter } from './in-process-adapter.js';
import type { LibsqlConversationLog } from './libsql-conversation-log.js';
import { LONGEST_SAID } from './record.js';
import type { Settings } from './settings.js';

/** Where the Direct Line of this process answers. */
export const DIRECT_LINE_PATH = '/directline';

/** Pages opened from one address: a company behind one address in the morning fits, a script that fills the disk does not. */
const SESSIONS_PER_ADDRESS = { points: 2000, duration: 60 };

const request = v.object({
  resume: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  token: v.optional(v.pipe(v.string(), v.maxLength(8000))),
  fresh: v.optional(v.boolean()),
});

/** A body that takes longer is not coming. */
const BODY_LIMIT_MS = 5000;

const parseJson = bodyParser.json({ limit: '16kb', type: 'application/json' });

/** The bot on web pages: sessions for the page, and the Direct Line of this process. */
export class WebChat {
  private readonly directLine: DirectLine;
  private readonly routes: Routes;
  private readonly streams: Streams;
  private readonly sessions: ChatSessions;
  private readonly client: ClientOf;
  private readonly limit = new RateLimiterMemory(SESSIONS_PER_ADDRESS);

  constructor(
    settings: Settings,
    log: LibsqlConversationLog,
    bot: { run(context: TurnContext): Promise<void>; apologise(context: TurnContext): Promise<void> },
    turns: Turns,
    private readonly logger: Logger,
    isFull: () => boolean = () => false,
  ) {
    const adapter = equip(
      new InProcessAdapter((conversation, activities) =>
        this.directLine.say(conversation, activities as ReadonlyArray<object>),
      ),
      logger,
      (context) => bot.apologise(context),
    );
    const report = (error: unknown): void => logger.error({ err: error }, 'the web chat failed');
    this.directLine = new DirectLine({
      log,
      // Kept, so that pages come back to their conversations after a restart.
      key: keyIn(path.join(settings.dataDir, 'web-chat.key')),
      bot: { id: 'backup-guide', name: phrases.webChat.title },
      deliver: (activity) => {
        const turn = adapter.process(activity as object, (context) => bot.run(context));
        turns.track(turn);
        return turn;
      },
      interrupted: { type: 'message', text: phrases.interrupted, textFormat: 'markdown', locale: 'ko-KR' },
      isFull,
      redact: (text) => maskSecrets(capText(text, LONGEST_SAID)),
      report,
    });
    this.client = clientOf(settings.webChat.proxyHops);
    this.routes = new Routes(
      this.directLine,
      DIRECT_LINE_PATH,
      (req) => this.client.origin(req),
      (req) => this.client.address(req),
    );
    this.streams = new Streams(this.directLine, DIRECT_LINE_PATH, report);
    const { secret, endpoint } = settings.webChat;
    this.sessions =
      secret === ''
        ? new OwnSessions(this.directLine, DIRECT_LINE_PATH, settings.retentionDays)
        : new AzureSessions(secret, endpoint, settings.retentionDays);
  }

  /** Gives the bot what it had not answered when the process ended. */
  async resume(): Promise<void> {
    await this.directLine.resume();
  }

  async handleDirectLine(req: IncomingMessage, res: ServerResponse): Promise<void> {
    await this.routes.handle(req, res);
  }

  /** POST /webchat/session: what a page needs to talk to the bot. */
  async handleSession(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      await this.limit.consume(this.client.address(req));
    } catch {
      return send(res, 429, { code: 'TooManyRequests', message: 'Too many chats from this address.' });
    }
    const asked = await readRequest(req, res);
    // A body that is still on its way has nobody to read it.
    if (!asked && !req.complete) res.on('finish', () => req.socket.destroySoon());
    if (!asked)
      return send(res, 400, { code: 'BadBody', message: 'The body must be JSON: {resume?, token?, fresh?}.' });
    try {
      send(res, 200, await this.sessions.open(asked));
    } catch (error) {
      if (!(error instanceof GuideError)) throw error;
      this.logger.error({ err: error }, 'no session for a chat page');
      send(res, 503, { code: error.code, message: 'The chat cannot be reached now. Try again in a moment.' });
    }
  }

  /** Takes a WebSocket that is one of ours. */
  takesUpgrade(req: IncomingMessage): boolean {
    return this.streams.takes(req);
  }

  async upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    await this.streams.upgrade(req, socket, head);
  }

  stop(): void {
    this.streams.stop();
  }
}

async function readRequest(req: IncomingMessage, res: ServerResponse): Promise<SessionRequest | undefined> {
  const body = await new Promise<unknown>((resolve) => {
    setTimeout(() => resolve(undefined), BODY_LIMIT_MS).unref();
    // Other types are not parsed: pages elsewhere could send those without being asked whether they may.
    parseJson(req as never, res as never, (error?: unknown) =>
      resolve(error ? undefined : (req as { body?: unknown }).body),
    );
  });
  const parsed = v.safeParse(request, body);
  return parsed.success ? (parsed.output as SessionRequest) : undefined;
}

function send(res: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  res.end(text);
}
