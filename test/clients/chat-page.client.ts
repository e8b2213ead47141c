import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { RunningBot } from '../support/running-bot.js';
import { ChatPage, startBrowser } from './browser.js';

let browser: Browser;
let bot: RunningBot;
let chat: ChatPage;
beforeAll(async () => {
  browser = await startBrowser();
  bot = await RunningBot.start();
});
afterAll(async () => {
  await browser?.close();
  await bot?.remove();
});

const url = (): string => `http://127.0.0.1:${bot.port}/`;

async function open(options: BrowserContextOptions = {}): Promise<void> {
  chat = await ChatPage.open(browser, url(), options);
  await chat.hears('안녕하세요');
}

beforeEach(() => open());
afterEach(async () => {
  expect(chat.problems).toEqual([]);
  expect(chat.foreign).toEqual([]);
  await chat.close();
});

describe('a conversation', () => {
  test('type, press, read', async () => {
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서 생긴 문제인가요?');
    await chat.presses('MABS 백업 서버');
    await chat.hears('출처: Azure Backup Server 문제 해결');
    expect((await chat.page.locator('pre').first().innerText()).trimEnd()).toBe(
      'psexec -i -s "C:\\Program Files\\Internet Explorer\\iexplore.exe"',
    );
    await chat.presses('예');
    await chat.hears('해결되어 다행이에요');
  });

  test('Hangul as an input method writes it: Enter within a syllable ends the syllable, the next one sends it whole', async () => {
    const input = await chat.context.newCDPSession(chat.page);
    const compose = (text: string) =>
      input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const enter = async (composing: boolean): Promise<void> => {
      const key = {
        key: 'Enter',
        code: 'Enter',
        windowsVirtualKeyCode: composing ? 229 : 13,
        nativeVirtualKeyCode: 13,
      };
      // With `text` there is a keypress, as macOS gives it within a syllable.
      await input.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, text: '\r' });
      await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    };
    await chat.box.click();
    for (const text of ['ㅂ', '배', '백']) await compose(text);
    await input.send('Input.insertText', { text: '백' });
    for (const text of ['ㅇ', '어', '업']) await compose(text);
    await enter(true);
    expect(await chat.box.inputValue()).toBe('백업');
    expect(await chat.page.locator('.webchat__bubble--from-user').count()).toBe(0);
    await input.send('Input.insertText', { text: '업' });
    await chat.page.keyboard.insertText('이 안 돼요');
    await enter(false);
    await chat.hears('어떤 백업에서');
    expect((await chat.texts()).slice(1, 2)).toEqual(['백업이 안 돼요']);
  });

  test('a double click on a choice is one answer', async () => {
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    await chat.page.getByRole('button', { name: 'MABS 백업 서버' }).last().dblclick();
    await chat.hears('출처:');
    await chat.page.waitForTimeout(1000);
    expect(await chat.texts()).toHaveLength(5);
  });

  test('a command is copied by its button, exactly', async () => {
    await chat.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.types('100050 나와요');
    await chat.presses('MABS 백업 서버');
    await chat.page.getByRole('button', { name: '명령어 복사' }).first().click();
    await chat.page.getByText('복사했어요').first().waitFor();
    expect(await chat.page.evaluate('navigator.clipboard.readText()')).toBe(
      'psexec -i -s "C:\\Program Files\\Internet Explorer\\iexplore.exe"',
    );
  });

  test('links open in a tab of their own', async () => {
    await chat.types('ExtensionStuckInDeletionState');
    const link = chat.bubbles.locator('a[href^="https://learn.microsoft.com/"]').first();
    await link.waitFor();
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
  });

  test('the summary for the support comes as a file', async () => {
    await chat.types('OBEngine 서비스가 죽어요');
    await chat.types('상담원');
    await chat.hears('Azure Backup 문제 요약');
    const file = chat.page
      .locator('a[download="azure-backup-summary.txt"], a:has-text("azure-backup-summary.txt")')
      .first();
    await file.waitFor();
    expect(await file.getAttribute('href')).toMatch(/^data:text\/plain/);
  });

  test('signs of an error message stay signs', async () => {
    await chat.types('8) 오류 <b>굵게</b> :) 100050');
    await chat.page.locator('.webchat__bubble--from-user').waitFor();
    expect((await chat.texts())[1]).toBe('8) 오류 <b>굵게</b> :) 100050');
  });

  test('the bot is seen typing', async () => {
    await chat.close();
    const context = await browser.newContext({ locale: 'ko-KR' });
    let type = (): void => undefined;
    await context.routeWebSocket(/directline/, (socket) => {
      socket.connectToServer();
      const activity = { type: 'typing', id: 't', from: { id: 'backup-guide', name: '백업 길잡이', role: 'bot' } };
      type = () => socket.send(JSON.stringify({ activities: [activity] }));
    });
    const page = await context.newPage();
    await page.goto(url());
    await page.locator('.webchat__bubble').first().waitFor();
    type();
    await page.locator('.webchat__typing-indicator, [class*="typing"]').first().waitFor({ timeout: 5000 });
    await context.close();
    await open();
  });

  test('새 대화 begins another one, and the old one is not shown in it', async () => {
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    await chat.presses('새 대화');
    // The greeting names the old problem.
    await chat.page.locator('.webchat__bubble--from-user').first().waitFor({ state: 'detached' });
    await chat.hears('안녕하세요');
    await chat.types('지난번 문제 이어서');
    await chat.hears('문제를 이어서 볼게요');
  });
});

