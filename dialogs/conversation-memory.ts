import { BotState, type Storage, type StoreItem, type TurnContext } from 'botbuilder-core';

interface CachedItem {
  state: StoreItem;
}

/**
 * What is kept about one person in one conversation, under an explicit key of its own, so that in a group everybody has
 * their own facts. Unlike botbuilder's states it writes with the eTag it read: a turn that another instance overtook
 * fails with a conflict instead of undoing that instance's work.
 */
export class ConversationMemory extends BotState {
  private readonly itemKey = Symbol('conversation memory');

  constructor(private readonly store: Storage) {
    super(store, async (context) => ConversationMemory.keyOf(context));
  }

  /** memory/v1/{channel}/{conversation}/{user} */
  static keyOf(context: TurnContext): string {
    const { channelId, conversation, from, membersAdded, recipient } = context.activity;
    const part = (value: string | undefined): string => encodeURIComponent(value ?? '');
    // A joining may be announced by the channel or the bot itself; it is about the one who joined.
    const person = membersAdded?.find((member) => member.id !== recipient?.id) ?? from;
    return `memory/v1/${part(channelId)}/${part(conversation?.id)}/${part(person?.id)}`;
  }

  override async load(context: TurnContext, force = false): Promise<StoreItem> {
    const cached = context.turnState.get<CachedItem | undefined>(this.itemKey);
    if (cached && !force) return cached.state;
    const key = ConversationMemory.keyOf(context);
    const state = ((await this.store.read([key])) as Record<string, StoreItem>)[key] ?? {};
    context.turnState.set(this.itemKey, { state });
    return state;
  }

  override async saveChanges(context: TurnContext): Promise<void> {
    const cached = context.turnState.get<CachedItem | undefined>(this.itemKey);
    if (!cached) return;
    // A first write carries an empty eTag: it must find nothing stored yet.
    await this.store.write({ [ConversationMemory.keyOf(context)]: { ...cached.state, eTag: cached.state.eTag ?? '' } });
    context.turnState.delete(this.itemKey);
  }

  override get(context: TurnContext): StoreItem | undefined {
    return context.turnState.get<CachedItem | undefined>(this.itemKey)?.state;
  }
}
