import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DirectLineError } from './errors.js';

/** Messages of one person: nobody types faster, and a script that does must not slow others down. */
const MESSAGES = { points: 20, duration: 10 };

/** Other requests of one person: polling in several tabs fits. */
const REQUESTS = { points: 100, duration: 10 };

/** WebSockets of one person at once: tabs and windows; the oldest is closed for a new one. */
export const STREAMS_PER_USER = 12;

/** Per-user limits. Throw TooManyRequests with the seconds to wait. */
export class Limits {
  private readonly messages = new RateLimiterMemory(MESSAGES);
  private readonly requests = new RateLimiterMemory(REQUESTS);

  message(user: string): Promise<void> {
    return take(this.messages, user);
  }

  request(user: string): Promise<void> {
    return take(this.requests, user);
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new DirectLineError(429, 'TooManyRequests', `Too many requests. Try again in ${seconds} s.`, seconds);
  }
}
