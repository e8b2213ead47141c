import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder-core';

/** Says something in a conversation of this process; returns the ids. */
export type Say = (conversation: string, activities: ReadonlyArray<Partial<Activity>>) => Promise<string[]>;

/** An adapter without a connector: what the bot says goes straight to the Direct Line of this process. */
export class InProcessAdapter extends BotAdapter {
  constructor(private readonly say: Say) {
    super();
  }

  /** Runs one turn. */
  async process(activity: Partial<Activity>, run: (context: TurnContext) => Promise<void>): Promise<void> {
    const context = new TurnContext(this, activity);
    await this.runMiddleware(context, run);
  }

  override async sendActivities(
    context: TurnContext,
    activities: Array<Partial<Activity>>,
  ): Promise<ResourceResponse[]> {
    const ids = await this.say(context.activity.conversation.id, activities);
    return ids.map((id) => ({ id }));
  }

  // Direct Line 3.0 has neither: what was said stands.
  override async updateActivity(): Promise<void> {
    throw new Error('Direct Line cannot change an activity that was sent.');
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('Direct Line cannot delete an activity that was sent.');
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const activity = TurnContext.applyConversationReference(
      { type: 'event', name: 'continueConversation' },
      reference,
      true,
    );
    await this.process(activity, logic);
  }
}
