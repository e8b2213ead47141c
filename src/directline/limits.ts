import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DirectLineError } from './errors.js';

/** Messages of one person: nobody types faster, and a script that does must not slow others down. */
const MESSAGES = { points: 20, duration: 10 };

/** Other requests of one person: polling in several tabs fits. */
const REQUESTS = { points: 100, duration: 10 };

/**
 * What comes from one address, whoever it says it is: people are invented at will, so limits by person alone stop nobody from
 * filling the disk. Eight hundred colleagues behind one address, each with a message a minute and a log now and then, fit.
 */
const ADDRESS_MESSAGES = { points: 3000, duration: 60 };
const ADDRESS_BYTES = { points: 40 * 2 ** 20, duration: 600 };

/** Activities of one conversation, both sides: days of talk. What is longer is no conversation. */
export const MOST_ACTIVITIES = 4000;

/** WebSockets of one person at once: tabs and windows; the oldest is closed for a new one. */
export const STREAMS_PER_USER = 12;

/** Limits by person and by address. Throw TooManyRequests with the seconds to wait. */
export class Limits {
  private readonly messages = new RateLimiterMemory(MESSAGES);
  private readonly requests = new RateLimiterMemory(REQUESTS);

  private readonly addressMessages = new RateLimiterMemory(ADDRESS_MESSAGES);
  private readonly addressBytes = new RateLimiterMemory(ADDRESS_BYTES);

  message(user: string): Promise<void> {
    return take(this.messages, user);
  }

  /** A message of so many bytes from an address. */
  async from(address: string, bytes: number): Promise<void> {
    await take(this.addressMessages, address);
    await take(this.addressBytes, address, bytes);
  }

  request(user: string): Promise<void> {
    return take(this.requests, user);
  }
}

async function take(limiter: RateLimiterMemory, key: string, points = 1): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new DirectLineError(429, 'TooManyRequests', `Too many requests. Try again in ${seconds} s.`, seconds);
  }
}
