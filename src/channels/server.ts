import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import bodyParser from 'body-parser';
import type { Logger } from 'pino';
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { refuseUpgrade } from '../directline/streams.js';
import { GuideError } from '../knowledge/errors.js';
import type { Checks } from './readiness.js';
import type { Settings } from './settings.js';
import { DIRECT_LINE_PATH, type WebChat } from './web-chat.js';
import type { WebSite } from './web-files.js';

/** Activities are far smaller; a 100 KB paste with cards around it still fits. */
const BODY_LIMIT = '2mb';

/** A body that takes longer is not coming; callers wait 3 s at most. */
const BODY_LIMIT_MS = 2500;

export const STARTING = { code: 'Starting', message: 'The index is being built. Try again in a moment.' };

/** What /healthz and /readyz say once the index is ready. */
export interface Health {
  /** Whether a turn would be answered and kept. */
  isReady: boolean;
  version: string;
  corpus: string;
  entries: number;
  checks: Checks;
}

/** Handlers that come and go with the state of the program. */
export interface Routes {
  messages(req: Request, res: Response): Promise<void>;
  health(): Promise<Health | undefined>;
  /** What browsers talk to; undefined while the program starts. */
  web(): { site: WebSite; chat: WebChat } | undefined;
}

/** The HTTP server: messaging endpoint, health, a page for people. Every failure is a JSON body without a stack. */
export function createServer(routes: Routes, logger: Logger): Server {
  const server = restify.createServer({ name: 'backup-guide' });
  // Restify makes an address of the Host header and dies of one that is none; nothing else may stand between.
  server.pre((req: Request, res: Response, next: Next) => {
    if (isAddress(req)) return next();
    res.send(400, { code: 'BadRequest', message: 'The Host header or the address of the request is not valid.' });
    return next(false);
  });
  // Its own parser, not restify's: that one dies of a body whose Content-Encoding is a lie.
  const parse = bodyParser.json({ limit: BODY_LIMIT, type: () => true, strict: false });
  server.post('/api/messages', parseBody(parse), async (req: Request, res: Response) => routes.messages(req, res));
  // That the process answers at all: whoever asks this restarts it, which mends no full disk.
  server.get('/livez', (_req: Request, res: Response, next: Next) => {
    res.send(200, { status: 'ok' });
    return next();
  });
  for (const path of ['/readyz', '/healthz'])
    server.get(path, async (_req: Request, res: Response) => {
      const health = await routes.health();
      if (!health) return void res.send(503, { status: 'starting' });
      const { isReady, ...facts } = health;
      res.send(isReady ? 200 : 503, { status: isReady ? 'ok' : 'not ready', ...facts });
    });
  serveWeb(server, () => routes.web());
  server.on(
    'restifyError',
    (_req: Request, res: Response, error: Error & { statusCode?: number }, callback: () => void) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) logger.error({ err: error }, 'a request failed');
      if (!res.headersSent)
        res.send(status, {
          code: error.name.replace(/Error$/, ''),
          message: status >= 500 ? 'The request failed.' : error.message,
        });
      callback();
    },
  );
  return server;
}

/** Whether restify can make an address of a request; one that names another host by itself is none for this server. */
function isAddress({ headers: { host = '' }, url = '' }: IncomingMessage): boolean {
  return /^[\w.:[\]-]*$/.test(host) && url.startsWith('/') && URL.canParse(`http://${host || 'localhost'}${url}`);
}

/** The pages, their files, and what they talk to. */
function serveWeb(server: Server, web: () => ReturnType<Routes['web']>): void {
  type Served = NonNullable<ReturnType<Routes['web']>>;
  const when =
    (serve: (served: Served, req: Request, res: Response) => void | Promise<void>) =>
    async (req: Request, res: Response) => {
      const served = web();
      if (served) await serve(served, req, res);
      else res.send(503, STARTING);
    };
  const notFound = (res: Response): void =>
    res.send(404, { code: 'ResourceNotFound', message: 'There is no such page.' });
  for (const method of ['get', 'head'] as const) {
    for (const path of ['/', '/about', '/privacy', '/terms'])
      server[method](
        path,
        when(({ site }, req, res) => void (site.page(req, res) || notFound(res))),
      );
    server[method](
      '/embed.js',
      when(({ site }, req, res) => site.embedScript(req, res)),
    );
    server[method](
      '/assets/*',
      when(({ site }, req, res) => site.asset(req, res, () => notFound(res))),
    );
  }
  server.post(
    '/webchat/session',
    when(({ chat }, req, res) => chat.handleSession(req, res)),
  );
  for (const method of ['get', 'post'] as const)
    server[method](
      `${DIRECT_LINE_PATH}/*`,
      when(({ chat }, req, res) => chat.handleDirectLine(req, res)),
    );
  server.server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) => {
    // Node gives the socket away with an upgrade, its errors too.
    socket.on('error', () => socket.destroy());
    const chat = web()?.chat;
    if (chat?.takesUpgrade(req)) void chat.upgrade(req, socket, head);
    // No other upgrades.
    else refuseUpgrade(socket, 426, 'Upgrade Required');
  });
}

/** body-parser in restify: its errors become a clear 4xx. */
function parseBody(parse: ReturnType<typeof bodyParser.json>): (req: Request, res: Response, next: Next) => void {
  return (req, res, next) => {
    const late = setTimeout(() => {
      res.send(408, { code: 'BodyTimeout', message: 'The body did not arrive in time.' });
      req.socket.destroySoon();
    }, BODY_LIMIT_MS);
    parse(req as never, res as never, (error?: unknown) => {
      clearTimeout(late);
      if (res.headersSent) return next(false);
      if (error === undefined) return next();
      const { status = 400, type = 'bad body' } = error as { status?: number; type?: string };
      res.send(status, { code: 'BadBody', message: REASONS[type] ?? 'The body could not be read.' });
      return next(false);
    });
  };
}

const REASONS: Record<string, string> = {
  'entity.parse.failed': 'The body is not valid JSON.',
  'entity.too.large': `The body is larger than ${BODY_LIMIT}.`,
  'encoding.unsupported': 'The Content-Encoding is not supported.',
  'charset.unsupported': 'The charset is not supported; send UTF-8.',
  'request.aborted': 'The request was aborted.',
  'request.size.invalid': 'The Content-Length does not fit the body.',
};

/** Starts listening. Throws PORT_IN_USE or SETTING_INVALID with the cure. */
export async function listen(server: Server, { port, host }: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      if (cause.code === 'EADDRINUSE')
        reject(
          new GuideError(
            'PORT_IN_USE',
            `Port ${port} on "${host}" is in use. Stop the other program or set PORT to a free one.`,
            { cause },
          ),
        );
      else
        reject(
          new GuideError('SETTING_INVALID', `Cannot listen on HOST="${host}", PORT="${port}": ${cause.message}.`, {
            cause,
          }),
        );
    };
    server.once('error', fail);
    server.server.once('error', fail);
    server.listen(port, host, () => resolve());
  });
}
