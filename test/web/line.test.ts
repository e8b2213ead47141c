import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Line, type Waiting } from '../../web/line.js';
import type { Activity, DirectLineClient, Observer } from '../../web/web-chat.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A client of Direct Line that does what the test says. */
class Client {
  readonly posted: string[] = [];
  readonly pending: Array<Observer<string>> = [];
  private readonly activities: Array<Observer<Activity>> = [];
  private readonly statuses: Array<Observer<number>> = [];
  readonly asClient = {
    activity$: { subscribe: (observer: Observer<Activity>) => this.kept(this.activities, observer) },
    connectionStatus$: { subscribe: (observer: Observer<number>) => this.kept(this.statuses, observer) },
    postActivity: (activity: Activity) => ({
      subscribe: (observer: Observer<string>) => {
        this.posted.push(activity.channelData?.clientActivityID ?? '');
        return this.kept(this.pending, observer);
      },
    }),
    end: () => undefined,
  } as unknown as DirectLineClient;

  online(): void {
    for (const observer of this.statuses) observer.next?.(2);
    jest.advanceTimersByTime(0);
  }

  says(...ids: string[]): void {
    for (const id of ids) for (const observer of this.activities) observer.next?.({ type: 'message', id });
  }

  echoes(clientActivityID: string, id: string): void {
    for (const observer of this.activities) observer.next?.({ type: 'message', id, channelData: { clientActivityID } });
  }

  forgets(id: string): void {
    for (const observer of this.activities) observer.next?.({ type: 'message', id, channelData: { forgotten: true } });
  }

  private kept<T>(list: T[], one: T): { unsubscribe(): void } {
    list.push(one);
    return { unsubscribe: () => undefined };
  }
}

function connected(line: Line): Client {
  const client = new Client();
  line.attach(client.asClient);
  client.online();
  return client;
}

/** What a tab keeps. */
function tab(): Waiting {
  let kept: string = '[]';
  return {
    list: () => JSON.parse(kept) as Activity[],
    keep: (activities) => {
      kept = JSON.stringify(activities);
    },
  };
}

const lineOf = (forgotten: () => void = () => undefined, waiting = tab()): Line =>
  new Line('token', waiting, { forgotten, gone: () => undefined });

function heardOn(line: Line): string[] {
  const heard: string[] = [];
  line.activity$.subscribe({ next: ({ id }) => void heard.push(id ?? '') });
  return heard;
}

/** Says something; what becomes of it is pushed to the returned list. */
function say(line: Line, clientActivityID: string): { ends: string[]; unsubscribe(): void } {
  const ends: string[] = [];
  const { unsubscribe } = line.postActivity({ type: 'message', channelData: { clientActivityID } }).subscribe({
    next: (id) => void ends.push(id),
    error: (error) => void ends.push(`failed ${(error as { status: number }).status}`),
  });
  return { ends, unsubscribe };
}

test('who subscribes later hears all of it, and what comes again through another client is heard once', () => {
  const line = lineOf();
  connected(line).says('1', '2');
  const heard = heardOn(line);
  const second = connected(line);
  second.says('1', '2', '3');
  expect(heard).toEqual(['1', '2', '3']);
});

test('a client that was replaced is heard no more', () => {
  const line = lineOf();
  const first = connected(line);
  const heard = heardOn(line);
  connected(line).says('1');
  first.says('2');
  expect(heard).toEqual(['1']);
});

test('Web Chat sees one connection, that is always on', () => {
  const line = lineOf();
  const statuses: number[] = [];
  line.connectionStatus$.subscribe({ next: (status) => void statuses.push(status) });
  connected(line);
  line.attach(new Client().asClient);
  expect(statuses).toEqual([2]);
});

test('what is said without a connection goes out with it, one after the other', () => {
  const line = lineOf();
  const first = say(line, 'a');
  const second = say(line, 'b');
  const client = connected(line);
  expect(client.posted).toEqual(['a']);
  client.pending[0]?.next?.('1');
  expect(client.posted).toEqual(['a', 'b']);
  client.pending[1]?.next?.('2');
  expect([first.ends, second.ends]).toEqual([['1'], ['2']]);
});

