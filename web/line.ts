import { waitBefore } from './waits.js';
import type { Activity, DirectLineClient, Observer, Stream } from './web-chat.js';

/** Direct Line's number of a connection that can be sent through. */
const ONLINE = 2;

/** Refusals that a second time would end the same way: 429 is none of them, nor one that another token or conversation cures. */
const FOR_GOOD = new Set([400, 413, 415]);

/** The conversation is no longer there, or not for this token. */
const GONE = new Set([401, 404]);

/** What a client of Direct Line says in place of an id where it could not send, but somebody might. */
const RETRY = 'retry';

/** After coming back, the past says within this time whether what was sent before arrived; servers that know keys need not be waited for. */
const PAST_MS = 1500;

/** Milliseconds between two sendings, at most. */
const LONGEST_WAIT_MS = 10_000;

export interface LineEvents {
  /** All up to the last activity is deleted. */
  forgotten(): void;
  /** There is nobody to send to any more. */
  gone(): void;
}

/** Where what waits is kept over a reload, and for the next line. */
export interface Waiting {
  list(): Activity[];
  keep(activities: readonly Activity[]): void;
}

interface Post {
  activity: Activity;
  observer: Observer<string>;
  /** Grows with each sending; what an older one still hears counts no more. */
  attempt: number;
  underWay: boolean;
}

/**
 * A conversation as Web Chat is connected to it: one for as long as it is shown, while clients of Direct Line come and go
 * behind it. Nothing is heard twice; what is said while there is no connection goes out, in its order, when there is one.
 */
export class Line {
  readonly activity$: Stream<Activity> = { subscribe: (observer) => this.listen(observer) };
  /** Always on, so that Web Chat takes what is said; it waits here. */
  readonly connectionStatus$: Stream<number> = {
    subscribe: (observer) => {
      observer.next?.(ONLINE);
      return { unsubscribe: () => undefined };
    },
  };
  private readonly heard: Activity[] = [];
  private readonly ids = new Set<string>();
  private readonly listeners = new Set<Observer<Activity>>();
  /** Everything was deleted: the conversation takes nothing more. */
  private isOver = false;
  private posts: Post[];
  /** Whether the client is connected and the past was heard that could say what arrived. */
  private ready = false;
  private client: DirectLineClient | undefined;

  /** @param token tells Web Chat who the person is. */
  constructor(
    readonly token: string,
    private readonly waiting: Waiting,
    private readonly events: LineEvents,
  ) {
    this.posts = waiting.list().map(unheard);
  }

  /** Goes on through another client. */
  attach(client: DirectLineClient): void {
    this.client = client;
    this.ready = false;
    for (const post of this.posts) post.underWay = false;
    const isCurrent = (): boolean => this.client === client;
    client.activity$.subscribe({
      next: (activity) => isCurrent() && this.hear(activity),
      // A client that was ended says so by an error; nothing is lost by it.
      error: () => undefined,
    });
    client.connectionStatus$.subscribe({
      next: (status) => {
        if (status !== ONLINE || !isCurrent()) return;
        setTimeout(
          () => {
            if (!isCurrent()) return;
            this.ready = true;
            this.sendNext();
          },
          this.posts.some(({ attempt }) => attempt > 0) ? PAST_MS : 0,
        );
      },
    });
  }

  /** Sends when it can be sent. Gives the id, or fails where it is refused for good. */
  postActivity(activity: Activity): Stream<string> {
    return {
      subscribe: (observer) => {
        const post: Post = { activity, observer, attempt: 0, underWay: false };
        this.posts.push(post);
        this.keep();
        this.sendNext();
        return { unsubscribe: () => this.remove(post) };
      },
    };
  }

  /** Another line goes on with what waits. */
  close(): void {
    this.client = undefined;
    this.posts = [];
  }

  /** Web Chat is done with it, not the page: clients are ended by who made them, and what waits may still go out. */
  end(): void {}

  private listen(observer: Observer<Activity>): { unsubscribe(): void } {
    this.listeners.add(observer);
    for (const activity of this.heard) observer.next?.(activity);
    return { unsubscribe: () => this.listeners.delete(observer) };
  }

  private hear(activity: Activity): void {
    const { id, type, channelData } = activity;
    if (type !== 'typing' && id !== undefined) {
      if (this.ids.has(id)) return;
      this.ids.add(id);
      const isEnd = channelData?.forgotten === true && this.heard.length > 0;
      if (isEnd) this.heard.length = 0;
      this.heard.push(activity);
      if (isEnd) {
        // Whoever shows this begins anew and waits for nothing any more; what was said since goes out all the same.
        this.isOver = true;
        this.posts = this.posts.map(({ activity: said }) => unheard(said));
        this.sendNext();
        this.events.forgotten();
        return;
      }
    }
    for (const listener of this.listeners) listener.next?.(activity);
    const mine = channelData?.clientActivityID;
    const arrived = mine && this.posts.find((post) => post.activity.channelData?.clientActivityID === mine);
    if (arrived) this.done(arrived, id ?? '');
  }

  /** One after the other: what was said first arrives first. */
  private sendNext(): void {
    const [post] = this.posts;
    // What comes after a deletion belongs to another conversation, which this line's owner asks for; there it goes out.
    if (post && this.isOver) {
      if (!post.underWay) this.events.gone();
      post.underWay = true;
      return;
    }
    if (!post || post.underWay || !this.ready || !this.client) return;
    post.underWay = true;
    post.attempt += 1;
    const { attempt } = post;
    const isCurrent = (): boolean => post.attempt === attempt && post.underWay;
    const again = (): void => {
      setTimeout(
        () => {
          if (!isCurrent()) return;
          post.underWay = false;
          this.sendNext();
        },
        waitBefore(attempt, LONGEST_WAIT_MS),
      );
    };
    this.client.postActivity(post.activity).subscribe({
      next: (id) => {
        if (isCurrent()) id === RETRY ? again() : this.done(post, id);
      },
      error: (error) => {
        if (!isCurrent()) return;
        const { status = 0 } = (error ?? {}) as { status?: number };
        if (FOR_GOOD.has(status)) {
          this.remove(post);
          post.observer.error?.(error);
          return;
        }
        again();
        if (GONE.has(status)) this.events.gone();
      },
    });
  }

  private done(post: Post, id: string): void {
    this.remove(post);
    post.observer.next?.(id);
    post.observer.complete?.();
  }

  private remove(post: Post): void {
    post.underWay = false;
    const place = this.posts.indexOf(post);
    if (place < 0) return;
    this.posts.splice(place, 1);
    this.keep();
    this.sendNext();
  }

  private keep(): void {
    this.waiting.keep(this.posts.map(({ activity }) => activity));
  }
}

/** What nobody waits for; it is seen when it comes back from the conversation. It may have been sent before. */
const unheard = (activity: Activity): Post => ({ activity, observer: {}, attempt: 1, underWay: false });
