import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { activity, Connector, post } from '../support/client.js';
import { RunningBot } from '../support/running-bot.js';

let bot: RunningBot;
let connector: Connector;
beforeAll(async () => {
  bot = await RunningBot.start();
});
afterAll(async () => {
  await bot.remove();
});
beforeEach(async () => {
  connector = await Connector.start();
});
afterEach(async () => {
  await connector.stop();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string, conversation = 'c') =>
  post(
    `http://127.0.0.1:${bot.port}/api/messages`,
    JSON.stringify(activity(connector, { text, conversation: { id: `${connector.url} ${conversation}` } })),
  );

describe('a reply is sent once, and again only where it was not taken', () => {
  test.each([['1'], [new Date(Date.now() + 1000).toUTCString()]])(
    'after 429 with Retry-After: %s, as long as that asks for and no more often',
    async (retryAfter) => {
      connector.refuse = 1;
      connector.retryAfter = retryAfter;
      await say('100050');
      await pause(2500);
      expect(connector.received.filter(({ type }) => type === 'message')).toHaveLength(1);
      expect(connector.asked).toBe(2);
    },
  );

  test('429 for ever: four times within fifteen seconds, not seventy', async () => {
    connector.refuse = 1000;
    connector.retryAfter = '1';
    await say('100050');
    await pause(6000);
    expect(connector.asked).toBe(4);
    connector.refuse = 0;
    // The conversation is not held, and knows what was said.
    expect((await say('MABS요')).status).toBe(200);
    expect(connector.texts().at(-1)).toContain('psexec');
  }, 15_000);

  test('a connector that asks for a minute is given up at once', async () => {
    connector.refuse = 1;
    connector.retryAfter = '60';
    const { ms } = await say('100050');
    expect(ms).toBeLessThan(1500);
    expect(connector.asked).toBe(1);
  });

  test('after 500, which may have taken it, never again', async () => {
    connector.mode = 'error';
    await say('100050');
    await pause(1500);
    expect(connector.asked).toBe(1);
  });

  test('what could not be sent goes out before the replies of the next turn', async () => {
    connector.mode = 'error';
    await say('100050', 'later');
    connector.mode = 'ok';
    await say('MABS요', 'later');
    const texts = connector.received.filter(({ type }) => type === 'message').map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining('어떤 백업에서'), expect.stringContaining('psexec')]);
  });

  test('a connector that fails again and again is left alone', async () => {
    connector.mode = 'error';
    for (let i = 0; i < 9; i += 1) await say('도움말', `broken ${i}`);
    expect(connector.asked).toBe(5);
  });
});

describe('an answer of a connector is read up to a limit', () => {
  test.each([false, true])(
    '400 MB of it, packed: %s',
    async (gzip) => {
      connector.flood = { bytes: gzip ? 400 * 2 ** 20 : 100 * 2 ** 20, gzip };
      const before = process.memoryUsage().rss;
      const started = Date.now();
      await say('100050');
      // The test's connector holds the bytes itself; the bot must not hold them again.
      expect(Date.now() - started).toBeLessThan(10_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(gzip ? 700 * 2 ** 20 : 260 * 2 ** 20);
      connector.flood = undefined;
      expect((await say('도움말')).status).toBe(200);
    },
    30_000,
  );
});
