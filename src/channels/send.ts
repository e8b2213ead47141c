import type { Activity, TurnContext } from 'botbuilder-core';
import type { Reply } from '../../dialogs/reply.js';
import { SendFailed } from './adapter.js';
import { toActivities } from './render.js';

/** A connector that neither takes nor refuses a reply is given up after this long; the SDK itself would wait for ever. */
const SEND_LIMIT_MS = 8000;

/** Sends the replies of a turn, in order. Throws SendFailed, which nobody answers by sending again. */
export async function sendReplies(context: TurnContext, replies: readonly Reply[]): Promise<void> {
  const activities = replies.flatMap((reply) => toActivities(reply, context.activity.channelId));
  if (activities.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new Error(`the connector "${context.activity.serviceUrl}" did not answer within ${SEND_LIMIT_MS} ms`)),
      SEND_LIMIT_MS,
    );
  });
  try {
    await Promise.race([context.sendActivities(activities as Activity[]), limit]);
  } catch (cause) {
    throw new SendFailed(`The replies could not be delivered to "${context.activity.serviceUrl}".`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
