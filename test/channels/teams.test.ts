import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { pageCount, renderPage, renderWhole } from '../../dialogs/answer.js';
import { toActivities } from '../../src/channels/render.js';
import { cardText, type Element } from '../../src/channels/teams-cards.js';
import { activity, Connector, post } from '../support/client.js';
import { projectGuide } from '../support/knowledge.js';
import { RunningBot } from '../support/running-bot.js';

let connector: Connector;
let bot: RunningBot;
beforeAll(async () => {
  connector = await Connector.start();
  bot = await RunningBot.start();
});
afterAll(async () => {
  await bot.remove();
  await connector.stop();
});

interface Card {
  version: string;
  fallbackText: string;
  body: Element[];
}

const cardOf = (one: Partial<Activity> | undefined): Card => (one?.attachments?.[0]?.content ?? { body: [] }) as Card;

const buttonsOf = ({ body }: Card): Array<{ type: string; title: string; data: unknown; url?: string }> =>
  body.flatMap(({ type, actions }) => (type === 'ActionSet' ? (actions as never[]) : []));

const wordsOf = (one: Partial<Activity>): string =>
  one.text ?? cardText(cardOf(one).body.filter(({ type }) => type !== 'ActionSet'));

let count = 0;

/** Says or presses something in Teams; what came back. */
async function teams(
  said: Record<string, unknown>,
  { user = 'kim', conversation = { id: 'chat' } as Record<string, unknown> } = {},
): Promise<Array<Partial<Activity>>> {
  const before = connector.received.length;
  const { press, ...more } = said;
  count += 1;
  const body = activity(connector, {
    channelId: 'msteams',
    id: `teams-${count}`,
    from: { id: user },
    conversation,
    ...(press === undefined ? {} : { text: undefined, value: press }),
    ...more,
  });
  expect((await post(`http://127.0.0.1:${bot.port}/api/messages`, JSON.stringify(body))).status).toBe(200);
  return connector.received.slice(before);
}

const button = (one: Partial<Activity> | undefined, title: string): unknown =>
  buttonsOf(cardOf(one)).find((each) => each.title === title)?.data;

describe('cards', () => {
  test('a question, steps with commands, the commands to copy, and the summary for the support', async () => {
    const conversation = { id: 'cards' };
    const [question] = await teams({ text: '100050 나와요' }, { conversation });
    expect(cardOf(question)).toMatchObject({
      version: '1.5',
      fallbackText: expect.stringContaining('「MABS 백업 서버」'),
    });
    expect(buttonsOf(cardOf(question)).map(({ title }) => title)).toEqual([
      'MARS 에이전트',
      'MABS 백업 서버',
      '모르겠어요',
    ]);
    expect(question?.summary).toContain('어떤 백업');

    const [steps] = await teams({ press: button(question, 'MABS 백업 서버') }, { conversation });
    expect(JSON.stringify(cardOf(steps).body)).toContain('"type":"CodeBlock"');
    expect(cardOf(steps).fallbackText).toContain('psexec -i -s "C:\\Program Files\\Internet Explorer\\iexplore.exe"');
    expect(wordsOf(steps ?? {})).toContain('해결됐나요?');

    const [commands, again] = await teams({ press: button(steps, '명령어만') }, { conversation });
    expect(commands?.text).toContain('```\npsexec');
    expect(wordsOf(again ?? {})).toContain('해결됐나요?');

    const [summary, card] = await teams({ text: '상담원' }, { conversation });
    expect(summary?.text).toContain('**오류 코드:** `100050`');
    const [open] = buttonsOf(cardOf(card)).filter(({ type }) => type === 'Action.OpenUrl');
    expect(open).toMatchObject({ url: expect.stringContaining('https://portal.azure.com/') });
  });

  test('every page of every entry fits: under 80 KB, at most six buttons in a row, words without a card too', async () => {
    const { knowledge } = await projectGuide();
    const choices = ['예', '아니요'].map((title) => ({ title, say: title }));
    for (const entry of knowledge.search.index.entries) {
      const texts = [
        renderWhole(entry),
        ...Array.from({ length: pageCount(entry) }, (_, page) => renderPage({ entry, page })),
      ];
      for (const text of texts) {
        const activities = toActivities({ text, question: '해결됐나요?', choices }, 'msteams', {
          question: 'q',
          person: 'p',
        });
        for (const one of activities) {
          expect(JSON.stringify(one).length * 2).toBeLessThan(80_000);
          expect(cardOf(one).fallbackText.length).toBeGreaterThan(0);
          for (const { type, actions } of cardOf(one).body)
            if (type === 'ActionSet') expect((actions as unknown[]).length).toBeLessThanOrEqual(6);
        }
        // Nothing is lost between the cards, and only the last one asks.
        const said = activities.map(wordsOf).join('\n');
        for (const [, command] of text.matchAll(/```\w*\n\s*([^\n]+)\n\s*```/g)) expect(said).toContain(command);
        expect(activities.filter((one) => buttonsOf(cardOf(one)).length > 0)).toHaveLength(1);
      }
    }
  });

  test('signs of markdown, HTML and Korean ranges are shown as they are', () => {
    const text =
      '1\\~2시간 … 3\\~4일, **오류(Error)**&#8203;를 `<vault-name>` &lt;값&gt; C:\\\\Temp\\\\a\\_b\\*  \n다음 줄';
    const [one] = toActivities({ text, choices: [{ title: '예', say: '예' }] }, 'msteams', {
      question: '',
      person: '',
    });
    expect(wordsOf(one ?? {})).toBe('1~2시간 … 3~4일, 오류(Error)를 <vault-name> <값> C:\\Temp\\a_b*\n다음 줄');
  });
});

