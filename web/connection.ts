import { keepSession, openSession, type Session } from './session.js';
import { waitBefore } from './waits.js';
import type { DirectLineClient } from './web-chat.js';

/** Numbers of Direct Line's connection states that its client does not come back from: expired, failed, and no more there. */
const [EXPIRED, FAILED, ENDED] = [3, 4, 5];

/** Milliseconds between two tries to connect, at most. */
const LONGEST_WAIT_MS = 15_000;

/** A connection that held this long was a good one. */
const GOOD_AFTER_MS = 10_000;

/** WebSockets that close without having opened, before it is done without them: some company proxies let none through. */
const BLOCKED_SOCKETS = 2;

/** The code by which the server closes a WebSocket that is one too many. */
const POLICY = 1008;

/** A page that was not looked at for this long may have slept with its computer: its token is old, its socket dead. */
const ASLEEP_MS = 10 * 60_000;

/** Without WebSockets a lost server shows nowhere: the client of Direct Line gives up polling without a word. */
const LOOK_EVERY_MS = 10_000;

export interface ConnectionEvents {
  /** There is a client to talk through, for the session's conversation. */
  connected(client: DirectLineClient, session: Session): void;
  /** Something to tell the person, or nothing more. */
  notice(text: string): void;
}

/**
 * Keeps the page connected. Direct Line's own client waits 3 to 15 s before it looks for the server again, then 20 s, and
 * cannot use a new token for that; so whenever a connection is lost, this makes a new client on a new token. Activities that
 * come twice that way are known by their ids.
 */
export class Connection {
  private client: DirectLineClient | undefined;
  /** Grows with each connecting; what an older one still hears counts no more. */
  private generation = 0;
  private blocked = 0;
  /** Connections lost one after the other before they were good. */
  private losses = 0;
  /** Another conversation is wanted. It stays so until there is one. */
  private wantsFresh = false;
  private look: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly events: ConnectionEvents) {
    addEventListener('offline', () => events.notice(PHRASES.offline));
    addEventListener('online', () => {
      // Another network may let WebSockets through.
      this.blocked = 0;
      void this.connect();
    });
    // From the browser's cache of pages: what was open is closed.
    addEventListener('pageshow', ({ persisted }) => void (persisted && this.connect()));
    let left = 0;
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) left = Date.now();
      else if (Date.now() - left > ASLEEP_MS) void this.connect();
    });
  }

  /** Resolves with whether it was this connecting that led to a connection. */
  async connect(fresh = false): Promise<boolean> {
    this.wantsFresh ||= fresh;
    this.generation += 1;
    const mine = this.generation;
    if (this.losses > 1) {
      this.events.notice(PHRASES.reconnecting);
      await pause(waitBefore(this.losses, LONGEST_WAIT_MS));
    }
    const session = await this.session(() => mine === this.generation);
    if (!session) return false;
    this.wantsFresh = false;
    keepSession(session);
    this.client?.end();
    clearInterval(this.look);
    const webSocket = this.blocked < BLOCKED_SOCKETS;
    const client = window.WebChat.createDirectLine({
      domain: new URL(session.domain, location.origin).href,
      token: session.token,
      webSocket,
      // With it the client asks for the past; without, it opens the conversation.
      ...(session.started ? { conversationId: session.conversationId } : {}),
    });
    const begun = Date.now();
    const lost = (): void => {
      if (mine !== this.generation) return;
      this.losses = Date.now() - begun > GOOD_AFTER_MS ? 0 : this.losses + 1;
      void this.connect();
    };
    const found = (): void => {
      if (mine === this.generation) this.events.notice('');
    };
    if (webSocket) this.watch(client, found, lost);
    else {
      this.watchPolls(client, lost);
      found();
      this.look = setInterval(() => void answers().then((yes) => yes || lost()), LOOK_EVERY_MS);
    }
    client.connectionStatus$.subscribe({
      next: (status) => {
        if (status === EXPIRED || status === FAILED) lost();
        if (status === ENDED && mine === this.generation) void this.connect(true);
      },
    });
    this.client = client;
    this.events.connected(client, session);
    return true;
  }

  /** A session, tried for until there is one; undefined where another connecting has begun meanwhile. */
  private async session(current: () => boolean): Promise<Session | undefined> {
    for (let attempt = 0; current(); attempt += 1) {
      try {
        const session = await openSession(this.wantsFresh);
        return current() ? session : undefined;
      } catch {
        if (!current()) break;
        this.events.notice(navigator.onLine ? PHRASES.reconnecting : PHRASES.offline);
        await pause(waitBefore(attempt, LONGEST_WAIT_MS));
      }
    }
    return undefined;
  }

  /** Hears of a poll that failed: the client ends polling with it, and tells nobody. It tells of 403 and 404. */
  private watchPolls({ services }: DirectLineClient, lost: () => void): void {
    const ajax = services.ajax;
    services.ajax = (request) => {
      const answer = ajax(request);
      if (request.method !== 'GET') return answer;
      return answer.catch((error) => {
        if (error.status !== 403 && error.status !== 404) lost();
        throw error;
      });
    };
  }

  /** Hears of the client's WebSocket, which it tells nobody about. */
  private watch(client: DirectLineClient, found: () => void, lost: () => void): void {
    const connection = this;
    client.services.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        let opened = false;
        this.addEventListener('open', () => {
          opened = true;
          connection.blocked = 0;
          found();
        });
        this.addEventListener('close', ({ code }) => {
          if (!opened) connection.blocked += 1;
          // More pages of this person are open than the server keeps streams for: they would take them from each other.
          if (code === POLICY) connection.blocked = BLOCKED_SOCKETS;
          lost();
        });
      }
    };
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function answers(): Promise<boolean> {
  return fetch('/healthz', { signal: AbortSignal.timeout(5000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
