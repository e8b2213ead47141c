import { beforeEach, describe, expect, test } from '@jest/globals';
import { ChatSuite } from './chat-suite.js';

/** Lost connections, reloads, other pages: nothing that was said is lost or doubled. */
const suite = new ChatSuite();

test('after a reload the whole conversation is there, once', async () => {
  await suite.chat.types('100050 나와요');
  await suite.chat.hears('어떤 백업에서');
  const before = await suite.chat.texts();
  await suite.chat.page.reload();
  await suite.chat.hears('어떤 백업에서');
  expect(await suite.chat.texts()).toEqual(before);
  await suite.chat.presses('MABS 백업 서버');
  await suite.chat.hears('출처:');
});

test('after a restart of the server the open page goes on by itself, and loses nothing that was typed', async () => {
  await suite.chat.types('100050 나와요');
  await suite.chat.hears('어떤 백업에서');
  await suite.chat.box.click();
  await suite.chat.page.keyboard.insertText('dpm');
  await suite.bot.stop();
  await suite.chat.page.getByText('다시 연결하고 있어요').first().waitFor();
  await suite.bot.restart();
  await suite.chat.page.locator('#notice').waitFor({ state: 'hidden', timeout: 30_000 });
  expect(await suite.chat.box.inputValue()).toBe('dpm');
  await suite.chat.page.keyboard.insertText('이요');
  await suite.chat.page.keyboard.press('Enter');
  await suite.chat.hears('출처:');
  expect((await suite.chat.texts()).filter((text) => text === '100050 나와요')).toHaveLength(1);
});

test('after the network was lost', async () => {
  await suite.chat.types('100050 나와요');
  await suite.chat.hears('어떤 백업에서');
  await suite.chat.context.setOffline(true);
  await suite.chat.page.getByText('네트워크 연결이 끊겼어요').waitFor();
  await suite.chat.context.setOffline(false);
  await suite.chat.page.locator('#notice').waitFor({ state: 'hidden', timeout: 30_000 });
  await suite.chat.types('dpm이요');
  await suite.chat.hears('출처:');
  const texts = await suite.chat.texts();
  expect(new Set(texts).size).toBe(texts.length);
});

test('what is said without a network goes out with it: each message once, in its order', async () => {
  await suite.chat.context.setOffline(true);
  await suite.chat.page.getByText('네트워크 연결이 끊겼어요').waitFor();
  await suite.chat.types('100050 나와요');
  await suite.chat.types('dpm이요');
  await suite.chat.page.locator('.webchat__bubble--from-user').nth(1).waitFor();
  await suite.chat.page.waitForTimeout(3000);
  expect(await suite.chat.page.getByText('보내지 못했어요').count()).toBe(0);
  await suite.chat.context.setOffline(false);
  await suite.chat.hears('출처:');
  const mine = (await suite.chat.texts()).filter((text) => ['100050 나와요', 'dpm이요'].includes(text));
  expect(mine).toEqual(['100050 나와요', 'dpm이요']);
  const before = await suite.chat.texts();
  await suite.chat.page.reload();
  await suite.chat.hears('출처:');
  expect(await suite.chat.texts()).toEqual(before);
});

test('새 대화 pressed without a network begins one when there is one', async () => {
  await suite.chat.types('100050 나와요');
  await suite.chat.hears('어떤 백업에서');
  await suite.chat.context.setOffline(true);
  await suite.chat.page.getByText('네트워크 연결이 끊겼어요').waitFor();
  await suite.chat.presses('새 대화');
  await suite.chat.context.setOffline(false);
  await suite.chat.page.locator('.webchat__bubble--from-user').first().waitFor({ state: 'detached' });
  await suite.chat.hears('안녕하세요');
});

