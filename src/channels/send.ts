import type { Activity, TurnContext } from 'botbuilder-core';
import pRetry from 'p-retry';
import type { Reply } from '../../dialogs/reply.js';
import { SendFailed } from './adapter.js';
import { toActivities } from './render.js';

/** A connector that neither takes nor refuses a reply is given up after this long; the SDK itself would wait for ever. */
const SEND_LIMIT_MS = 8000;

/**
 * Waits after a refusal for too many messages (429), with chance in them, so that conversations which were refused together
 * do not come back together: about 1, 2, 4, 8 s. Teams asks for such waits; the SDK waits only where it is told how long.
 */
const RETRIES = { retries: 4, minTimeout: 1000, factor: 2, randomize: true };

/** Sends the replies of a turn, in order. Throws SendFailed, which nobody answers by sending again. */
export async function sendReplies(context: TurnContext, replies: readonly Reply[], question: string): Promise<void> {
  const { channelId, from, serviceUrl } = context.activity;
  const cardFor = { question, person: from.id };
  const activities = replies.flatMap((reply) => toActivities(reply, channelId, cardFor));
  try {
    // One by one: after a refusal only what is left is sent again.
    for (const activity of activities)
      await pRetry(() => sendOne(context, activity), {
        ...RETRIES,
        shouldRetry: ({ error }) => (error as { statusCode?: unknown }).statusCode === 429,
      });
  } catch (cause) {
    throw new SendFailed(`The replies could not be delivered to "${serviceUrl}".`, { cause });
  }
}

async function sendOne(context: TurnContext, activity: Partial<Activity>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new Error(`the connector "${context.activity.serviceUrl}" did not answer within ${SEND_LIMIT_MS} ms`)),
      SEND_LIMIT_MS,
    );
  });
  try {
    await Promise.race([context.sendActivity(activity), limit]);
  } finally {
    clearTimeout(timer);
  }
}
