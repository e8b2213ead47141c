import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Activity } from 'botbuilder';

/** A channel's connector: takes what the bot sends, or misbehaves as told. */
export class Connector {
  readonly received: Array<Partial<Activity>> = [];
  /** How the next requests are answered. */
  mode: 'ok' | 'error' | 'hang' | 'reset' = 'ok';
  /** So many next messages are refused for being too many, with a Retry-After where there is one. */
  refuse = 0;
  retryAfter: string | undefined;
  /** Messages so far, whatever became of them. */
  asked = 0;
  /** Bytes of zeros that are answered instead of an id, packed where `gzip`. */
  flood: { bytes: number; gzip: boolean } | undefined;
  private readonly server: http.Server;

  private constructor() {
    this.server = http.createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        if (!Buffer.concat(chunks).includes('"type":"typing"')) this.asked += 1;
        if (this.flood) {
          const body = Buffer.alloc(this.flood.bytes, 0x20);
          const headers = { 'content-type': 'application/json' };
          res.writeHead(200, this.flood.gzip ? { ...headers, 'content-encoding': 'gzip' } : headers);
          res.on('error', () => {});
          res.end(this.flood.gzip ? gzipSync(body) : body);
          return;
        }
        if (this.mode === 'hang') return;
        if (this.mode === 'reset') {
          req.socket.destroy();
          return;
        }
        if (this.refuse > 0) {
          this.refuse -= 1;
          res.writeHead(429, this.retryAfter === undefined ? {} : { 'retry-after': this.retryAfter });
          res.end();
          return;
        }
        if (this.mode === 'ok')
          this.received.push(JSON.parse(Buffer.concat(chunks).toString() || '{}') as Partial<Activity>);
        res.writeHead(this.mode === 'ok' ? 200 : 500, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ id: randomUUID() }));
      });
    });
  }

  static async start(): Promise<Connector> {
    const connector = new Connector();
    await new Promise<void>((resolve) => connector.server.listen(0, '127.0.0.1', resolve));
    return connector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Texts received so far, card texts included. */
  texts(): string[] {
    return this.received.map((activity) => activity.text ?? JSON.stringify(activity.attachments ?? ''));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export interface Answer {
  status: number;
  body: string;
  ms: number;
}

/** POSTs a body to an endpoint, as it is. */
export function post(url: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    const req = http.request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers },
      },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () =>
          resolve({ status: res.statusCode ?? 0, body: Buffer.concat(chunks).toString(), ms: Date.now() - started }),
        );
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

/** An activity as a channel sends it. */
export function activity(connector: Connector, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'emulator',
    serviceUrl: connector.url,
    conversation: { id: 'conversation-1' },
    from: { id: 'user-1', name: '사용자' },
    recipient: { id: 'bot', name: '봇' },
    locale: 'en-US',
    ...more,
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
