import { randomUUID } from 'node:crypto';
import { type Activity, readSaid } from './activity.js';
import type { Conversation, ConversationLog, Placed } from './conversation-log.js';
import { DirectLineError } from './errors.js';
import { Limits, MOST_ACTIVITIES } from './limits.js';
import { type Bearer, Tokens } from './tokens.js';

/** Seconds that a token is good for; clients renew it after half of that. */
export const TOKEN_SECONDS = 1800;

/** A WebSocket is opened at once, or its address is asked for again. */
const STREAM_SECONDS = 60;

/** Activities that a client gets back at first when it comes to a conversation: as far as anybody scrolls. */
const HISTORY = 200;

const CHANNEL = 'directline';

export interface DirectLineOptions {
  log: ConversationLog;
  /** Signs the tokens; 32 bytes or more. */
  key: Uint8Array;
  bot: { id: string; name: string };
  /** Gives an activity to the bot. Resolves when its turn is over. */
  deliver(activity: Activity): Promise<void>;
  /** What is said where the bot, given an activity once more, finds it answered, but nobody ever heard the answer. */
  interrupted: Partial<Activity>;
  /** What of a text may be kept; it is what everybody gets, the sender too. */
  redact?(text: string): string;
  /** Whether no more may be kept. */
  isFull?(): boolean;
  /** Hears of what failed behind a request that was already answered. */
  report(error: unknown): void;
  /** Opens `tokens/generate` and every conversation to who knows it, as at Azure's Direct Line. None: closed. */
  secret?: string;
  tokenSeconds?: number;
}

/** Hears of a conversation: that there is something to read, or that the bot is typing. */
export interface Listener {
  changed(): void;
  typing(activity: Activity): void;
}

/** What a client gets to reach a conversation. */
export interface Access {
  conversationId: string;
  token: string;
  expires_in: number;
}

/**
 * Conversations between people and one bot in this process, as Direct Line 3.0 has them: every activity is kept in its place
 * before anybody hears of it, and whoever listens reads on from the place they know. So nothing is lost, doubled or out of
 * order, by whatever way and however often a client comes back.
 */
export class DirectLine {
  readonly tokens: Tokens;
  readonly limits = new Limits();
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(private readonly options: DirectLineOptions) {
    this.tokens = new Tokens(options.key);
  }

  get secret(): string | undefined {
    return this.options.secret;
  }

  /** What leads to a new conversation of a user. Nothing is kept before it is opened: most pages are looked at only. */
  async create(user: string): Promise<Access> {
    return this.access({ conversation: randomUUID(), user });
  }

  async find(id: string): Promise<Conversation | undefined> {
    return this.options.log.find(id);
  }

  async access(bearer: Bearer): Promise<Access> {
    const seconds = this.options.tokenSeconds ?? TOKEN_SECONDS;
    const token = await this.tokens.issue(bearer, 'access', seconds);
    return { conversationId: bearer.conversation, token, expires_in: seconds };
  }

  /** A token for one WebSocket, since addresses end up in logs. */
  async streamToken(bearer: Bearer): Promise<string> {
    return this.tokens.issue(bearer, 'stream', STREAM_SECONDS);
  }

  /** The conversation, if it is there. Throws ConversationNotFound. */
  async conversation(id: string): Promise<Conversation> {
    const found = await this.options.log.find(id);
    if (found) return found;
    throw new DirectLineError(
      404,
      'ConversationNotFound',
      'There is no such conversation, or it is too old. Start another.',
    );
  }

  /** Opens a conversation. The bot hears of it once, however often it is opened. */
  async start({ conversation: id, user }: Bearer): Promise<boolean> {
    // What was deleted is not begun again with an old token.
    if ((await this.options.log.hasEnded(user)) && !(await this.find(id)))
      throw new DirectLineError(403, 'BadToken', 'What was kept of this user was deleted. Ask for a new token.');
    if (!(await this.options.log.create(id, user))) return false;
    const conversation = { id, user };
    this.deliver({
      ...this.addressed(conversation),
      type: 'conversationUpdate',
      id: `${id}|start`,
      membersAdded: [this.options.bot, { id: conversation.user }],
    });
    return true;
  }

