import {
  type Activity,
  ActivityTypes,
  type StatePropertyAccessor,
  type Storage,
  type TurnContext,
} from 'botbuilder-core';
import { GuideError } from '../src/knowledge/errors.js';
import { ConversationMemory, MEMORY } from './conversation-memory.js';
import type { Guide } from './guide.js';
import { type Memory, markSeen, newMemory, readMemory } from './memory.js';
import { phrases } from './phrases.ko.js';
import { type Press, questionMark } from './presses.js';
import type { Reply } from './reply.js';
import type { Turn } from './turn.js';

/** Turns that another instance overtook are repeated this often before they count as failed. */
const ATTEMPTS = 3;

/** What a bot needs from the channels. */
export interface BotPorts {
  storage: Storage;
  /** Sends replies in the way of the channel; `question` is the mark of the one that is open after them. */
  send(context: TurnContext, replies: readonly Reply[], question: string): Promise<void>;
  /** The words of an activity: its text, or what its button means. */
  textOf(activity: Partial<Activity>): string;
  /** What the button of an activity says besides its words; undefined where they were typed. */
  pressOf?(context: TurnContext): Press | undefined;
  /** Hears of each turn once it is saved. */
  onTurn?(context: TurnContext, turn: Turn): void;
  /** Deletes all that is kept about the person of a turn. */
  forget(context: TurnContext): Promise<void>;
}

/**
 * One turn: load the memory, answer, save, send. Nothing is sent before it is saved, so that a turn can be repeated when
 * another instance was faster, and a crash never leaves a person with an answer that the bot doesn't know of.
 */
export class GuideBot {
  private readonly state: ConversationMemory;
  private readonly memory: StatePropertyAccessor<Memory>;

  constructor(
    private readonly guide: Guide,
    private readonly ports: BotPorts,
  ) {
    this.state = new ConversationMemory(ports.storage);
    this.memory = this.state.createProperty<Memory>(MEMORY);
  }

  async run(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (activity.type === ActivityTypes.Message) activity.text = this.ports.textOf(activity);
    else if (activity.type === ActivityTypes.Invoke) return acknowledge(context);
    else if (activity.type !== ActivityTypes.ConversationUpdate) return;
    const output = await this.answerAndSave(context);
    if (!output) return;
    this.ports.onTurn?.(context, output);
    if (output.replies.length > 0)
      await this.ports.send(context, output.replies, questionMark(output.memory.facts.open));
  }

  /** Tells the person that a turn failed. What was said before is still saved. */
  async apologise(context: TurnContext): Promise<void> {
    await this.ports.send(context, [{ text: phrases.turnFailed, choices: [] }], '');
  }

  private async answerAndSave(context: TurnContext): Promise<Turn | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      await this.state.load(context, true);
      try {
        const turn = await this.answer(context);
        if (turn?.forget) await this.ports.forget(context);
        else if (turn) await this.state.saveChanges(context);
        return turn;
      } catch (error) {
        if (!(error instanceof GuideError && error.code === 'STATE_CONFLICT') || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** The turn's output; undefined where there is nothing to do or to save. */
  private async answer(context: TurnContext): Promise<Turn | undefined> {
    const { activity } = context;
    const memory = readMemory(await this.memory.get(context, newMemory()));
    const id = typeof activity.id === 'string' && activity.id !== '' ? activity.id : undefined;
    if (id !== undefined && memory.seen.includes(id)) return undefined;
    const turn =
      activity.type === ActivityTypes.Message ? this.converse(context, memory) : this.welcome(activity, memory);
    if (turn) await this.memory.set(context, id === undefined ? turn.memory : markSeen(turn.memory, id));
    return turn;
  }

  private converse(context: TurnContext, memory: Memory): Turn {
    const { text = '', attachments = [], value } = context.activity;
    if (text.trim() === '' && value === undefined && attachments.length > 0) return this.guide.refuseFiles(memory);
    return this.guide.respond(memory, text, this.ports.pressOf?.(context));
  }

  /** Greets once a conversation, although clients announce a joining more than once. */
  private welcome(activity: Partial<Activity>, memory: Memory): Turn | undefined {
    return memory.greeted || !isJoining(activity) ? undefined : this.guide.greet(memory, isGroup(activity));
  }
}
/**
 * Whether a conversation begins. Where many talk, that is when the bot comes: whoever joins later did not ask for it. Teams
 * announces a talk with one person by the bot's own joining.
 */
function isJoining(activity: Partial<Activity>): boolean {
  const { membersAdded = [], recipient, channelId } = activity;
  const botCame = membersAdded.some((member) => member.id === recipient?.id);
  if (isGroup(activity)) return botCame;
  return membersAdded.some((member) => member.id !== recipient?.id) || (botCame && channelId === 'msteams');
}

function isGroup({ conversation }: Partial<Activity>): boolean {
  return conversation?.isGroup === true || /^(?:channel|groupChat)$/.test(conversation?.conversationType ?? '');
}

/** Nothing of ours is invoked; without a response the SDK would answer 501, which clients show as a failure. */
async function acknowledge(context: TurnContext): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200 } });
}
