import type { Activity } from 'botbuilder';
import { Connector, post } from '../support/client.js';
import { RunningBot } from '../support/running-bot.js';

/** An activity of a transcript: what the Emulator reads when it opens one. */
export type Recorded = Pick<
  Activity,
  'type' | 'id' | 'channelId' | 'serviceUrl' | 'from' | 'recipient' | 'conversation'
> &
  Omit<Partial<Activity>, 'timestamp' | 'localTimestamp'> & { timestamp: string; localTimestamp: string };

const STARTED_AT = Date.UTC(2026, 0, 5, 0, 30);
/** A person takes this long to read and type, the bot this long to send. */
const TYPING_MS = 20_000;
const SENDING_MS = 500;
const KOREA_MS = 9 * 60 * 60 * 1000;

/** In a transcript the service is the Emulator that recorded it. Its port is another each time; this one stands for all. */
export const SERVICE_URL = 'http://localhost:58000';

/** Plays dialogs against a running bot as the Emulator would, and returns each as the transcript of its conversation. */
export async function record(dialogs: Readonly<Record<string, readonly string[]>>): Promise<Map<string, Recorded[]>> {
  const bot = await RunningBot.start();
  const connector = await Connector.start();
  try {
    const sent = new Map<string, Recorded[]>();
    for (const [name, says] of Object.entries(dialogs)) {
      sent.set(name, opening(name, says));
      for (const activity of sent.get(name) ?? [])
        await post(
          `http://127.0.0.1:${bot.port}/api/messages`,
          JSON.stringify({ ...activity, serviceUrl: connector.url }),
        );
    }
    // A slow turn is acknowledged before it has answered; after the stop all have.
    await bot.stop();
    return new Map([...sent].map(([name, activities]) => [name, withReplies(activities, connector.received)]));
  } finally {
    await connector.stop();
    await bot.remove();
  }
}

/** As a file: the same activities are the same bytes. */
export function transcriptText(activities: readonly Recorded[]): string {
  return `${JSON.stringify(activities, undefined, 2)}\n`;
}

/** What comes from the person's side: the Emulator's conversationUpdate, then their messages. */
function opening(name: string, says: readonly string[]): Recorded[] {
  const user = { id: `user-${name}`, name: 'User', role: 'user' };
  const bot = { id: 'backup-guide', name: 'Bot', role: 'bot' };
  const common = (index: number) => ({
    id: `${name}-${index}`,
    ...times(index * TYPING_MS),
    channelId: 'emulator',
    serviceUrl: SERVICE_URL,
    from: user,
    recipient: bot,
    conversation: { id: `${name}|livechat` } as Activity['conversation'],
    locale: 'ko-KR',
  });
  const members = [bot, user].map(({ id, name }) => ({ id, name }));
  return [
    { type: 'conversationUpdate', ...common(0), membersAdded: members, membersRemoved: [] },
    ...says.map((text, i) => ({ type: 'message', ...common(i + 1), text, textFormat: 'plain' })),
  ];
}

/** Each activity of the person, followed by the bot's replies to it in their order. */
function withReplies(activities: readonly Recorded[], received: ReadonlyArray<Partial<Activity>>): Recorded[] {
  return activities.flatMap((activity, index) => {
    const replies = received.filter(({ replyToId }) => replyToId === activity.id);
    return [
      activity,
      ...replies.map((reply, i) => {
        const { type, from = activity.recipient, recipient = activity.from } = reply;
        const ours = {
          id: `${activity.id}-reply-${i + 1}`,
          ...times(index * TYPING_MS + (i + 1) * SENDING_MS),
          channelId: activity.channelId,
          serviceUrl: SERVICE_URL,
          from,
          recipient,
          conversation: activity.conversation,
        };
        // First for their place in the file, last for their values.
        return { type, ...ours, ...reply, ...ours } as Recorded;
      }),
    ];
  });
}

function times(after: number): { timestamp: string; localTimestamp: string } {
  const at = STARTED_AT + after;
  return {
    timestamp: new Date(at).toISOString(),
    localTimestamp: new Date(at + KOREA_MS).toISOString().replace(/\.\d+Z$/, '+09:00'),
  };
}
