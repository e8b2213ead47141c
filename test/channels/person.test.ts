import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Guide } from '../../dialogs/guide.js';
import { openDatabase } from '../../src/channels/libsql-database.js';
import { LibsqlStorage } from '../../src/channels/libsql-storage.js';
import { replay } from '../../src/channels/replay.js';
import { activity, Connector, post } from '../support/client.js';
import { projectSearch } from '../support/knowledge.js';
import { RunningBot } from '../support/running-bot.js';

/** What is kept about a person across conversations, and what the journal says of it. */
let bot: RunningBot;
let connector: Connector;

const say = async (text: string, conversation: string, person = 'kim', channelId = 'webchat'): Promise<string> => {
  const before = connector.received.length;
  const body = activity(connector, { text, conversation: { id: conversation }, from: { id: person }, channelId });
  expect((await post(`http://127.0.0.1:${bot.port}/api/messages`, JSON.stringify(body))).status).toBe(200);
  return connector.texts().slice(before).join('\n');
};
async function journalText(): Promise<string> {
  const dir = path.join(bot.dataDir, 'journal');
  const names = (await readdir(dir)).filter((name) => name.endsWith('.jsonl')).sort();
  return (await Promise.all(names.map((name) => readFile(path.join(dir, name), 'utf8')))).join('');
}

beforeAll(async () => {
  bot = await RunningBot.start({ RETENTION_DAYS: '7' });
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

describe('across conversations', () => {
  test('what is kept is said once to each person', async () => {
    expect(await say('100050', 'n1', 'new')).toContain('7일만 보관');
    expect(await say('MARS', 'n1', 'new')).not.toContain('보관');
    expect(await say('100050', 'n2', 'new')).not.toContain('보관');
    expect(await say('100050', 'n1', 'other')).toContain('보관');
  });

  test('지난번 문제 이어서, after a restart too', async () => {
    await say('ExtensionStuckInDeletionState', 'first');
    await bot.stop();
    await bot.restart();
    expect(await say('지난번 문제 이어서', 'second')).toContain('VmSnapshot');
    await say('네 해결됐어요', 'second');
    expect(await say('지난번 문제 이어서', 'third')).toContain('이어서 볼 문제가 없어요');
  });

  test('someone else, and another channel, have their own', async () => {
    await say('ExtensionStuckInDeletionState', 'a', 'lee');
    expect(await say('지난번 문제 이어서', 'b', 'park')).toContain('이어서 볼 문제가 없어요');
    expect(await say('지난번 문제 이어서', 'c', 'lee', 'msteams')).toContain('이어서 볼 문제가 없어요');
  });
});

describe('내 기록 삭제', () => {
  test('deletes every conversation of the person and their lines in the journal, and says so', async () => {
    await say('ExtensionStuckInDeletionState', 'd1', 'choi');
    await say('SalBitmapError 나와요', 'd2', 'choi');
    await say('OBEngine 서비스가 죽어요', 'd3', 'jung');
    expect(await say('내 기록 삭제해줘', 'd2', 'choi')).toContain('모두 지웠어요');
    await bot.stop();
    // Not even where the database has no more use for it.
    for (const name of (await readdir(bot.dataDir)).filter((each) => each.startsWith('conversations.db')))
      expect(await readFile(path.join(bot.dataDir, name), 'latin1')).not.toContain('SalBitmapError');
    const database = openDatabase(path.join(bot.dataDir, 'conversations.db'));
    const storage = new LibsqlStorage(database);
    const keys = ['memory/v1/webchat/d1/choi', 'memory/v1/webchat/d2/choi', 'person/v1/webchat/choi'];
    expect(await storage.read(keys)).toEqual({});
    expect(Object.keys(await storage.read(['memory/v1/webchat/d3/jung']))).toHaveLength(1);
    database.close();
    const journal = await journalText();
    expect(journal).not.toContain('SalBitmapError');
    expect(journal).toContain('OBEngine');
    await bot.restart();
  });
});

describe('the journal', () => {
  test('holds no secret that was typed, and neither does what is stored', async () => {
    const secrets = ['hunter2!pass', 'kim@example.com', '10.20.30.40', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'];
    await say(
      `MARS 등록이 안돼요 password=${secrets[0]} 메일은 ${secrets[1]} 서버는 ${secrets[2]} 토큰 ${secrets[3]}`,
      's1',
      'secretive',
    );
    const pack = await say('상담원', 's1', 'secretive');
    await bot.stop();
    const stored = await readFile(path.join(bot.dataDir, 'conversations.db'), 'latin1');
    const wal = await readFile(path.join(bot.dataDir, 'conversations.db-wal'), 'latin1').catch(() => '');
    const journal = await journalText();
    for (const secret of secrets)
      for (const [place, text] of Object.entries({ pack, journal, stored, wal }))
        expect({ place, holds: text.includes(secret) }).toEqual({ place, holds: false });
    await bot.restart();
  });

  test('replays to the same moves', async () => {
    const dialogs = [
      ['100050 나와요', '모르겠어요', 'MABS·DPM 콘솔', '한 단계씩', '됐어요', '뒤로', '상담원'],
      ['예약 백업이 안 돌아요', 'MARS 비번은 Abcd1234! 이에요', '아니요', '이전 문제', '취소'],
      ['지난번 문제 이어서', 'VM 복원이 안돼요'],
    ];
    for (const [i, dialog] of dialogs.entries()) for (const text of dialog) await say(text, `r${i}`, 'replayed');
    await bot.stop();
    const result = replay((await journalText()).split('\n'), new Guide(await projectSearch()));
    expect(result.turns).toBeGreaterThanOrEqual(14);
    expect(result).toMatchObject({ changed: [], unread: 0 });
    await bot.restart();
  });
});
