import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import bodyParser from 'body-parser';
import type { Conversation } from './conversation-log.js';
import { type DirectLine, readWatermark } from './direct-line.js';
import { DirectLineError } from './errors.js';
import type { Bearer } from './tokens.js';

/** Far more than anybody types; a pasted log fits. */
const BODY_LIMIT = '256kb';

/** A body that takes longer is not coming. */
const BODY_LIMIT_MS = 5000;

const parseJson = bodyParser.json({ limit: BODY_LIMIT, type: () => true, strict: false });

interface Call {
  req: IncomingMessage;
  res: ServerResponse;
  /** Path below the room's own, without its leading slash, in parts. */
  path: string[];
  query: URLSearchParams;
}

/**
 * The requests of Direct Line 3.0 under a path of one's own:
 * POST tokens/generate (secret), POST tokens/refresh, POST conversations, GET conversations/{id}?watermark=,
 * GET and POST conversations/{id}/activities, POST conversations/{id}/upload.
 * WebSockets are in streams.ts.
 */
export class Routes {
  /** `origin(req)` is how a client reaches this server, e.g. `https://bot.example.com`. */
  constructor(
    private readonly directLine: DirectLine,
    private readonly basePath: string,
    private readonly origin: (req: IncomingMessage) => string,
    /** Where a request comes from, for limits. */
    private readonly addressOf: (req: IncomingMessage) => string = (req) => req.socket.remoteAddress ?? '',
  ) {}

