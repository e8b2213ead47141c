import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Activity } from './activity.js';
import { type DirectLine, readWatermark } from './direct-line.js';
import { DirectLineError } from './errors.js';
import { STREAMS_PER_USER } from './limits.js';

/** Activities in one frame. */
const BATCH = 50;

/** A connection that does not answer this often is dead; proxies close silent ones after some minutes. */
const PING_MS = 30_000;

/** Bytes that wait for a client which does not read; then it is let go and may come back for the rest. */
const BACKLOG_LIMIT = 4 * 2 ** 20;

/** Close codes of RFC 6455: the server goes away; the client broke a rule or is too slow. */
const GOING_AWAY = 1001;
const POLICY = 1008;

/** WebSockets of Direct Line 3.0: frames `{activities, watermark}`, the past since the watermark first. */
export class Streams {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  private readonly ofUser = new Map<string, Set<Stream>>();
  private stopping = false;

  constructor(
    private readonly directLine: DirectLine,
    private readonly basePath: string,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Whether an upgrade is one of ours. */
  takes(req: IncomingMessage): boolean {
    return (req.url ?? '').startsWith(`${this.basePath}/conversations/`);
  }

  async upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    try {
      if (this.stopping) throw new DirectLineError(503, 'Stopping', 'The server stops. Come back in a moment.');
      const url = new URL(req.url ?? '/', 'http://localhost');
      const bearer = await this.directLine.tokens.verify(url.searchParams.get('t') ?? '', 'stream');
      const expected = `${this.basePath}/conversations/${bearer.conversation}/stream`;
      if (url.pathname !== expected)
        throw new DirectLineError(403, 'BadToken', 'The token is one of another conversation.');
      const watermark = readWatermark(url.searchParams.get('watermark'));
      await this.directLine.limits.request(bearer.user);
      await this.directLine.conversation(bearer.conversation);
      this.server.handleUpgrade(req, socket, head, (client) => {
        const stream = new Stream(client, this.directLine, bearer.conversation, watermark, this.report);
        const mine = this.ofUser.get(bearer.user) ?? new Set();
        this.ofUser.set(bearer.user, mine.add(stream));
        client.once('close', () => {
          mine.delete(stream);
          if (mine.size === 0 && this.ofUser.get(bearer.user) === mine) this.ofUser.delete(bearer.user);
        });
        const [oldest] = mine;
        if (oldest && mine.size > STREAMS_PER_USER) {
          // At once, not when it has closed: in a burst the same one would be closed again and again.
          mine.delete(oldest);
          oldest.close(POLICY, 'too many streams');
        }
      });
    } catch (error) {
      const { status, code } = error instanceof DirectLineError ? error : { status: 500, code: 'ServiceError' };
      if (status === 500) this.report(error);
      refuseUpgrade(socket, status, code);
    }
  }

  /** Lets all clients go, and takes no more. They come back by themselves. */
  stop(): void {
    this.stopping = true;
    for (const mine of this.ofUser.values()) for (const stream of mine) stream.close(GOING_AWAY, 'the server stops');
  }
}

/** Answers an upgrade that is not done, and lets the socket go: left alone it is never closed. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

/** One WebSocket. */
class Stream {
  private readonly stopListening: () => void;
  private readonly pings: NodeJS.Timeout;
  private alive = true;
  private reading = false;
  private again = false;

  constructor(
    private readonly client: WebSocket,
    private readonly directLine: DirectLine,
    private readonly conversation: string,
    private watermark: number | undefined,
    private readonly report: (error: unknown) => void,
  ) {
    this.stopListening = directLine.listen(conversation, {
      changed: () => this.changed(),
      typing: (activity) => this.send([activity]),
    });
    this.pings = setInterval(() => this.ping(), PING_MS).unref();
    client.on('pong', () => {
      this.alive = true;
    });
    // Clients send empty messages to see whether the connection holds; there is nothing else to say here.
    client.on('message', () => {
      this.alive = true;
    });
    client.on('error', () => client.terminate());
    client.once('close', () => {
      clearInterval(this.pings);
      this.stopListening();
    });
    this.changed();
  }

  close(code: number, reason: string): void {
    this.client.close(code, reason);
    setTimeout(() => this.client.terminate(), 1000).unref();
  }

  /** Reads on from where the client is. One reading at a time; what changes meanwhile is read after it. */
  private changed(): void {
    if (this.reading) {
      this.again = true;
      return;
    }
    this.readOn().catch((error: unknown) => {
      this.report(error);
      this.close(1011, 'the conversation could not be read');
    });
  }

  private async readOn(): Promise<void> {
    this.reading = true;
    try {
      do {
        this.again = false;
        const placed = await this.directLine.read(this.conversation, this.watermark, BATCH);
        const last = placed.at(-1);
        if (!last) continue;
        this.watermark = last.place;
        this.send(
          placed.map(({ activity }) => activity),
          last.place,
        );
        this.again ||= placed.length === BATCH;
      } while (this.again && this.client.readyState === this.client.OPEN);
    } finally {
      // In the same step as the last look at `again`: what changes from here on starts another reading.
      this.reading = false;
    }
  }

  private send(activities: Activity[], place?: number): void {
    if (this.client.readyState !== this.client.OPEN) return;
    if (this.client.bufferedAmount > BACKLOG_LIMIT) {
      this.close(POLICY, 'reads too slowly');
      return;
    }
    this.client.send(JSON.stringify({ activities, ...(place === undefined ? {} : { watermark: String(place) }) }));
  }

  private ping(): void {
    if (!this.alive) {
      this.client.terminate();
      return;
    }
    this.alive = false;
    this.client.ping();
  }
}
