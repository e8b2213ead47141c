import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { type Activity, MemoryStorage, TestAdapter, type TurnContext } from 'botbuilder';
import { GuideBot } from '../../dialogs/bot.js';
import type { Guide } from '../../dialogs/guide.js';
import type { Reply } from '../../dialogs/reply.js';
import { textOf, toActivities } from '../../src/channels/render.js';
import { cardBody, cardText, type Element } from '../../src/channels/teams-cards.js';
import { projectDir, projectGuide } from '../support/knowledge.js';
import { readStories } from '../support/story.js';

const dir = path.join(projectDir, 'test/stories');
const stories = readdirSync(dir)
  .filter((name) => name.endsWith('.story.txt'))
  .flatMap((name) => readStories(path.join(dir, name)));

let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

/** What the bot says and offers in a story on a channel: texts, and what each button says when it is pressed. */
async function said(channelId: string, says: readonly string[]): Promise<Array<{ text: string; choices: string[] }>> {
  const heard: Array<{ text: string; choices: string[] }> = [];
  const bot = new GuideBot(guide, {
    storage: new MemoryStorage(),
    textOf,
    forget: async () => {},
    send: async (_context: TurnContext, replies: readonly Reply[]) => {
      const activities = replies.flatMap((reply) => toActivities(reply, channelId, { question: 'q', person: 'user' }));
      heard.push({
        text: activities.map(wordsOf).filter(Boolean).join('\n'),
        choices: activities.flatMap(pressable).filter((choice) => choice !== ONLY_ON_CARDS),
      });
    },
  });
  const adapter = new TestAdapter((context) => bot.run(context), { channelId } as Partial<Activity>);
  for (const text of says) await adapter.receiveActivity({ type: 'message', text, channelId } as Activity);
  return heard;
}

/** Commands on a card cannot be copied on phones; elsewhere they can, and nothing is offered for it. */
const ONLY_ON_CARDS = '명령어만';

const bodyOf = (one: Partial<Activity>): Element[] =>
  (one.attachments ?? []).flatMap(({ contentType, content }) =>
    contentType.includes('card.adaptive') ? (content as { body: Element[] }).body : [],
  );

/** The words of an activity, those of its card included; how they are laid out is the channel's. */
const wordsOf = (one: Partial<Activity>): string =>
  cardText([...cardBody(one.text ?? ''), ...bodyOf(one).filter(({ type }) => type !== 'ActionSet')]);

const pressable = (one: Partial<Activity>): string[] => [
  ...(one.suggestedActions?.actions ?? []).map(({ value }) => String(value)),
  ...bodyOf(one)
    .flatMap(({ actions = [] }) => actions as Element[])
    .filter(({ type }) => type === 'Action.Submit')
    .map(({ data }) => textOf({ value: data })),
];

test.each(['msteams', 'webchat', 'directline'])(
  '%s says and offers what the Emulator does, in every story',
  async (channelId) => {
    for (const { name, turns } of stories) {
      const says = turns.map(({ say }) => say);
      expect({ name, said: await said(channelId, says) }).toEqual({ name, said: await said('emulator', says) });
    }
  },
);
