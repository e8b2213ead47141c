import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { projectDir } from '../support/knowledge.js';
import { DIALOGS } from './dialogs.js';
import { type Recorded, record, SERVICE_URL, transcriptText } from './record.js';

const dir = path.join(projectDir, 'docs/transcripts');
const fileOf = (name: string): string => path.join(dir, `${name}.transcript`);
let recorded: Map<string, Recorded[]>;

beforeAll(async () => {
  recorded = await record(DIALOGS);
});

/** The files hold what the bot said when they were recorded; `npm run transcripts` records them anew. */
test.each(Object.keys(DIALOGS))('docs/transcripts/%s.transcript holds what the bot says today', (name) => {
  const present = transcriptText(recorded.get(name) ?? []);
  if (process.argv.includes('--testNamePattern=docs/transcripts')) writeFileSync(fileOf(name), present);
  expect(existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'utf8') : '').toBe(present);
});

test('there is no other transcript', () => {
  expect(readdirSync(dir).sort()).toEqual(
    Object.keys(DIALOGS)
      .map((name) => `${name}.transcript`)
      .sort(),
  );
});

test('recorded again, not a byte changes', async () => {
  const again = await record({ mars: DIALOGS['mars'] ?? [] });
  expect(transcriptText(again.get('mars') ?? [])).toBe(transcriptText(recorded.get('mars') ?? []));
});

describe.each(Object.keys(DIALOGS))('a transcript (%s)', (name) => {
  let activities: Recorded[];
  let fromUser: Recorded[];
  let fromBot: Recorded[];
  beforeAll(() => {
    activities = recorded.get(name) ?? [];
    fromUser = activities.filter(({ from }) => from.role === 'user');
    fromBot = activities.filter(({ from }) => from.role === 'bot');
  });

  test('begins as the Emulator does, and has four to eight turns', () => {
    expect(activities[0]).toMatchObject({
      type: 'conversationUpdate',
      membersAdded: [{ name: 'Bot' }, { name: 'User' }],
    });
    expect(fromUser.length - 1).toBeGreaterThanOrEqual(4);
    expect(fromUser.length - 1).toBeLessThanOrEqual(8);
    expect(fromUser.length + fromBot.length).toBe(activities.length);
  });

  test('every activity has what the Emulator reads', () => {
    for (const activity of activities)
      expect(activity).toMatchObject({
        id: expect.stringMatching(/./),
        type: expect.stringMatching(/^(?:message|conversationUpdate)$/),
        channelId: 'emulator',
        serviceUrl: SERVICE_URL,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        localTimestamp: expect.stringMatching(/\+09:00$/),
        from: { id: expect.stringMatching(/./), name: expect.stringMatching(/./) },
        recipient: { id: expect.stringMatching(/./), name: expect.stringMatching(/./) },
        conversation: { id: `${name}|livechat` },
        locale: 'ko-KR',
      });
    for (const activity of fromBot) expect(activity).toMatchObject({ recipient: { role: 'user' }, type: 'message' });
    for (const activity of fromUser) expect(activity).toMatchObject({ recipient: { role: 'bot' } });
  });

  test('every reply answers an activity of the person before it, and none is left without', () => {
    const ids = activities.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    fromBot.forEach((reply) => {
      const asked = fromUser.find(({ id }) => id === reply.replyToId);
      expect(asked).toBeDefined();
      expect(ids.indexOf(asked?.id ?? '')).toBeLessThan(ids.indexOf(reply.id));
    });
    expect(new Set(fromBot.map(({ replyToId }) => replyToId))).toEqual(new Set(fromUser.map(({ id }) => id)));
  });

  test('time goes on', () => {
    const stamps = activities.map(({ timestamp }) => timestamp);
    expect(stamps).toEqual([...stamps].sort());
    expect(new Set(stamps).size).toBe(stamps.length);
  });

  test('nothing of the machine that recorded it', () => {
    const text = transcriptText(activities);
    expect(text).not.toMatch(/127\.0\.0\.1|guide-bot-/);
    expect(text).not.toContain(projectDir);
  });
});
