import { describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { ChatSuite } from './chat-suite.js';

const suite = new ChatSuite();

describe('a conversation', () => {
  test('type, press, read', async () => {
    await suite.chat.types('100050 나와요');
    await suite.chat.hears('어떤 백업에서 생긴 문제인가요?');
    await suite.chat.presses('MABS 백업 서버');
    await suite.chat.hears('출처: Azure Backup Server 문제 해결');
    expect((await suite.chat.page.locator('pre').first().innerText()).trimEnd()).toBe(
      'psexec -i -s "C:\\Program Files\\Internet Explorer\\iexplore.exe"',
    );
    await suite.chat.presses('해결됐어요');
    await suite.chat.hears('해결되어 다행이에요');
  });

  test('Hangul as an input method writes it: Enter within a syllable ends the syllable, the next one sends it whole', async () => {
    const input = await suite.chat.context.newCDPSession(suite.chat.page);
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
    await suite.chat.box.click();
    for (const text of ['ㅂ', '배', '백']) await compose(text);
    await input.send('Input.insertText', { text: '백' });
    for (const text of ['ㅇ', '어', '업']) await compose(text);
    await enter(true);
    expect(await suite.chat.box.inputValue()).toBe('백업');
    expect(await suite.chat.page.locator('.webchat__bubble--from-user').count()).toBe(0);
    await input.send('Input.insertText', { text: '업' });
    await suite.chat.page.keyboard.insertText('이 안 돼요');
    await enter(false);
    await suite.chat.hears('어떤 백업에서');
    expect((await suite.chat.texts()).slice(1, 2)).toEqual(['백업이 안 돼요']);
  });

  test('a double click on a choice is one answer', async () => {
    await suite.chat.types('100050 나와요');
    await suite.chat.hears('어떤 백업에서');
    await suite.chat.page.getByRole('button', { name: 'MABS 백업 서버' }).last().dblclick();
    await suite.chat.hears('출처:');
    await suite.chat.page.waitForTimeout(1000);
    expect(await suite.chat.texts()).toHaveLength(5);
  });

  test('a command is copied by its button, exactly', async () => {
    await suite.chat.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await suite.chat.types('100050 나와요');
    await suite.chat.presses('MABS 백업 서버');
    await suite.chat.page.getByRole('button', { name: '명령어 복사' }).first().click();
    await suite.chat.page.getByText('복사했어요').first().waitFor();
    expect(await suite.chat.page.evaluate('navigator.clipboard.readText()')).toBe(
      'psexec -i -s "C:\\Program Files\\Internet Explorer\\iexplore.exe"',
    );
  });

  test('links open in a tab of their own', async () => {
    await suite.chat.types('ExtensionStuckInDeletionState');
    const link = suite.chat.bubbles.locator('a[href^="https://learn.microsoft.com/"]').first();
    await link.waitFor();
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
  });

  test('the summary for the support comes as a file', async () => {
    await suite.chat.types('OBEngine 서비스가 죽어요');
    await suite.chat.types('상담원');
    await suite.chat.hears('Azure Backup 문제 요약');
    const file = suite.chat.page
      .locator('a[download="azure-backup-summary.txt"], a:has-text("azure-backup-summary.txt")')
      .first();
    await file.waitFor();
    expect(await file.getAttribute('href')).toMatch(/^data:text\/plain/);
  });

  test('signs of an error message stay signs', async () => {
    await suite.chat.types('8) 오류 <b>굵게</b> :) 100050');
    await suite.chat.page.locator('.webchat__bubble--from-user').waitFor();
    expect((await suite.chat.texts())[1]).toBe('8) 오류 <b>굵게</b> :) 100050');
  });

  test('the bot is seen typing', async () => {
    let type = (): void => undefined;
    await suite.reopen((context) =>
      context.routeWebSocket(/directline/, (socket) => {
        socket.connectToServer();
        const activity = { type: 'typing', id: 't', from: { id: 'backup-guide', name: '백업 길잡이', role: 'bot' } };
        type = () => socket.send(JSON.stringify({ activities: [activity] }));
      }),
    );
    await suite.chat.hears('안녕하세요');
    type();
    await suite.chat.page.locator('.webchat__typing-indicator, [class*="typing"]').first().waitFor({ timeout: 5000 });
  });

  test('새 대화 begins another one, and the old one is not shown in it', async () => {
    await suite.chat.types('100050 나와요');
    await suite.chat.hears('어떤 백업에서');
    await suite.chat.presses('새 대화');
    // The greeting names the old problem.
    await suite.chat.page.locator('.webchat__bubble--from-user').first().waitFor({ state: 'detached' });
    await suite.chat.hears('안녕하세요');
    await suite.chat.types('지난번 문제 이어서');
    await suite.chat.hears('문제를 이어서 볼게요');
  });
});

describe('looks', () => {
  const widths = [320, 480, 1000, 1600];
  test.each(widths)('%i px wide: nothing is wider than the window', async (width) => {
    await suite.chat.page.setViewportSize({ width, height: 640 });
    await suite.chat.types('100050 나와요');
    await suite.chat.presses('MABS 백업 서버');
    await suite.chat.hears('출처:');
    const overflow = await suite.chat.page.evaluate(
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
    await suite.chat.page.setViewportSize({ width, height });
    await suite.chat.types('100050 나와요');
    await suite.chat.hears('어떤 백업에서');
    await suite.chat.page.waitForTimeout(300);
    const sizes = (await suite.chat.page.evaluate(`(() => {
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
      suite.chat.page.evaluate("getComputedStyle(document.querySelector('.webchat__bubble__content')).backgroundColor");
    const light = await ground();
    await suite.chat.page.emulateMedia({ colorScheme: 'dark' });
    for (let i = 0; i < 100 && (await ground()) === light; i += 1) await suite.chat.page.waitForTimeout(20);
    expect(await ground()).not.toBe(light);
  });

  test.each<[string, BrowserContextOptions]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['high contrast', { forcedColors: 'active' }],
    ['narrow', { viewport: { width: 320, height: 640 } }],
  ])('%s: axe finds nothing serious', async (_name, options) => {
    await suite.chat.close();
    await suite.open(options);
    await suite.chat.types('100050 나와요');
    await suite.chat.presses('MABS 백업 서버');
    await suite.chat.hears('출처:');
    await suite.chat.page.evaluate(axe.source);
    const { violations } = (await suite.chat.page.evaluate('axe.run()')) as axe.AxeResults;
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    expect(serious).toEqual([]);
  });
});
