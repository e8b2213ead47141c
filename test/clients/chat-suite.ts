import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { RunningBot } from '../support/running-bot.js';
import { ChatPage, startBrowser } from './browser.js';

/** A bot, a browser, and for each test a page of its own with the chat, in which nothing may go wrong or elsewhere. */
export class ChatSuite {
  private started: { browser: Browser; bot: RunningBot } | undefined;
  private page: ChatPage | undefined;

  constructor() {
    beforeAll(async () => {
      this.started = { browser: await startBrowser(), bot: await RunningBot.start() };
    });
    afterAll(async () => {
      await this.started?.browser.close();
      await this.started?.bot.remove();
    });
    beforeEach(() => this.open());
    afterEach(async () => {
      expect(this.chat.problems).toEqual([]);
      expect(this.chat.foreign).toEqual([]);
      await this.chat.close();
    });
  }

  get browser(): Browser {
    return this.running.browser;
  }

  get bot(): RunningBot {
    return this.running.bot;
  }

  get url(): string {
    return `http://127.0.0.1:${this.bot.port}/`;
  }

  get chat(): ChatPage {
    if (!this.page) throw new Error('no page is open');
    return this.page;
  }

  async open(options: BrowserContextOptions = {}): Promise<void> {
    this.page = await ChatPage.open(this.browser, this.url, options);
    await this.page.hears('안녕하세요');
  }

  /** In place of the page that is open, one in a browser where something is otherwise. */
  async reopen(prepare: (context: BrowserContext) => Promise<unknown>): Promise<void> {
    await this.chat.close();
    this.page = await ChatPage.open(this.browser, this.url, {}, prepare);
  }

  private get running(): { browser: Browser; bot: RunningBot } {
    if (!this.started) throw new Error('the bot and the browser did not start');
    return this.started;
  }
}
