import type { Socket } from 'node:net';
import bodyParser from 'body-parser';
import type { Logger } from 'pino';
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { GuideError } from '../knowledge/errors.js';
import type { Settings } from './settings.js';

/** Activities are far smaller; a 100 KB paste with cards around it still fits. */
const BODY_LIMIT = '2mb';

/** A body that takes longer is not coming; callers wait 3 s at most. */
const BODY_LIMIT_MS = 2500;

/** What /healthz says once the index is ready. */
export interface Health {
  version: string;
  corpus: string;
  entries: number;
}

/** Handlers that come and go with the state of the program. */
export interface Routes {
  messages(req: Request, res: Response): Promise<void>;
  health(): Health | undefined;
  page(): string;
}

/** The HTTP server: messaging endpoint, health, a page for people. Every failure is a JSON body without a stack. */
export function createServer(routes: Routes, logger: Logger): Server {
  const server = restify.createServer({ name: 'backup-guide' });
  // Its own parser, not restify's: that one dies of a body whose Content-Encoding is a lie.
  const parse = bodyParser.json({ limit: BODY_LIMIT, type: () => true, strict: false });
  server.post('/api/messages', parseBody(parse), async (req: Request, res: Response) => routes.messages(req, res));
  server.get('/healthz', (_req: Request, res: Response, next: Next) => {
    const health = routes.health();
    res.send(health ? 200 : 503, health ? { status: 'ok', ...health } : { status: 'starting' });
    return next();
  });
  server.get('/', (_req: Request, res: Response, next: Next) => {
    res.sendRaw(200, routes.page(), {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    return next();
  });
  // No upgrades here: left alone, such a socket is never answered and never closed.
  server.server.on('upgrade', (_req: unknown, socket: Socket) => {
    socket.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
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
