import path from 'node:path';
import { afterAll, beforeAll, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { projectDir } from '../support/knowledge.js';
import { RunningBot } from '../support/running-bot.js';
import { ChatPage, startBrowser } from './browser.js';
import { HostPage } from './host-page.js';
import { Playground } from './playground.js';

// Makes the pictures of README: npm run screenshots.

const image = (name: string): string => path.join(projectDir, 'docs/images', `${name}.png`);

let browser: Browser;
let bot: RunningBot;
beforeAll(async () => {
  browser = await startBrowser();
  bot = await RunningBot.start();
});
afterAll(async () => {
  await browser?.close();
  await bot?.remove();
});

/** A company's page, as plain as they come. */
const LOOKS =
  'body { font: 17px/1.7 sans-serif; margin: 0; padding: 48px; color: #222; background: #f4f6f4; } h1 { color: #0a5c40; } button { font: inherit; padding: 6px 16px; }';

const url = (): string => `http://127.0.0.1:${bot.port}/`;

/** The dialog that README shows. */
async function talk(chat: ChatPage): Promise<void> {
  await chat.hears('안녕하세요');
  await chat.types('100050 나와요');
  await chat.hears('어떤 백업에서');
  await chat.presses('MABS 백업 서버');
  await chat.hears('출처:');
  // The pointer would colour what it rests on.
  await chat.page.mouse.move(0, 0);
  await chat.page.waitForTimeout(500);
}

test.each([
  ['chat', { viewport: { width: 1000, height: 760 } }],
  ['dark', { viewport: { width: 800, height: 640 }, colorScheme: 'dark' as const }],
  ['narrow', { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 }],
])('%s', async (name, options) => {
  const chat = await ChatPage.open(browser, url(), options);
  await talk(chat);
  await chat.page.screenshot({ path: image(name) });
  await chat.close();
});

test('embed', async () => {
  const host = await HostPage.start(`http://127.0.0.1:${bot.port}`, 'data-color="#0a7d55"', LOOKS);
  const portal = await ChatPage.open(browser, host.url, { viewport: { width: 1000, height: 760 } });
  await portal.page.getByRole('button', { name: '백업 길잡이 열기' }).click();
  const chat = portal.page.frameLocator('iframe');
  await chat.locator('.webchat__bubble').first().waitFor();
  await chat.locator('textarea').first().click();
  await portal.page.keyboard.insertText('예약 백업이 안 돌아요');
  await portal.page.keyboard.press('Enter');
  await chat.locator('.webchat__bubble--from-user').waitFor();
  await portal.page.waitForTimeout(800);
  await portal.page.screenshot({ path: image('embed') });
  await portal.close();
  await host.stop();
});

test('teams', async () => {
  const teams = await Playground.open(browser, `${url()}api/messages`);
  await teams.says('100050 나와요');
  await teams.hears('어떤 백업에서');
  await teams.presses('MABS 백업 서버');
  await teams.hears('출처:');
  await teams.page.waitForTimeout(500);
  await teams.page.screenshot({ path: image('teams') });
  await teams.close();
});
