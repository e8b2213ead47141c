import { setTimeout as wait } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder-core';
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { LRUCache } from 'lru-cache';
import pRetry from 'p-retry';
import type { Reply } from '../../dialogs/reply.js';
import { SendFailed } from './adapter.js';
import { toActivities } from './render.js';

/** A turn's replies are given up after this long, whatever the connector asks for: the conversation's next turn waits for it. */
const BUDGET_MS = 15_000;

/** Tries of one reply after the first; waits are about 1, 2, 4 s, with chance in them, or what the connector asks for. */
const RETRIES = 3;
const FIRST_WAIT_MS = 1000;

/** Answers after which sending again does no harm: the reply was not taken. Teams asks for this at 412, 429, 502 and 504. */
const NOT_TAKEN = new Set([412, 429, 502, 503, 504]);
const NOT_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** A connector that failed so often in a row is left alone for a while: each try would hold a conversation. */
const FAILURES = 5;
const PAUSE_MS = 20_000;
const CONNECTORS = 50;

interface Failure {
  statusCode?: number;
  code?: string;
  response?: { headers?: { get(name: string): string | undefined } };
}

/** What never left this process (a full disk) is no fault of a connector's. */
const isConnectorsFault = (error: Error): boolean => {
  const { statusCode } = error as Failure;
  return error.name === 'RestError' && (statusCode === undefined || statusCode >= 500);
};

const breakers = new LRUCache<string, CircuitBreakerPolicy>({
  max: CONNECTORS,
  memoMethod: () =>
    circuitBreaker(handleWhen(isConnectorsFault), {
      halfOpenAfter: PAUSE_MS,
      breaker: new ConsecutiveBreaker(FAILURES),
    }),
});

/** Replies that a connector did not take, by conversation and person: they go out before those of the next turn. */
const UNSENT = 1000;
const MOST_UNSENT = 6;
const UNSENT_FOR_MS = 30 * 60_000;
const unsent = new LRUCache<string, Array<Partial<Activity>>>({ max: UNSENT, ttl: UNSENT_FOR_MS });

/** Forgets what was to be sent to a person. */
export function dropUnsent(channelId: string, person: string): void {
  for (const key of unsent.keys()) {
    const [channel, , own] = JSON.parse(key) as string[];
    if (channel === channelId && own === person) unsent.delete(key);
  }
}

/** Sends the replies of a turn, in order, after what an earlier turn could not send. Throws SendFailed, which nobody answers by sending again. */
export async function sendReplies(context: TurnContext, replies: readonly Reply[], question: string): Promise<void> {
  const { channelId, conversation, from, serviceUrl } = context.activity;
  const cardFor = { question, person: from.id };
  const key = JSON.stringify([channelId, conversation.id, from.id]);
  const left = [...(unsent.get(key) ?? []), ...replies.flatMap((reply) => toActivities(reply, channelId, cardFor))];
  const until = Date.now() + BUDGET_MS;
  const breaker = breakers.memo(serviceUrl ?? '');
  try {
    // One by one: after a refusal only what is left is sent again.
    for (const activity of [...left]) {
      await breaker.execute(() => sendOne(context, activity, until));
      left.shift();
    }
    unsent.delete(key);
  } catch (cause) {
    unsent.set(key, left.slice(-MOST_UNSENT));
    const paused = cause instanceof BrokenCircuitError ? ' It failed too often and is left alone for a while.' : '';
    throw new SendFailed(`The replies could not be delivered to "${serviceUrl}".${paused}`, { cause });
  }
}

async function sendOne(context: TurnContext, activity: Partial<Activity>, until: number): Promise<void> {
  await pRetry(() => context.sendActivity(activity), {
    retries: RETRIES,
    minTimeout: 0,
    maxTimeout: 0,
    shouldRetry: ({ error }) => wasNotTaken(error),
    onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
      if (!wasNotTaken(error) || retriesLeft === 0) return;
      const ms = askedFor(error) ?? FIRST_WAIT_MS * 2 ** (attemptNumber - 1) * (0.75 + Math.random() / 2);
      // Longer than anybody waits for an answer: given up now, not then.
      if (Date.now() + ms > until) throw error;
      await wait(ms);
    },
  });
}

function wasNotTaken(error: Error): boolean {
  const { statusCode = 0, code = '' } = error as Failure;
  return NOT_TAKEN.has(statusCode) || NOT_REACHED.has(code);
}

/** What Retry-After asks for, ms: seconds, or a date (RFC 9110, 10.2.3). */
function askedFor(error: Error): number | undefined {
  const value = (error as Failure).response?.headers?.get('retry-after');
  if (value === undefined) return undefined;
  const ms = /^\s*\d{1,6}\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
