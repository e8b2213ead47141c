import type { CloudAdapter, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Request, Response } from 'restify';
import { checkActivity } from './activity-check.js';
import type { Settings } from './settings.js';

/**
 * A turn is acknowledged after this long even if it goes on, because its connector is dead or hangs, or an earlier turn of
 * the conversation does. Callers wait 3 s at most then, and no channel sends the activity again (Teams does after 15 s).
 */
const ACKNOWLEDGE_AFTER_MS = 2200;

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

type SdkRequest = Parameters<CloudAdapter['process']>[0];
type SdkResponse = Response;

/** What the SDK's adapter asks of a response. Writes at most once to the real one. */
class Answer {
  private code = 200;
  private done = false;

  constructor(private readonly res: Response) {}

  get isDone(): boolean {
    return this.done;
  }

  status(code: number): this {
    this.code = code;
    return this;
  }

  header(): this {
    return this;
  }

  get socket(): unknown {
    return this.res.socket;
  }

  /** The SDK puts an error's message into the body; only our own bodies and replies to invokes leave. */
  send(body?: unknown): this {
    if (this.done) return this;
    this.done = true;
    if (this.code >= 400)
      this.res.send(this.code, {
        code: this.code === 401 ? 'Unauthorized' : 'TurnFailed',
        message: this.code === 401 ? 'The request is not authenticated for this bot.' : 'The turn failed.',
      });
    else if (body === undefined) this.res.send(this.code);
    else this.res.send(this.code, body);
    return this;
  }

  end(): this {
    return this.send();
  }
}

/** The handler of POST /api/messages. */
export function messagesEndpoint(
  adapter: CloudAdapter,
  run: (context: TurnContext) => Promise<void>,
  settings: Settings,
  turns: Turns,
  logger: Logger,
): (req: Request, res: Response) => Promise<void> {
  return async (req, res) => {
    const refusal = checkActivity(req.body, settings.app.type !== 'None', settings.allowedServiceHosts);
    if (refusal) {
      logger.warn({ code: refusal.code, reason: refusal.message }, 'refused an activity');
      res.send(refusal.status, { code: refusal.code, message: refusal.message });
      return;
    }
    const answer = new Answer(res);
    const turn = adapter.process(req as SdkRequest, answer as unknown as SdkResponse, run);
    turns.track(turn);
    const timer = setTimeout(() => {
      if (!answer.isDone) {
        logger.warn({ activity: (req.body as { id?: unknown }).id }, 'acknowledged a turn that goes on');
        answer.status(200).end();
      }
    }, ACKNOWLEDGE_AFTER_MS);
    try {
      await turn;
    } catch (error) {
      logger.error({ err: error }, 'a turn failed outside its own error handling');
      answer.status(500).end();
    } finally {
      clearTimeout(timer);
    }
  };
}
