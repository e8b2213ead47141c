import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, FrameLocator, Locator } from 'playwright-core';
import { RunningBot } from '../support/running-bot.js';
import { ChatPage, startBrowser } from './browser.js';
import { HostPage } from './host-page.js';

let browser: Browser;
let bot: RunningBot;
let host: HostPage;
let portal: ChatPage;
beforeAll(async () => {
  browser = await startBrowser();
  bot = await RunningBot.start();
  host = await HostPage.start(`http://127.0.0.1:${bot.port}`, 'data-color="#0a7d55" data-title="백업 도우미"');
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  await bot?.remove();
});
beforeEach(async () => {
  portal = await ChatPage.open(browser, host.url);
});
afterEach(async () => {
  expect(portal.problems).toEqual([]);
  expect(portal.foreign).toEqual([]);
  await portal.close();
});

const opener = (): Locator => portal.page.getByRole('button', { name: '백업 길잡이 열기' });
const closers = (): Locator => portal.page.getByRole('button', { name: '백업 길잡이 닫기' });
const panel = (): Locator => portal.page.getByRole('region', { name: '백업 도우미' });
const frame = (): FrameLocator => portal.page.frameLocator('iframe');

async function hears(text: string): Promise<void> {
  await frame().locator('.webchat__bubble__content').filter({ hasText: text }).last().waitFor({ timeout: 30_000 });
}

test('a button opens the chat on a page of another site; it can be talked to, closed by Escape, and opened again', async () => {
  await opener().click();
  await hears('안녕하세요');
  await portal.page.keyboard.insertText('100050 나와요');
  await portal.page.keyboard.press('Enter');
  await hears('어떤 백업에서');
  await portal.page.keyboard.press('Escape');
  await panel().waitFor({ state: 'hidden' });
  const focused = await portal.page.evaluate(
    'document.activeElement.shadowRoot.activeElement.getAttribute("aria-label")',
  );
  expect(focused).toBe('백업 길잡이 열기');
  await portal.page.keyboard.press('Enter');
  await panel().waitFor();
  await hears('어떤 백업에서');
});

test('nothing of the chat is loaded before it is wanted; afterwards open and closed are remembered', async () => {
  expect(await portal.page.locator('iframe').count()).toBe(0);
  await opener().click();
  await hears('안녕하세요');
  await portal.page.reload();
  await hears('안녕하세요');
  await closers().first().click();
  await portal.page.reload();
  await opener().waitFor();
  expect(await panel().isVisible()).toBe(false);
});

test('neither page changes the other’s looks', async () => {
  const looks = (selector: string): Promise<unknown> =>
    portal.page.evaluate(`(() => {
      const found = ${selector};
      const { backgroundColor, fontSize, display } = getComputedStyle(found);
      return { backgroundColor, fontSize, display };
    })()`);
  await opener().waitFor();
  expect(await looks("document.querySelector('main button')")).toEqual({
    backgroundColor: 'rgb(255, 192, 203)',
    fontSize: '40px',
    display: 'inline-block',
  });
  expect(await looks("document.querySelector('backup-guide-chat').shadowRoot.querySelector('.toggle')")).toEqual({
    backgroundColor: 'rgb(10, 125, 85)',
    fontSize: '16px',
    display: 'grid',
  });
  await opener().click();
  expect(await panel().isVisible()).toBe(true);
});

test('a syllable that is given up by Escape closes nothing', async () => {
  await opener().click();
  await hears('안녕하세요');
  const pressEscape = (isComposing: boolean): Promise<unknown> | undefined =>
    portal.page
      .frames()[1]
      ?.evaluate(
        `document.querySelector('textarea').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, isComposing: ${isComposing} }))`,
      );
  await pressEscape(true);
  await portal.page.waitForTimeout(300);
  expect(await panel().isVisible()).toBe(true);
  await pressEscape(false);
  await panel().waitFor({ state: 'hidden' });
});

test.each([
  ['data-position="left" data-width="300px" data-height="420px"', { side: 'left', width: 300, height: 420 }],
  [
    'data-position="up" data-width="100%" data-height="0px" data-color="none"',
    { side: 'right', width: 400, height: 640 },
  ],
])('attributes: %s', async (attributes, { side, width, height }) => {
  const other = await HostPage.start(`http://127.0.0.1:${bot.port}`, attributes);
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  try {
    await page.goto(other.url);
    const button = page.getByRole('button', { name: '백업 길잡이 열기' });
    expect((await button.boundingBox())?.x).toBe(side === 'left' ? 20 : 920);
    await button.click();
    const box = await page.getByRole('region', { name: '백업 길잡이' }).boundingBox();
    expect(box).toMatchObject({ x: side === 'left' ? 20 : 980 - width, width, height });
  } finally {
    await page.close();
    await other.stop();
  }
});

test('on a narrow window the chat takes all of it', async () => {
  await portal.page.setViewportSize({ width: 320, height: 640 });
  await opener().click();
  await hears('안녕하세요');
  expect(await panel().boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 640 });
  await closers().first().click();
  await panel().waitFor({ state: 'hidden' });
});

test('in a low window too', async () => {
  await portal.page.setViewportSize({ width: 600, height: 400 });
  await opener().click();
  await hears('안녕하세요');
  expect(await panel().boundingBox()).toEqual({ x: 0, y: 0, width: 600, height: 400 });
});

test('axe finds nothing serious in button, panel and chat', async () => {
  await opener().click();
  await hears('안녕하세요');
  for (const each of portal.page.frames()) await each.evaluate(axe.source);
  const { violations } = (await portal.page.evaluate('axe.run()')) as axe.AxeResults;
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual(
    [],
  );
});

test('where it may not be framed, the chat is not shown', async () => {
  const strict = await RunningBot.start({ FRAME_ANCESTORS: 'https://intranet.example.com' });
  const other = await HostPage.start(`http://127.0.0.1:${strict.port}`);
  const page = await browser.newPage();
  try {
    await page.goto(other.url);
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.getByRole('button', { name: '백업 길잡이 열기' }).click();
    await refused;
  } finally {
    await page.close();
    await other.stop();
    await strict.remove();
  }
});
