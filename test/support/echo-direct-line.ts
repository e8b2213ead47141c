import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { LibsqlConversationLog } from '../../src/channels/libsql-conversation-log.js';
import { openDatabase } from '../../src/channels/libsql-database.js';
import type { Activity } from '../../src/directline/activity.js';
import { DirectLine, type DirectLineOptions } from '../../src/directline/direct-line.js';
import { Routes } from '../../src/directline/routes.js';
import { Streams } from '../../src/directline/streams.js';

export const SECRET = 'the-secret';

/** A Direct Line with a bot that says everything back, on a port of its own. */
export class EchoServer {
  directLine: DirectLine;
  readonly delivered: Activity[] = [];
  readonly failures: unknown[] = [];
  readonly database: ReturnType<typeof openDatabase>;
  readonly log: LibsqlConversationLog;
  readonly options: DirectLineOptions;
  private readonly server: http.Server;
  private readonly streams: Streams;
  private readonly sockets = new Set<{ destroy(): void }>();

  private constructor(
    private readonly dir: string,
    more: Partial<DirectLineOptions>,
  ) {
    this.database = openDatabase(path.join(dir, 'conversations.db'));
    this.log = new LibsqlConversationLog(this.database);
    this.options = {
      log: this.log,
      key: randomBytes(32),
      bot: { id: 'bot', name: '봇' },
      secret: SECRET,
      interrupted: { type: 'message', text: '답을 보내지 못했어요' },
      report: (error) => this.failures.push(error),
      deliver: async (activity) => {
        this.delivered.push(activity);
        const conversation = (activity['conversation'] as { id: string }).id;
        if (activity.type === 'message')
          await this.directLine.say(conversation, [{ type: 'message', text: `메아리: ${activity.text}` }]);
        else await this.directLine.say(conversation, [{ type: 'message', text: '안녕하세요' }]);
      },
      ...more,
    };
    this.directLine = new DirectLine(this.options);
    const routes = new Routes(this.directLine, '/dl', () => this.origin);
    this.streams = new Streams(this.directLine, '/dl', this.options.report);
    this.server = http.createServer((req, res) => {
      routes.handle(req, res).catch((error: unknown) => {
        this.failures.push(error);
        res.writeHead(500).end();
      });
    });
    this.server.on('upgrade', (req, socket, head) => {
      this.sockets.add(socket);
      void this.streams.upgrade(req, socket, head);
    });
  }

  static async start(more: Partial<DirectLineOptions> = {}): Promise<EchoServer> {
    const echo = new EchoServer(await mkdtemp(path.join(os.tmpdir(), 'guide-directline-')), more);
    await new Promise<void>((resolve) => echo.server.listen(0, '127.0.0.1', resolve));
    return echo;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get domain(): string {
    return `${this.origin}/dl`;
  }

  /** Cuts every WebSocket, as a network does: without a word. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  async stop(): Promise<void> {
    this.streams.stop();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    this.cut();
    this.database.close();
    await rm(this.dir, { recursive: true, force: true });
  }
}

/** A request to a Direct Line. */
export async function call(
  url: string,
  { token, method = 'GET', body }: { token?: string; method?: string; body?: unknown } = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
    headers: response.headers,
  };
}
