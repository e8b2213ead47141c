import { beforeAll, expect, test } from '@jest/globals';
import { type Activity, MemoryStorage, TestAdapter, type TurnContext } from 'botbuilder';
import { GuideBot } from '../../dialogs/bot.js';
import type { Guide } from '../../dialogs/guide.js';
import type { Reply } from '../../dialogs/reply.js';
import { textOf } from '../../src/channels/render.js';
import { GuideError } from '../../src/knowledge/errors.js';
import { projectGuide } from '../support/knowledge.js';

let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

/** Storage that another instance overtakes the first `times` writes of a conversation. */
class OvertakenStorage extends MemoryStorage {
  /** Of conversations; what holds about a person across them is written for itself. */
  writes = 0;

  constructor(private readonly times: number) {
    super();
  }

  override async write(changes: Record<string, unknown>): Promise<void> {
    if (Object.keys(changes).some((key) => key.startsWith('memory/'))) this.writes += 1;
    if (this.writes <= this.times) throw new GuideError('STATE_CONFLICT', 'overtaken');
    // The test's storage counts its own eTags; ours are checked in storage.test.ts.
    await super.write(
      Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, { ...(value as object), eTag: '*' }])),
    );
  }
}

const botOn = (storage: MemoryStorage, sent: Reply[]): GuideBot =>
  new GuideBot(guide, {
    storage,
    textOf,
    forget: async () => {},
    send: async (_context: TurnContext, replies: readonly Reply[]) => {
      sent.push(...replies);
    },
  });

const say = async (bot: GuideBot, text: string): Promise<void> => {
  await new TestAdapter((context) => bot.run(context)).receiveActivity({ type: 'message', text } as Activity);
};

test('a turn that another instance overtook is repeated, and answered once', async () => {
  const sent: Reply[] = [];
  const storage = new OvertakenStorage(2);
  await say(botOn(storage, sent), '100050');
  expect(storage.writes).toBe(3);
  expect(sent).toHaveLength(1);
});

test('a turn that cannot be saved sends nothing and fails', async () => {
  const sent: Reply[] = [];
  const bot = botOn(new OvertakenStorage(99), sent);
  const adapter = new TestAdapter((context) => bot.run(context));
  let failure: unknown;
  adapter.onTurnError = async (_context, error) => {
    failure = error;
  };
  await adapter.receiveActivity({ type: 'message', text: '100050' } as Activity);
  expect(failure).toMatchObject({ code: 'STATE_CONFLICT' });
  expect(sent).toEqual([]);
});

test('memory of another version is dropped, not guessed at', async () => {
  const sent: Reply[] = [];
  const storage = new MemoryStorage({
    'memory/v1/test/Convo1/user': JSON.stringify({ guide: { version: 99, facts: 'nonsense' }, eTag: '1' }),
  });
  await say(botOn(storage, sent), '0x1FC07');
  expect(sent[0]?.text).toContain('OnlineBackup.KEK');
});
