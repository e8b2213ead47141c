import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { machine, messagesFrom, quantile } from './inputs.js';
import { ServerProcess } from './server-process.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const projectDir = path.resolve(here, '../../..');

const USERS = 200;
const LAST_MS = 60_000;
/** Between two messages of a person; far quicker than anybody reads an answer. */
const PAUSE_MS = 3000;
/** One in so many messages is said on a connection that was just cut. */
const CUTS = 20;
const PORT = 39795;

interface Activity {
  id: string;
  type: string;
  from: { id: string };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function call<T>(url: string, token?: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}

/** A person at the chat page: a WebSocket that is now and then cut and comes back, and what was heard on it. */
class User {
  readonly heard: Activity[] = [];
  readonly waits: number[] = [];
  sent = 0;
  private watermark = '';
  private socket: WebSocket | undefined;
  private answered: (() => void) | undefined;

  constructor(
    private readonly base: string,
    private readonly session: { token: string; conversationId: string; userId: string },
  ) {}

  static async arrive(base: string): Promise<User> {
    const user = new User(base, await call(`${base}/webchat/session`, undefined, {}));
    const opened = await call<{ streamUrl: string }>(`${base}/directline/conversations`, user.session.token, {});
    await user.listen(opened.streamUrl);
    return user;
  }

  private get url(): string {
    return `${this.base}/directline/conversations/${this.session.conversationId}`;
  }

  private async listen(streamUrl: string): Promise<void> {
    const socket = new WebSocket(streamUrl);
    this.socket = socket;
    socket.on('message', (data) => {
      const { activities, watermark } = JSON.parse(String(data)) as { activities: Activity[]; watermark?: string };
      if (watermark !== undefined) this.watermark = watermark;
      for (const activity of activities) {
        if (activity.type !== 'message') continue;
        this.heard.push(activity);
        if (activity.from.id !== this.session.userId) this.answered?.();
      }
    });
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('open', resolve));
  }

  /** Cuts the connection and comes back from where it was. */
  async reconnect(): Promise<void> {
    this.socket?.terminate();
    const { streamUrl } = await call<{ streamUrl: string }>(
      `${this.url}?watermark=${this.watermark}`,
      this.session.token,
    );
    await this.listen(streamUrl);
  }

  async say(text: string): Promise<void> {
    const begun = performance.now();
    const answer = new Promise<void>((resolve) => {
      this.answered = resolve;
    });
    this.sent += 1;
    if (Math.random() < 1 / CUTS) {
      this.socket?.terminate();
      await call(`${this.url}/activities`, this.session.token, { type: 'message', text });
      await this.reconnect();
    } else await call(`${this.url}/activities`, this.session.token, { type: 'message', text });
    await Promise.race([answer, pause(10_000)]);
    this.waits.push(performance.now() - begun);
  }

  /** What the server has of the conversation, page by page: the oracle of what should have been heard. */
  async all(): Promise<Activity[]> {
    const found: Activity[] = [];
    let watermark = '0';
    for (;;) {
      const page = await call<{ activities: Activity[]; watermark: string }>(
        `${this.url}/activities?watermark=${watermark}`,
        this.session.token,
      );
      if (page.activities.length === 0) return found;
      found.push(...page.activities);
      watermark = page.watermark;
    }
  }

  leave(): void {
    this.socket?.terminate();
  }
}

async function main(): Promise<void> {
  print(machine());
  const messages = await messagesFrom(projectDir);
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'guide-bench-'));
  const server = await ServerProcess.start(path.join(projectDir, 'dist/src/server/index.js'), PORT, {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
  });
  const base = `http://127.0.0.1:${PORT}`;
  try {
    const users = await Promise.all(Array.from({ length: USERS }, () => User.arrive(base)));
    const end = Date.now() + LAST_MS;
    await Promise.all(
      users.map(async (user) => {
        await pause(Math.random() * PAUSE_MS);
        while (Date.now() < end) {
          await user.say(messages[Math.floor(Math.random() * messages.length)] ?? '');
          await pause(PAUSE_MS * (0.5 + Math.random()));
        }
      }),
    );
    await pause(1000);
    let lost = 0;
    let doubled = 0;
    let disordered = 0;
    let unanswered = 0;
    for (const user of users) {
      const ids = user.heard.map(({ id }) => id);
      const all = (await user.all()).map(({ id }) => id);
      const heard = new Set(ids);
      lost += all.filter((id) => !heard.has(id)).length;
      doubled += ids.length - heard.size;
      if (ids.join() !== [...ids].sort().join()) disordered += 1;
      const own = user.heard.filter(({ from }) => from.id.startsWith('dl_')).length;
      lost += user.sent - own;
      unanswered += user.waits.filter((wait) => wait >= 10_000).length;
      user.leave();
    }
    const sent = users.reduce((sum, user) => sum + user.sent, 0);
    const heard = users.reduce((sum, user) => sum + user.heard.length, 0);
    const waits = users.flatMap((user) => user.waits);
    print(
      `${USERS} web chat users for ${LAST_MS / 1000} s: ${sent} messages sent (${(sent / (LAST_MS / 1000)).toFixed(0)} a second, one in ${CUTS} on a cut connection), ${heard} activities heard; lost ${lost}, doubled ${doubled}, out of order ${disordered}, unanswered ${unanswered}; from sending to the answer p50 ${quantile(waits, 0.5).toFixed(0)} ms, p99 ${quantile(waits, 0.99).toFixed(0)} ms`,
    );
    if (lost + doubled + disordered + unanswered > 0) process.exitCode = 1;
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main();
