import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  // Needed as root, as in most containers.
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  // Chromium asks its maker's hosts for this and that; none of it is our page.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium. Where there is none the tests fail: they would prove nothing. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined)
    throw new Error(
      'Chromium is missing. Install it (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM.',
    );
  return chromium.launch({ executablePath, args: FLAGS });
}

/** The chat page in a browser, and everything that went wrong or went elsewhere while it was open. */
export class ChatPage {
  readonly problems: string[] = [];
  readonly foreign: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      // Chromium reports each failed request itself; tests that cut the network expect those.
      if (message.type() === 'error' && !/Failed to load resource|WebSocket connection|net::/.test(message.text()))
        this.problems.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (/^(?:http|ws)s?:$/.test(protocol) && !['127.0.0.1', 'localhost'].includes(hostname))
        this.foreign.push(request.url());
    });
  }

  /** @param prepare what is to be so before the page is asked for: routes, mostly. */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
    prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined,
  ): Promise<ChatPage> {
    const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 1000, height: 800 }, ...options });
    await prepare(context);
    const chat = new ChatPage(context, await context.newPage());
    await chat.page.goto(url);
    return chat;
  }

  /** The same page once more, in another tab of the same browser. */
  async beside(): Promise<ChatPage> {
    const other = new ChatPage(this.context, await this.context.newPage());
    await other.page.goto(this.page.url());
    return other;
  }

  get box(): Locator {
    return this.page.locator('textarea').first();
  }

  get bubbles(): Locator {
    return this.page.locator('.webchat__bubble__content');
  }

  /** Waits until something was said that holds a text. */
  async hears(text: string): Promise<void> {
    await this.bubbles.filter({ hasText: text }).last().waitFor({ timeout: 30_000 });
  }

  async types(text: string): Promise<void> {
    await this.box.click();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
  }

  async presses(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).last().click();
  }

  /** All that was said, in order. */
  async texts(): Promise<string[]> {
    return (await this.bubbles.allInnerTexts()).map((text) => text.trim());
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