  /** Takes what a user says: keeps it, lets it be heard, gives it to the bot. Returns its id before the bot's turn is over. */
  async post(conversation: Conversation, body: unknown): Promise<string> {
    const { type, content, clientActivityID } = readSaid(body);
    // Nothing of ours listens to a client's typing or events.
    if (type !== 'message') return randomUUID();
    const { redact, isFull } = this.options;
    if (isFull?.())
      throw new DirectLineError(503, 'StorageFull', 'Nothing more can be kept at the moment. Try again later.', 600);
    if ((await this.options.log.last(conversation.id)) >= MOST_ACTIVITIES)
      throw new DirectLineError(403, 'ConversationFull', 'This conversation is as long as one may get. Start another.');
    const kept = content.text === undefined || !redact ? content : { ...content, text: redact(content.text) };
    const { activity, place, repeated } = await this.options.log.append(
      conversation.id,
      (at) => ({ ...this.addressed(conversation), type, id: idOf(conversation.id, at), ...kept }),
      { key: clientActivityID, pending: true },
    );
    if (!repeated) {
      this.changed(conversation.id);
      this.deliver(activity, { conversation: conversation.id, place });
    }
    return activity.id ?? '';
  }

  /** What the bot says. Returns the ids. Typing is heard by who listens now and not kept. */
  async say(conversation: string, activities: ReadonlyArray<Partial<Activity>>): Promise<string[]> {
    const ids: string[] = [];
    for (const said of activities) {
      const complete = (id: string): Activity => ({
        ...said,
        type: said.type ?? 'message',
        id,
        timestamp: new Date().toISOString(),
        channelId: CHANNEL,
        from: { ...this.options.bot, role: 'bot' },
        conversation: { id: conversation },
      });
      if (said.type === 'typing') {
        const activity = complete(randomUUID());
        for (const listener of this.listeners.get(conversation) ?? []) listener.typing(activity);
        ids.push(activity.id ?? '');
      } else {
        const { activity } = await this.options.log.append(conversation, (at) => complete(idOf(conversation, at)));
        ids.push(activity.id ?? '');
      }
    }
    this.changed(conversation);
    return ids;
  }

  /** Activities after a watermark; without one, as much of the past as anybody reads. */
  async read(conversation: string, watermark: number | undefined, limit = HISTORY): Promise<Placed[]> {
    const after = watermark ?? Math.max(0, (await this.options.log.last(conversation)) - HISTORY);
    return this.options.log.read(conversation, after, limit);
  }

  /** Listens to a conversation until the returned function is called. */
  listen(conversation: string, listener: Listener): () => void {
    const listeners = this.listeners.get(conversation) ?? new Set();
    this.listeners.set(conversation, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(conversation) === listeners) this.listeners.delete(conversation);
    };
  }

  /** Whether all of a user was deleted. */
  async hasEnded(user: string): Promise<boolean> {
    return this.options.log.hasEnded(user);
  }

  /** Gives the bot what it had not answered when the process ended. */
  async resume(): Promise<void> {
    for (const { conversation, activity, place } of await this.options.log.pending()) {
      const { id } = conversation;
      await this.options.deliver(activity).catch(this.options.report);
      const answers = (await this.options.log.read(id, place, 1)).length;
      if (answers === 0) await this.say(id, [this.options.interrupted]);
      await this.options.log.settle(id, place);
    }
  }

  private deliver(activity: Activity, pending?: { conversation: string; place: number }): void {
    const { report, log } = this.options;
    void this.options
      .deliver(activity)
      // A turn that failed is settled too: it is not to be tried at every start.
      .catch(report)
      .then(() => pending && log.settle(pending.conversation, pending.place))
      .catch(report);
  }

  private changed(conversation: string): void {
    for (const listener of this.listeners.get(conversation) ?? []) listener.changed();
  }

  private addressed({ id, user }: Conversation): Omit<Activity, 'type'> {
    return {
      timestamp: new Date().toISOString(),
      channelId: CHANNEL,
      serviceUrl: 'urn:directline:in-process',
      from: { id: user, role: 'user' },
      recipient: this.options.bot,
      conversation: { id },
    };
  }
}

/** `{conversation}|{place}`, as Direct Line counts. */
const idOf = (conversation: string, place: number): string => `${conversation}|${String(place).padStart(7, '0')}`;

/** Reads a watermark; empty or none is undefined. Throws BadArgument. */
export function readWatermark(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new DirectLineError(
    400,
    'BadArgument',
    `watermark="${text.slice(0, 40)}" must be one that a server gave, or none.`,
  );
}
