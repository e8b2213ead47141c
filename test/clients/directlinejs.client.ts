import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { RunningBot } from '../support/running-bot.js';
import { startBrowser } from './browser.js';

// The client as its makers bundle it for pages.
const bundle = readFileSync(
  path.join(
    path.dirname(createRequire(import.meta.url).resolve('botframework-directlinejs/package.json')),
    'dist/directline.js',
  ),
  'utf8',
);

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

test.each([
  ['by WebSocket', true],
  ['by polling', false],
])('%s: a conversation with the bot in a browser, in order and once', async (_way, webSocket) => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${bot.port}/`);
  await page.evaluate(bundle);
  const heard = await page.evaluate(`(async () => {
    const session = await (await fetch('/webchat/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).json();
    const line = new DirectLine.DirectLine({ domain: location.origin + session.domain, token: session.token, webSocket: ${webSocket} });
    const heard = [];
    const until = (count) => new Promise((resolve, reject) => {
      const started = Date.now();
      const look = setInterval(() => {
        if (heard.length >= count || Date.now() - started > 20000) { clearInterval(look); setTimeout(resolve, 300); }
      }, 50);
    });
    line.activity$.subscribe((activity) => { if (activity.type === 'message') heard.push(activity.from.id === session.userId ? '나: ' + activity.text : '봇: ' + activity.text.slice(0, 12).trim()); });
    const say = (text) => new Promise((resolve, reject) => line.postActivity({ type: 'message', text, from: { id: session.userId } }).subscribe(resolve, reject));
    await until(1);
    await say('100050 나와요');
    await until(3);
    await say('dpm이요');
    await until(5);
    line.end();
    return heard;
  })()`);
  expect(heard).toEqual([
    '봇: 안녕하세요, **백업',
    '나: 100050 나와요',
    '봇: 어떤 백업에서 생긴 문',
    '나: dpm이요',
    '봇: Azure Backup',
  ]);
  await page.close();
});
