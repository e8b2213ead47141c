import { Mutex } from 'async-mutex';
// By deep path: the whole package also loads what Teams and SharePoint extensions need, 0.1 s of a start.
import { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import { type Activity, ActivityTypes, type BotAdapter, type Middleware, TurnContext } from 'botbuilder-core';
import type { Logger } from 'pino';
import { KeptClients } from './kept-clients.js';
import type { Settings } from './settings.js';
import { checkToken, type KeptKeys, keepSigningKeys } from './signing-keys.js';

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

/** Milliseconds until a person is shown that the bot is at work, and until they are shown again. */
const TYPING_AFTER_MS = 600;
const TYPING_AGAIN_MS = 3000;

/**
 * Shows that the bot is typing where a turn takes longer than usual. Not the SDK's: that one takes a typing signal which
 * could not be sent for a failed turn.
 */
export class TypingSoon implements Middleware {
  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    if (context.activity.type !== ActivityTypes.Message) return next();
    const show = (): void => {
      const typing = TurnContext.applyConversationReference(
        { type: ActivityTypes.Typing },
        TurnContext.getConversationReference(context.activity),
      );
      void context.adapter.sendActivities(context, [typing]).catch(() => undefined);
      timer = setTimeout(show, TYPING_AGAIN_MS);
    };
    let timer = setTimeout(show, TYPING_AFTER_MS);
    try {
      await next();
    } finally {
      clearTimeout(timer);
    }
  }
}

type Authenticated = Awaited<ReturnType<KeptClients['authenticateRequest']>>;

/** The SDK's adapter for connectors. Who sends is known before a turn begins, and apart from it. */
export class ConnectorAdapter extends CloudAdapter {
  /** `keys`: what tokens are checked with; none where requests are not authenticated. */
  constructor(
    private readonly authentication: KeptClients,
    readonly keys: KeptKeys | undefined,
  ) {
    super(authentication);
  }

  /** Whom a request comes from. Throws KeysUnavailable where that cannot be known now, and something else where it is refused. */
  async authenticate(activity: Activity, header: string): Promise<Authenticated> {
    if (this.keys) await checkToken(header, this.keys);
    return this.authentication.authenticateRequest(activity, header);
  }

  /** Runs a turn of somebody who is known. */
  async runTurn(from: Authenticated, activity: Activity, run: (context: TurnContext) => Promise<void>): Promise<void> {
    await this.processActivity(from, activity, run);
  }
}

/** The SDK's adapter with the authentication of the settings. */
export function createAdapter(
  settings: Settings,
  logger: Logger,
  apologise: (context: TurnContext) => Promise<void>,
): ConnectorAdapter {
  const { type, id, password, tenantId } = settings.app;
  const authentication = new KeptClients(
    type === 'None'
      ? {}
      : { MicrosoftAppType: type, MicrosoftAppId: id, MicrosoftAppPassword: password, MicrosoftAppTenantId: tenantId },
  );
  const keys = type === 'None' ? undefined : keepSigningKeys(settings.openIdMetadata);
  return equip(new ConnectorAdapter(authentication, keys), logger, apologise);
}

/** Gives an adapter what every channel's turns need: typing, one turn at a time, and an apology for a failed one. */
export function equip<Adapter extends BotAdapter>(
  adapter: Adapter,
  logger: Logger,
  apologise: (context: TurnContext) => Promise<void>,
): Adapter {
  adapter.use(new TypingSoon()).use(new OneTurnAtATime());
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