test.each<[string, (observer: Observer<string> | undefined) => void]>([
  ['the server was not reached', (observer) => observer?.next?.('retry')],
  ['there were too many messages', (observer) => observer?.error?.({ status: 429 })],
  ['the client was ended', (observer) => observer?.error?.(new Error('conversation ended'))],
])('where %s it is sent again', (_what, fail) => {
  const line = lineOf();
  const client = connected(line);
  const { ends } = say(line, 'a');
  fail(client.pending[0]);
  expect(client.posted).toEqual(['a']);
  jest.advanceTimersByTime(20_000);
  expect(client.posted).toEqual(['a', 'a']);
  client.pending[1]?.next?.('1');
  expect(ends).toEqual(['1']);
  jest.advanceTimersByTime(60_000);
  expect(client.posted).toHaveLength(2);
});

test('what is refused for good fails, and the next one goes', () => {
  const line = lineOf();
  const client = connected(line);
  const first = say(line, 'a');
  say(line, 'b');
  client.pending[0]?.error?.({ status: 413 });
  expect(first.ends).toEqual(['failed 413']);
  expect(client.posted).toEqual(['a', 'b']);
});

test('what may have arrived before the connection was lost is sent again only if the past does not hold it', () => {
  const line = lineOf();
  connected(line);
  const first = say(line, 'a');
  const second = say(line, 'b');
  const client = connected(line);
  expect(client.posted).toEqual([]);
  client.echoes('a', '7');
  expect(first.ends).toEqual(['7']);
  jest.advanceTimersByTime(5000);
  expect(client.posted).toEqual(['b']);
  expect(second.ends).toEqual([]);
});

test('what nobody waits for any more is not sent', () => {
  const line = lineOf();
  say(line, 'a').unsubscribe();
  expect(connected(line).posted).toEqual([]);
});

test('when all is deleted, who shows it hears of it, and only the last word of it is left for the next', () => {
  let times = 0;
  const line = lineOf(() => {
    times += 1;
  });
  const client = connected(line);
  client.forgets('1');
  expect(times).toBe(0);
  client.says('2');
  client.forgets('3');
  expect(times).toBe(1);
  expect(heardOn(line)).toEqual(['3']);
  connected(line).says('1', '2', '3');
  expect(heardOn(line)).toEqual(['3']);
});

test('what waits when all is deleted was said afterwards: another conversation is asked for, and it goes out there', () => {
  const asked: Array<{ unsubscribe(): void }> = [];
  const waiting = tab();
  let gone = 0;
  const line = new Line('token', waiting, {
    forgotten: () => {
      // As Web Chat does when it is shown another store.
      for (const one of asked) one.unsubscribe();
    },
    gone: () => {
      gone += 1;
    },
  });
  const client = connected(line);
  client.says('1');
  asked.push(say(line, 'a'), say(line, 'b'));
  client.forgets('2');
  say(line, 'c');
  // The deleted one takes nothing more.
  expect(client.posted).toEqual(['a']);
  expect(gone).toBe(1);
  const next = connected(lineOf(undefined, waiting));
  jest.advanceTimersByTime(5000);
  next.pending[0]?.next?.('3');
  next.pending[1]?.next?.('4');
  next.pending[2]?.next?.('5');
  expect(next.posted).toEqual(['a', 'b', 'c']);
});

test('what waits goes on in the line of the next conversation, and over a reload', () => {
  const waiting = tab();
  const before = lineOf(undefined, waiting);
  say(before, 'a');
  say(before, 'b');
  before.close();
  const after = lineOf(undefined, waiting);
  const client = connected(after);
  jest.advanceTimersByTime(5000);
  client.pending[0]?.next?.('1');
  client.pending[1]?.next?.('2');
  expect(client.posted).toEqual(['a', 'b']);
  expect(waiting.list()).toEqual([]);
});

test('what the server no longer knows the conversation of waits for the next one', () => {
  const waiting = tab();
  let times = 0;
  const line = new Line('token', waiting, {
    forgotten: () => undefined,
    gone: () => {
      times += 1;
    },
  });
  const client = connected(line);
  const { ends } = say(line, 'a');
  client.pending[0]?.error?.({ status: 404 });
  expect(ends).toEqual([]);
  expect(times).toBe(1);
  expect(waiting.list()).toHaveLength(1);
});
