import { Mutex } from 'async-mutex';
// By deep path: the whole package also loads what Teams and SharePoint extensions need, 0.1 s of a start.
import { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import {
  ActivityTypes,
  ConfigurationBotFrameworkAuthentication,
  type Middleware,
  type TurnContext,
} from 'botbuilder-core';
import type { Logger } from 'pino';
import type { Settings } from './settings.js';

/** Runs the turns of one conversation one at a time: two at once would each save what the other did not know. */
export class OneTurnAtATime implements Middleware {
  private readonly queues = new Map<string, { mutex: Mutex; waiting: number }>();

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const key = `${context.activity.channelId}/${context.activity.conversation?.id ?? ''}`;
    const queue = this.queues.get(key) ?? { mutex: new Mutex(), waiting: 0 };
    this.queues.set(key, queue);
    queue.waiting += 1;
    try {
      await queue.mutex.runExclusive(next);
    } finally {
      queue.waiting -= 1;
      if (queue.waiting === 0) this.queues.delete(key);
    }
  }
}

/** The SDK's adapter with the authentication of the settings. */
export function createAdapter(
  settings: Settings,
  logger: Logger,
  apologise: (context: TurnContext) => Promise<void>,
): CloudAdapter {
  const { type, id, password, tenantId } = settings.app;
  const authentication = new ConfigurationBotFrameworkAuthentication(
    type === 'None'
      ? {}
      : { MicrosoftAppType: type, MicrosoftAppId: id, MicrosoftAppPassword: password, MicrosoftAppTenantId: tenantId },
  );
  const adapter = new CloudAdapter(authentication);
  adapter.use(new OneTurnAtATime());
  adapter.onTurnError = async (context, error) => {
    logger.error(
      { err: error, conversation: context.activity.conversation?.id, activity: context.activity.id },
      'a turn failed',
    );
    // A failure to send is no reason to send again: the connector is down, and the SDK has tried four times.
    if (error instanceof SendFailed || context.activity.type !== ActivityTypes.Message) return;
    await apologise(context).catch((cause: unknown) =>
      logger.error({ err: cause }, 'the apology could not be sent either'),
    );
  };
  return adapter;
}

/** The connector took none of a turn's replies. The turn itself is saved. */
export class SendFailed extends Error {
  override readonly name = 'SendFailed';
}