test('what is said while the server is away is answered when it is back, once', async () => {
  await suite.bot.stop();
  await suite.chat.page.getByText('다시 연결하고 있어요').first().waitFor();
  await suite.chat.types('100050 나와요');
  await suite.chat.page.waitForTimeout(2000);
  await suite.bot.restart();
  await suite.chat.hears('어떤 백업에서');
  await suite.chat.page.waitForTimeout(2000);
  const texts = await suite.chat.texts();
  expect(texts.filter((text) => text === '100050 나와요')).toHaveLength(1);
  expect(texts.filter((text) => text.includes('어떤 백업에서'))).toHaveLength(1);
});

test('a half message is there after a reload, and in a new conversation', async () => {
  await suite.chat.box.click();
  await suite.chat.page.keyboard.insertText('예약 백업이 ');
  await suite.chat.page.reload();
  await suite.chat.hears('안녕하세요');
  expect(await suite.chat.box.inputValue()).toBe('예약 백업이 ');
  await suite.chat.presses('새 대화');
  await suite.chat.hears('안녕하세요');
  expect(await suite.chat.box.inputValue()).toBe('예약 백업이 ');
});

test('after 내 기록 삭제 nothing of before is shown, now or later', async () => {
  await suite.chat.types('100050 나와요');
  await suite.chat.hears('어떤 백업에서');
  await suite.chat.types('내 기록 삭제');
  const only = [expect.stringContaining('모두 지웠어요')];
  await suite.chat.bubbles.filter({ hasText: '100050' }).first().waitFor({ state: 'detached' });
  await suite.chat.hears('모두 지웠어요');
  expect(await suite.chat.texts()).toEqual(only);
  await suite.chat.types('100050 나와요');
  await suite.chat.hears('어떤 백업에서');
  await suite.chat.page.reload();
  await suite.chat.hears('어떤 백업에서');
  expect(await suite.chat.texts()).toHaveLength(3);
});

test('what waits is sent after a reload, and after 새 대화 in the new one', async () => {
  let away = true;
  await suite.chat.context.route(/\/activities$/, (route) =>
    away && route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await suite.chat.types('100050 나와요');
  await suite.chat.page.waitForTimeout(500);
  await suite.chat.page.reload();
  await suite.chat.hears('안녕하세요');
  await suite.chat.presses('새 대화');
  await suite.chat.page.waitForTimeout(500);
  away = false;
  await suite.chat.hears('어떤 백업에서');
  expect((await suite.chat.texts()).filter((text) => text === '100050 나와요')).toHaveLength(1);
});

test('Enter before the conversation is open is not lost', async () => {
  await suite.reopen((context) =>
    context.route(/\/conversations$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await route.continue();
    }),
  );
  await suite.chat.types('100050 나와요');
  expect(await suite.chat.box.inputValue()).toBe('');
  await suite.chat.hears('어떤 백업에서');
});

test('after 내 기록 삭제 another page of the same person shows nothing of before either', async () => {
  await suite.chat.types('100050 나와요');
  await suite.chat.hears('어떤 백업에서');
  const other = await suite.chat.beside();
  await other.presses('새 대화');
  await other.page.locator('.webchat__bubble--from-user').first().waitFor({ state: 'detached' });
  await other.types('내 기록 삭제');
  await suite.chat.page.locator('.webchat__bubble--from-user').first().waitFor({ state: 'detached' });
  await suite.chat.hears('안녕하세요');
});

describe('where a proxy lets no WebSockets through', () => {
  beforeEach(async () => {
    await suite.reopen((context) => context.routeWebSocket(/directline/, (socket) => void socket.close()));
    await suite.chat.hears('안녕하세요');
  });

  test('it is done without', async () => {
    await suite.chat.types('100050 나와요');
    await suite.chat.hears('어떤 백업에서');
  });

  test('a poll that fails once ends nothing', async () => {
    let lost = false;
    await suite.chat.context.route(/\/activities\?watermark/, async (route) => {
      if (lost) return route.continue();
      lost = true;
      return route.abort();
    });
    for (let i = 0; i < 200 && !lost; i += 1) await suite.chat.page.waitForTimeout(50);
    await suite.chat.types('100050 나와요');
    await suite.chat.bubbles.filter({ hasText: '어떤 백업에서' }).first().waitFor({ timeout: 15_000 });
  });
});
