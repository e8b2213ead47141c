import { BotState, type Storage, type StoreItem, type TurnContext } from 'botbuilder-core';
import { isSame, lastOpen, type Memory, memoryOf, type Person, type Problem, readMemory } from './memory.js';

interface Cached {
  state: StoreItem;
  /** The person's item as it was read. */
  person: StoredPerson;
}

/** What is stored about a person. */
interface StoredPerson {
  noticed: boolean;
  /** The one with the problem to come back to; it says which. */
  last?: string;
}

/** The name under which the memory stands in the stored item. */
export const MEMORY = 'guide';

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
    const stored = readPerson(items[personKey]);
    const own = items[key]?.[MEMORY];
    const memory = own === undefined ? undefined : readMemory(own);
    const { noticed, last } = stored;
    const open = last === key ? memory && lastOpen(memory) : last && (await this.openIn(last));
    const person: Person = { noticed, ...(open ? { open } : {}) };
    const state = { ...items[key], [MEMORY]: memory ? { ...memory, person } : memoryOf(person) };
    context.turnState.set(this.itemKey, { state, person: stored });
    return state;
  }

  override async saveChanges(context: TurnContext): Promise<void> {
    const cached = context.turnState.get<Cached | undefined>(this.itemKey);
    if (!cached) return;
    const key = ConversationMemory.keyOf(context);
    const { person, ...memory } = cached.state[MEMORY] as Memory;
    // A first write carries an empty eTag: it must find nothing stored yet.
    await this.store.write({ [key]: { ...cached.state, [MEMORY]: memory, eTag: cached.state.eTag ?? '' } });
    // An open problem is this conversation's, or still that of the one before.
    const isOwn = isSame(person.open?.facts, lastOpen(memory)?.facts);
    const last = person.open && (isOwn ? key : cached.person.last);
    const after: StoredPerson = { noticed: person.noticed, ...(last === undefined ? {} : { last }) };
    // Two conversations of one person at once: the later word about the person holds. After the conversation's item and by
    // itself: where that one conflicts, the turn is repeated, and a transaction over both would cost more than both writes.
    if (!isSame(after, cached.person))
      await this.store.write({ [ConversationMemory.personKeyOf(context)]: { ...after, eTag: '*' } });
    context.turnState.delete(this.itemKey);
  }

  /** The open problem of another conversation. */
  private async openIn(key: string): Promise<Problem | undefined> {
    const stored = ((await this.store.read([key])) as Record<string, StoreItem>)[key]?.[MEMORY];
    return stored === undefined ? undefined : lastOpen(readMemory(stored));
  }

  override get(context: TurnContext): StoreItem | undefined {
    return context.turnState.get<Cached | undefined>(this.itemKey)?.state;
  }
}

/** {channel}/{user}: whose an item is, by its key. */
export function ownerOf(key: string): string {
  const [kind, , channel = '', ...rest] = key.split('/');
  return kind === 'memory' || kind === 'person' ? `${channel}/${rest.at(-1) ?? ''}` : '';
}

/** Who a turn is about. A joining may be announced by the channel or the bot itself; it is about the one who joined. */
export function personOf(context: TurnContext): string {
  const { from, membersAdded, recipient } = context.activity;
  const person = membersAdded?.find((member) => member.id !== recipient?.id) ?? from;
  return person?.id ?? '';
}

const part = (value: string | undefined): string => encodeURIComponent(value ?? '');

/** What is stored about a person, or what is known of somebody new. */
function readPerson(item: StoreItem | undefined): StoredPerson {
  const { noticed, last } = (item ?? {}) as Record<string, unknown>;
  return {
    noticed: noticed === true,
    ...(typeof last === 'string' ? { last } : {}),
  };
}
