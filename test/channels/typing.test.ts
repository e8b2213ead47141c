import { expect, test } from '@jest/globals';
import { type Activity, TestAdapter } from 'botbuilder';
import { TypingSoon } from '../../src/channels/adapter.js';

/** What a person gets of a turn that takes so long. */
async function heard(ms: number, type = 'message'): Promise<string[]> {
  const adapter = new TestAdapter(async (context) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await context.sendActivity('답');
  });
  adapter.use(new TypingSoon());
  const types: string[] = [];
  adapter.onTurnError = async () => void types.push('error');
  await adapter.receiveActivity({ type, text: '100050' } as Activity);
  for (let next = adapter.getNextReply(); next; next = adapter.getNextReply()) types.push(next.type ?? '');
  return types;
}

test('a turn that takes longer than usual shows that the bot is typing; a quick one does not', async () => {
  expect(await heard(0)).toEqual(['message']);
  expect(await heard(900)).toEqual(['typing', 'message']);
});

test('nobody is shown typing who said nothing', async () => {
  expect(await heard(900, 'conversationUpdate')).toEqual(['message']);
});

test('where typing cannot be shown, the turn goes on', async () => {
  const adapter = new TestAdapter(async (context) => {
    await new Promise((resolve) => setTimeout(resolve, 900));
    await context.sendActivity('답');
  });
  adapter.use(new TypingSoon());
  const send = adapter.sendActivities.bind(adapter);
  adapter.sendActivities = async (context, activities) => {
    if (activities.some(({ type }) => type === 'typing')) throw new Error('the connector is down');
    return send(context, activities);
  };
  await adapter.receiveActivity({ type: 'message', text: '100050' } as Activity);
  expect(adapter.getNextReply().text).toBe('답');
});
