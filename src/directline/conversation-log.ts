import type { Activity } from './activity.js';

/** A conversation that was opened, and who it belongs to. */
export interface Conversation {
  id: string;
  user: string;
}

/** An activity in its place; places of a conversation only ever grow, from 1. */
export interface Placed {
  place: number;
  activity: Activity;
}

/**
 * Where conversations are kept. What is appended is durable and has its place when the promise resolves; `read` gives it in
 * that order ever after.
 */
export interface ConversationLog {
  /** True for the one call that made it. */
  create(id: string, user: string): Promise<boolean>;
  find(id: string): Promise<Conversation | undefined>;
  /**
   * Appends one activity; `at` makes it for its place. With a `key` that the conversation has already, nothing is appended
   * and the first one is given. `pending` ones are listed by `pending()` until they are settled.
   */
  append(
    conversation: string,
    at: (place: number) => Activity,
    options?: { key?: string | undefined; pending?: boolean },
  ): Promise<Placed & { repeated: boolean }>;
  settle(conversation: string, place: number): Promise<void>;
  /** What was taken and not answered when the process ended. */
  pending(): Promise<Array<Placed & { conversation: Conversation }>>;
  /** Activities after a place, in order, at most `limit`. */
  read(conversation: string, after: number, limit: number): Promise<Placed[]>;
  /** The place of the last activity; 0 where there is none. */
  last(conversation: string): Promise<number>;
  /** Whether all of a user was deleted: their tickets and tokens open nothing new. */
  hasEnded(user: string): Promise<boolean>;
}