describe('a press on a card that is not the last', () => {
  test('answers a question that is no longer open: what is open now is asked again', async () => {
    const conversation = { id: 'old' };
    const [question] = await teams({ text: '100050 나와요' }, { conversation });
    const [steps] = await teams({ press: button(question, 'MABS 백업 서버') }, { conversation });
    await teams({ text: '처음부터' }, { conversation });
    await teams({ text: '백업이 안 돼요' }, { conversation });
    const [reply] = await teams({ press: button(steps, '해결됐어요') }, { conversation });
    expect(wordsOf(reply ?? {})).toContain('앞의 질문에 있던 버튼이에요');
    expect(wordsOf(reply ?? {})).toContain('어떤 백업에서 생긴 문제인가요?');
  });

  test('says what can be said at any time: it is taken', async () => {
    const conversation = { id: 'old-workload' };
    const [question] = await teams({ text: '100050 나와요' }, { conversation });
    await teams({ press: button(question, 'MARS 에이전트') }, { conversation });
    const [corrected] = await teams({ press: button(question, 'MABS 백업 서버') }, { conversation });
    expect(wordsOf(corrected ?? {})).toContain('Azure Backup Server(MABS)');
  });

  test('after an aside the question is the same one, and its first card still answers it', async () => {
    const conversation = { id: 'aside' };
    const [question] = await teams({ text: '100050 나와요' }, { conversation });
    await teams({ text: '도움말' }, { conversation });
    const [steps] = await teams({ press: button(question, 'MABS 백업 서버') }, { conversation });
    expect(wordsOf(steps ?? {})).toContain('iexplore.exe');
  });
});

describe('where many talk', () => {
  const thread = { id: '19:channel@thread.tacv2;messageid=1', conversationType: 'channel', isGroup: true };

  test('each has their own facts, and replies stay in the thread', async () => {
    const mention = {
      text: '<at>백업 길잡이</at> ',
      entities: [{ type: 'mention', text: '<at>백업 길잡이</at>', mentioned: { id: 'bot' } }],
    };
    const [asked] = await teams({ ...mention, text: `${mention.text}100050 나와요` }, { conversation: thread });
    const others = await teams(
      { ...mention, text: `${mention.text}OBEngine 서비스가 죽어요` },
      { user: 'lee', conversation: thread },
    );
    expect(others.map(wordsOf).join()).not.toContain('100050');
    const [steps] = await teams({ press: button(asked, 'MABS 백업 서버') }, { conversation: thread });
    expect(wordsOf(steps ?? {})).toContain('iexplore.exe');
    expect([asked, ...others, steps].map((one) => one?.conversation?.id)).toEqual(
      [asked, ...others, steps].map(() => thread.id),
    );
  });

  test('a button for somebody else does nothing to either', async () => {
    const conversation = { ...thread, id: '19:other@thread.tacv2;messageid=2' };
    const [asked] = await teams({ text: '100050 나와요' }, { user: 'kim', conversation });
    const [refused] = await teams({ press: button(asked, 'MARS 에이전트') }, { user: 'lee', conversation });
    expect(wordsOf(refused ?? {})).toContain('다른 분께 드린 질문');
    const [steps] = await teams({ press: button(asked, 'MABS 백업 서버') }, { user: 'kim', conversation });
    expect(wordsOf(steps ?? {})).toContain('iexplore.exe');
  });

  test('the bot greets when it comes, not whoever joins later', async () => {
    const conversation = { ...thread, id: '19:new@thread.tacv2' };
    const update = { type: 'conversationUpdate', text: undefined };
    expect(await teams({ ...update, membersAdded: [{ id: 'park' }] }, { conversation })).toEqual([]);
    const [greeting] = await teams({ ...update, membersAdded: [{ id: 'bot' }] }, { conversation });
    expect(wordsOf(greeting ?? {})).toContain('@백업 길잡이');
  });

  test('alone with one person the bot’s own joining is the beginning', async () => {
    const conversation = { id: 'personal', conversationType: 'personal' };
    const update = { type: 'conversationUpdate', text: undefined };
    expect(await teams({ ...update, membersAdded: [{ id: 'bot' }] }, { conversation })).toHaveLength(1);
    expect(await teams({ ...update, membersAdded: [{ id: 'kim' }] }, { conversation })).toEqual([]);
  });
});

test('refused for too many messages, what is left is sent again, in order and once', async () => {
  connector.refuse = 2;
  const said = await teams({ text: '상담원' }, { conversation: { id: 'limits' } });
  // The turn goes on after it was acknowledged.
  for (let i = 0; i < 500 && connector.received.length === 0; i += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(connector.refuse).toBe(0);
  expect(said.length).toBeGreaterThan(0);
  expect(new Set(said.map(wordsOf)).size).toBe(said.length);
});

test('a message of nothing but a file is answered', async () => {
  const [reply] = await teams(
    { text: '', attachments: [{ contentType: 'image/png', contentUrl: 'https://example.com/x.png' }] },
    { conversation: { id: 'files' } },
  );
  expect(wordsOf(reply ?? {})).toContain('파일은 받지 않아요');
});
