import { BotState, type Storage, type StoreItem, type TurnContext } from 'botbuilder-core';
import { type Memory, memoryOf, readMemory, readPerson } from './memory.js';

interface Cached {
  state: StoreItem;
  /** The person's item as it was read. */
  person: StoreItem;
}

/** The name under which the memory stands in the stored item. */
export const MEMORY = 'guide';

/** Conversations of a person that are known for deletion, the last ones. */
const CONVERSATIONS_LIMIT = 200;

/**
 * What is kept about one person in one conversation, under an explicit key of its own, so that in a group everybody has
 * their own facts; and beside it what is kept about the person across conversations. Unlike botbuilder's states it writes
 * with the eTag it read: a turn that another instance overtook fails with a conflict instead of undoing that instance's work.
 */
export class ConversationMemory extends BotState {
  private readonly itemKey = Symbol('conversation memory');

  constructor(private readonly store: Storage) {
    super(store, async (context) => ConversationMemory.keyOf(context));
  }

  /** memory/v1/{channel}/{conversation}/{user} */
  static keyOf(context: TurnContext): string {
    const { channelId, conversation } = context.activity;
    return `memory/v1/${part(channelId)}/${part(conversation?.id)}/${part(personOf(context))}`;
  }

  /** person/v1/{channel}/{user} */
  static personKeyOf(context: TurnContext): string {
    return `person/v1/${part(context.activity.channelId)}/${part(personOf(context))}`;
  }

  override async load(context: TurnContext, force = false): Promise<StoreItem> {
    const cached = context.turnState.get<Cached | undefined>(this.itemKey);
    if (cached && !force) return cached.state;
    const [key, personKey] = [ConversationMemory.keyOf(context), ConversationMemory.personKeyOf(context)];
    const items = (await this.store.read([key, personKey])) as Record<string, StoreItem>;
    const person = items[personKey] ?? {};
    const stored = items[key]?.[MEMORY];
    const memory = stored === undefined ? memoryOf(readPerson(person)) : readMemory(stored);
    const state = { ...items[key], [MEMORY]: { ...memory, person: readPerson(person) } };
    context.turnState.set(this.itemKey, { state, person });
    return state;
  }

  override async saveChanges(context: TurnContext): Promise<void> {
    const cached = context.turnState.get<Cached | undefined>(this.itemKey);
    if (!cached) return;
    const key = ConversationMemory.keyOf(context);
    const { person, ...memory } = cached.state[MEMORY] as Memory;
    // A first write carries an empty eTag: it must find nothing stored yet.
    await this.store.write({ [key]: { ...cached.state, [MEMORY]: memory, eTag: cached.state.eTag ?? '' } });
    const known = conversationsOf(cached.person);
    const conversations = known.includes(key) ? known : [...known, key].slice(-CONVERSATIONS_LIMIT);
    const { eTag: _eTag, ...before } = cached.person;
    const after = { ...person, conversations };
    // Two conversations of one person at once: the later word about the person holds. After the conversation's item and by
    // itself: where that one conflicts, the turn is repeated, and a transaction over both would cost more than both writes.
    if (JSON.stringify(after) !== JSON.stringify(before))
      await this.store.write({ [ConversationMemory.personKeyOf(context)]: { ...after, eTag: '*' } });
    context.turnState.delete(this.itemKey);
  }

  /** Deletes all that is stored about the person: this conversation, the others, and what holds across them. */
  async forget(context: TurnContext): Promise<void> {
    const cached = context.turnState.get<Cached | undefined>(this.itemKey);
    const keys = [ConversationMemory.keyOf(context), ConversationMemory.personKeyOf(context)];
    await this.store.delete([...new Set([...keys, ...conversationsOf(cached?.person ?? {})])]);
    context.turnState.delete(this.itemKey);
  }

  override get(context: TurnContext): StoreItem | undefined {
    return context.turnState.get<Cached | undefined>(this.itemKey)?.state;
  }
}

/** Who a turn is about. A joining may be announced by the channel or the bot itself; it is about the one who joined. */
export function personOf(context: TurnContext): string {
  const { from, membersAdded, recipient } = context.activity;
  const person = membersAdded?.find((member) => member.id !== recipient?.id) ?? from;
  return person?.id ?? '';
}

const part = (value: string | undefined): string => encodeURIComponent(value ?? '');

function conversationsOf(person: StoreItem): string[] {
  const known: unknown = person['conversations'];
  return Array.isArray(known) ? known.filter((key): key is string => typeof key === 'string') : [];
}
