import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { RunningBot } from '../support/running-bot.js';
import { startBrowser } from './browser.js';
import { Playground } from './playground.js';

let browser: Browser;
let bot: RunningBot;
let teams: Playground;
beforeAll(async () => {
  browser = await startBrowser();
  bot = await RunningBot.start();
  teams = await Playground.open(browser, `http://127.0.0.1:${bot.port}/api/messages`);
});
afterAll(async () => {
  await teams?.close();
  await browser?.close();
  await bot?.remove();
});

test('as Teams: the question is a card, its press is answered by steps, commands can be had as text, the support gets a summary', async () => {
  await teams.hears('안녕하세요');
  await teams.says('100050 나와요');
  await teams.hears('어떤 백업에서 생긴 문제인가요?');
  await teams.presses('MABS 백업 서버');
  await teams.hears('출처:');
  // The Playground has no CodeBlock: this is its fallback, each sign as it is.
  await teams.hears('psexec -i -s "C:\\Program Files\\Internet Explorer\\iexplore.exe"');
  expect(await teams.page.getByText('undefined').count()).toBe(0);
  await teams.presses('명령어만');
  await teams.hears('복사해서 쓸 명령어예요');
  await teams.says('상담원');
  await teams.hears('Azure Backup 문제 요약');
  await teams.presses('해결됐어요');
  await teams.hears('해결되어 다행이에요');
});

test('as Teams: a press on a card further up is understood as old', async () => {
  await teams.says('처음부터');
  await teams.hears('모두 지우고 처음부터');
  await teams.page.getByRole('button', { name: '명령어만', exact: true }).first().scrollIntoViewIfNeeded();
  await teams.page.getByRole('button', { name: '아직 안 돼요', exact: true }).first().click();
  await teams.hears('앞의 질문에 있던 버튼이에요');
});