describe('coming back', () => {
  test('after a reload the whole conversation is there, once', async () => {
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    const before = await chat.texts();
    await chat.page.reload();
    await chat.hears('어떤 백업에서');
    expect(await chat.texts()).toEqual(before);
    await chat.presses('MABS 백업 서버');
    await chat.hears('출처:');
  });

  test('after a restart of the server the open page goes on by itself, and loses nothing that was typed', async () => {
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    await chat.box.click();
    await chat.page.keyboard.insertText('dpm');
    await bot.stop();
    await chat.page.getByText('다시 연결하고 있어요').first().waitFor();
    await bot.restart();
    await chat.page.locator('#notice').waitFor({ state: 'hidden', timeout: 30_000 });
    expect(await chat.box.inputValue()).toBe('dpm');
    await chat.page.keyboard.insertText('이요');
    await chat.page.keyboard.press('Enter');
    await chat.hears('출처:');
    expect((await chat.texts()).filter((text) => text === '100050 나와요')).toHaveLength(1);
  });

  test('after the network was lost', async () => {
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    await chat.context.setOffline(true);
    await chat.page.getByText('네트워크 연결이 끊겼어요').waitFor();
    await chat.context.setOffline(false);
    await chat.page.locator('#notice').waitFor({ state: 'hidden', timeout: 30_000 });
    await chat.types('dpm이요');
    await chat.hears('출처:');
    const texts = await chat.texts();
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('what is said without a network goes out with it: each message once, in its order', async () => {
    await chat.context.setOffline(true);
    await chat.page.getByText('네트워크 연결이 끊겼어요').waitFor();
    await chat.types('100050 나와요');
    await chat.types('dpm이요');
    await chat.page.locator('.webchat__bubble--from-user').nth(1).waitFor();
    await chat.page.waitForTimeout(3000);
    expect(await chat.page.getByText('보내지 못했어요').count()).toBe(0);
    await chat.context.setOffline(false);
    await chat.hears('출처:');
    const mine = (await chat.texts()).filter((text) => ['100050 나와요', 'dpm이요'].includes(text));
    expect(mine).toEqual(['100050 나와요', 'dpm이요']);
    const before = await chat.texts();
    await chat.page.reload();
    await chat.hears('출처:');
    expect(await chat.texts()).toEqual(before);
  });

  test('새 대화 pressed without a network begins one when there is one', async () => {
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    await chat.context.setOffline(true);
    await chat.page.getByText('네트워크 연결이 끊겼어요').waitFor();
    await chat.presses('새 대화');
    await chat.context.setOffline(false);
    await chat.page.locator('.webchat__bubble--from-user').first().waitFor({ state: 'detached' });
    await chat.hears('안녕하세요');
  });

  test('what is said while the server is away is answered when it is back, once', async () => {
    await bot.stop();
    await chat.page.getByText('다시 연결하고 있어요').first().waitFor();
    await chat.types('100050 나와요');
    await chat.page.waitForTimeout(2000);
    await bot.restart();
    await chat.hears('어떤 백업에서');
    await chat.page.waitForTimeout(2000);
    const texts = await chat.texts();
    expect(texts.filter((text) => text === '100050 나와요')).toHaveLength(1);
    expect(texts.filter((text) => text.includes('어떤 백업에서'))).toHaveLength(1);
  });

  test('a half message is there after a reload, and in a new conversation', async () => {
    await chat.box.click();
    await chat.page.keyboard.insertText('예약 백업이 ');
    await chat.page.reload();
    await chat.hears('안녕하세요');
    expect(await chat.box.inputValue()).toBe('예약 백업이 ');
    await chat.presses('새 대화');
    await chat.hears('안녕하세요');
    expect(await chat.box.inputValue()).toBe('예약 백업이 ');
  });

  test('after 내 기록 삭제 nothing of before is shown, now or later', async () => {
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    await chat.types('내 기록 삭제');
    const only = [expect.stringContaining('모두 지웠어요')];
    await chat.bubbles.filter({ hasText: '100050' }).first().waitFor({ state: 'detached' });
    await chat.hears('모두 지웠어요');
    expect(await chat.texts()).toEqual(only);
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    await chat.page.reload();
    await chat.hears('어떤 백업에서');
    expect(await chat.texts()).toHaveLength(3);
  });

  test('where a proxy lets no WebSockets through, it is done without', async () => {
    await chat.close();
    const context = await browser.newContext({ locale: 'ko-KR' });
    await context.routeWebSocket(/directline/, (socket) => void socket.close());
    const page = await context.newPage();
    await page.goto(url());
    await page.locator('.webchat__bubble__content').filter({ hasText: '안녕하세요' }).waitFor({ timeout: 30_000 });
    await page.locator('textarea').first().click();
    await page.keyboard.insertText('100050 나와요');
    await page.keyboard.press('Enter');
    await page.locator('.webchat__bubble__content').filter({ hasText: '어떤 백업에서' }).waitFor({ timeout: 30_000 });
    await context.close();
    await open();
  });
});

describe('looks', () => {
  const widths = [320, 480, 1000, 1600];
  test.each(widths)('%i px wide: nothing is wider than the window', async (width) => {
    await chat.page.setViewportSize({ width, height: 640 });
    await chat.types('100050 나와요');
    await chat.presses('MABS 백업 서버');
    await chat.hears('출처:');
    const overflow = await chat.page.evaluate(
      "[...document.querySelectorAll('body, header, footer, main, .webchat__bubble, .webchat__suggested-actions')].filter((e) => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.className || e.tagName)",
    );
    expect(overflow).toEqual([]);
  });

  test.each([
    [320, 256],
    [640, 320],
    [360, 380],
    [600, 400],
    [320, 640],
  ])('%i x %i: nothing covers the box, and the answer has room', async (width, height) => {
    await chat.page.setViewportSize({ width, height });
    await chat.types('100050 나와요');
    await chat.hears('어떤 백업에서');
    await chat.page.waitForTimeout(300);
    const sizes = (await chat.page.evaluate(`(() => {
      const box = document.querySelector('textarea');
      const { left, top, width, height, bottom } = box.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      const talk = document.querySelector('.webchat__basic-transcript').getBoundingClientRect();
      return { reached: box === hit || box.parentElement.contains(hit), below: innerHeight - bottom, talk: talk.height };
    })()`)) as { reached: boolean; below: number; talk: number };
    expect(sizes).toEqual({ reached: true, below: expect.any(Number), talk: expect.any(Number) });
    expect(sizes.below).toBeGreaterThanOrEqual(0);
    expect(sizes.talk).toBeGreaterThanOrEqual(60);
  });

  test('dark, and back to light while it is open', async () => {
    const ground = (): Promise<unknown> =>
      chat.page.evaluate("getComputedStyle(document.querySelector('.webchat__bubble__content')).backgroundColor");
    const light = await ground();
    await chat.page.emulateMedia({ colorScheme: 'dark' });
    for (let i = 0; i < 100 && (await ground()) === light; i += 1) await chat.page.waitForTimeout(20);
    expect(await ground()).not.toBe(light);
  });

  test.each<[string, BrowserContextOptions]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['high contrast', { forcedColors: 'active' }],
    ['narrow', { viewport: { width: 320, height: 640 } }],
  ])('%s: axe finds nothing serious', async (_name, options) => {
    await chat.close();
    await open(options);
    await chat.types('100050 나와요');
    await chat.presses('MABS 백업 서버');
    await chat.hears('출처:');
    await chat.page.evaluate(axe.source);
    const { violations } = (await chat.page.evaluate('axe.run()')) as axe.AxeResults;
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    expect(serious).toEqual([]);
  });
});