  /** Answers a request. What it cannot answer is a JSON error; only failures of our own are thrown. */
  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const path = url.pathname.slice(this.basePath.length).split('/').filter(Boolean);
    try {
      await this.route({ req, res, path, query: url.searchParams });
    } catch (error) {
      if (!(error instanceof DirectLineError)) throw error;
      const { status, code, message, retryAfter } = error;
      send(res, status, { error: { code, message } }, retryAfter === undefined ? {} : { 'Retry-After': retryAfter });
    }
  }

  private async route(call: Call): Promise<void> {
    const { req, path } = call;
    const [first, second, third] = path.map((part) => decode(part));
    const route = `${req.method} ${path.map((part, index) => (index === 1 && first === 'conversations' ? '{id}' : part)).join('/')}`;
    switch (route) {
      case 'POST tokens/generate':
        return this.generate(call);
      case 'POST tokens/refresh':
        return this.refresh(call);
      case 'POST conversations':
        return this.start(call);
      case 'GET conversations/{id}':
        return this.reconnect(call, await this.open(req, second));
      case 'GET conversations/{id}/activities':
        return this.activities(call, await this.open(req, second));
      case 'POST conversations/{id}/activities':
        return this.post(call, await this.open(req, second));
      case 'POST conversations/{id}/upload':
        await this.open(req, second);
        throw new DirectLineError(415, 'UploadNotSupported', 'Files are not taken. Send the error message as text.');
      default:
        if (first === 'conversations' && third === 'stream')
          throw new DirectLineError(400, 'BadArgument', 'This is the address of a WebSocket.');
        throw new DirectLineError(404, 'NotFound', 'There is nothing here.');
    }
  }

  private async generate({ req, res }: Call): Promise<void> {
    if (!this.hasSecret(req)) throw new DirectLineError(403, 'BadToken', 'A token is generated for the secret only.');
    const body = await readBody(req, res);
    const user = (body as { user?: { id?: unknown } } | undefined)?.user?.id;
    if (typeof user !== 'string' || !/^dl_[\w-]{1,100}$/.test(user))
      throw new DirectLineError(400, 'BadArgument', 'user.id must be given and begin with "dl_".');
    send(res, 200, await this.directLine.create(user));
  }

  private async refresh({ req, res }: Call): Promise<void> {
    const bearer = await this.bearer(req);
    await this.directLine.limits.request(bearer.user);
    send(res, 200, await this.directLine.access(bearer));
  }

  private async start({ req, res }: Call): Promise<void> {
    const bearer = await this.bearer(req);
    await this.directLine.limits.request(bearer.user);
    const isNew = await this.directLine.start(bearer);
    send(res, isNew ? 201 : 200, {
      ...(await this.directLine.access(bearer)),
      ...(await this.stream(req, bearer, '')),
    });
  }

  private async reconnect({ req, res, query }: Call, { id, user }: Conversation): Promise<void> {
    const watermark = readWatermark(query.get('watermark'));
    const bearer = { conversation: id, user };
    const stream = await this.stream(req, bearer, watermark === undefined ? '' : String(watermark));
    send(res, 200, { ...(await this.directLine.access(bearer)), ...stream });
  }

  private async activities({ res, query }: Call, { id }: Conversation): Promise<void> {
    const watermark = readWatermark(query.get('watermark'));
    const placed = await this.directLine.read(id, watermark);
    send(res, 200, {
      activities: placed.map(({ activity }) => activity),
      watermark: String(placed.at(-1)?.place ?? watermark ?? 0),
    });
  }

  private async post({ req, res }: Call, conversation: Conversation): Promise<void> {
    await this.directLine.limits.message(conversation.user);
    const body = await readBody(req, res);
    await this.directLine.limits.from(this.addressOf(req), Buffer.byteLength(JSON.stringify(body ?? null)));
    send(res, 200, { id: await this.directLine.post(conversation, body) });
  }

  private async stream(req: IncomingMessage, bearer: Bearer, watermark: string): Promise<{ streamUrl: string }> {
    const address = `${this.origin(req).replace(/^http/, 'ws')}${this.basePath}/conversations/${bearer.conversation}/stream`;
    const query = new URLSearchParams({ watermark, t: await this.directLine.streamToken(bearer) });
    return { streamUrl: `${address}?${query}` };
  }

  /** The conversation of a request that its token, or the secret, opens. */
  private async open(req: IncomingMessage, id = ''): Promise<Conversation> {
    if (this.hasSecret(req)) return this.directLine.conversation(id);
    const bearer = await this.bearer(req);
    if (bearer.conversation !== id)
      throw new DirectLineError(403, 'BadToken', 'The token is one of another conversation.');
    if (req.method === 'GET') await this.directLine.limits.request(bearer.user);
    return this.directLine.conversation(id);
  }

  private async bearer(req: IncomingMessage): Promise<Bearer> {
    return this.directLine.tokens.verify(credential(req), 'access');
  }

  private hasSecret(req: IncomingMessage): boolean {
    const { secret } = this.directLine;
    return secret !== undefined && timingSafeEqual(hashed(credential(req)), hashed(secret));
  }
}

function credential(req: IncomingMessage): string {
  const found = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (found === undefined)
    throw new DirectLineError(401, 'MissingToken', 'The header "Authorization: Bearer …" is missing.');
  return found;
}

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new DirectLineError(400, 'BadArgument', 'The address is not well-formed.');
  }
}

/** The body as JSON. Throws BadArgument or MessageSizeTooBig. */
async function readBody(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(req.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw new DirectLineError(415, 'BadArgument', 'The charset must be UTF-8.');
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new DirectLineError(408, 'BadArgument', 'The body did not arrive in time.'));
      req.socket.destroySoon();
    }, BODY_LIMIT_MS);
    parseJson(req as never, res as never, (error?: unknown) => {
      clearTimeout(late);
      if (error === undefined) return resolve((req as { body?: unknown }).body);
      const { type = '' } = error as { type?: string };
      reject(
        type === 'entity.too.large'
          ? new DirectLineError(413, 'MessageSizeTooBig', `The activity is larger than ${BODY_LIMIT}.`)
          : new DirectLineError(400, 'BadArgument', 'The body is not valid JSON.'),
      );
    });
  });
}

function send(res: ServerResponse, status: number, body: object, headers: Record<string, string | number> = {}): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...headers,
  });
  res.end(text);
}
