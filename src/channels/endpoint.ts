// By deep path, as the adapter is: it makes dates of an activity's dates.
import { validateAndFixActivity } from 'botbuilder/lib/activityValidator.js';
import type { Activity, TurnContext } from 'botbuilder-core';
import type { Logger } from 'pino';
import type { Request, Response } from 'restify';
import { DirectLineError } from '../directline/errors.js';
import { Limits } from '../directline/limits.js';
import { checkActivity } from './activity-check.js';
import type { ConnectorAdapter } from './adapter.js';
import { clientOf } from './client-of.js';
import { isLoopback } from './loopback.js';
import { Refusals } from './refusals.js';
import type { Settings } from './settings.js';
import { KeysUnavailable } from './signing-keys.js';

/**
 * A turn is acknowledged after this long even if it goes on, because its connector is dead or hangs, or an earlier turn of
 * the conversation does. Callers wait 3 s at most then, and no channel sends the activity again (Teams does after 15 s).
 * Counted from when it is known who sends: what is refused, or cannot be checked, is never acknowledged.
 */
const ACKNOWLEDGE_AFTER_MS = 2200;
/** Seconds after which a sender may try again while keys cannot be had. */
const RETRY_AFTER_S = 5;

const CLOSED =
  'HOST is reached from other machines and requests are not authenticated. Set MicrosoftAppType and what belongs to it, or ALLOW_UNAUTHENTICATED=true where only those reach it who may.';

/** Turns under way, so that the process can let them finish. */
export class Turns {
  private readonly running = new Set<Promise<void>>();

  track(turn: Promise<void>): void {
    this.running.add(turn);
    void turn.finally(() => this.running.delete(turn)).catch(() => undefined);
  }

  /** Resolves when no turn is left, or after `limitMs`. */
  async settled(limitMs: number): Promise<void> {
    const all = Promise.allSettled([...this.running]);
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, limitMs).unref())]);
  }
}

/** The handler of POST /api/messages. */
export function messagesEndpoint(
  adapter: ConnectorAdapter,
  run: (context: TurnContext) => Promise<void>,
  settings: Settings,
  turns: Turns,
  logger: Logger,
): (req: Request, res: Response) => Promise<void> {
  const isOpen = settings.app.type !== 'None' || settings.allowUnauthenticated || isLoopback(settings.host);
  if (!isOpen) logger.warn({ host: settings.host }, `/api/messages is closed: ${CLOSED}`);
  const limits = new Limits();
  const refusals = new Refusals(logger);
  const client = clientOf(settings.webChat.proxyHops);
  return async (req, res) => {
    if (!isOpen) {
      res.send(403, { code: 'AuthenticationMissing', message: CLOSED });
      return;
    }
    // Where senders are not authenticated they are whoever they say; the address is what is left to count. Not this machine's own.
    const address = client.address(req);
    if (settings.app.type === 'None' && !isLoopback(address)) {
      try {
        await limits.from(address, Buffer.byteLength(JSON.stringify(req.body ?? null)));
      } catch (error) {
        if (!(error instanceof DirectLineError)) throw error;
        res.header('Retry-After', String(error.retryAfter ?? 1));
        res.send(error.status, { code: error.code, message: error.message });
        return;
      }
    }
    const refusal = checkActivity(req.body, settings.app.type !== 'None', settings.allowedServiceHosts);
    if (refusal) {
      refusals.warn({ code: refusal.code, reason: refusal.message }, 'refused an activity');
      res.send(refusal.status, { code: refusal.code, message: refusal.message });
      return;
    }
    const activity = validateAndFixActivity(req.body as Activity);
    const from = await adapter.authenticate(activity, req.headers.authorization ?? '').catch((error: unknown) => {
      refuse(error, res, logger, refusals);
      return undefined;
    });
    if (!from) return;
    const answer = (status: number, body?: object): void => {
      if (res.headersSent || res.writableEnded) return;
      if (body) res.send(status, body);
      else res.send(status);
    };
    const turn = adapter.runTurn(from, activity, run);
    turns.track(turn);
    const timer = setTimeout(() => {
      logger.warn({ activity: activity.id }, 'acknowledged a turn that goes on');
      answer(200);
    }, ACKNOWLEDGE_AFTER_MS);
    try {
      await turn;
      answer(200);
    } catch (error) {
      logger.error({ err: error }, 'a turn failed outside its own error handling');
      answer(500, { code: 'TurnFailed', message: 'The turn failed.' });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** 503 where it cannot be known who sends, so that it is sent again; 401 for who is provably nobody. */
function refuse(error: unknown, res: Response, logger: Logger, refusals: Refusals): void {
  if (error instanceof KeysUnavailable) {
    logger.error({ err: error }, 'a request could not be authenticated: the signing keys cannot be had');
    res.header('Retry-After', String(RETRY_AFTER_S));
    res.send(503, {
      code: 'KeysUnavailable',
      message: 'Requests cannot be authenticated at the moment. Send it again.',
    });
    return;
  }
  refusals.warn(
    { reason: error instanceof Error ? error.message : String(error) },
    'refused a request that is not authenticated',
  );
  res.send(401, { code: 'Unauthorized', message: 'The request is not authenticated for this bot.' });
}
