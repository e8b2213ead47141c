import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { freePort } from '../support/client.js';

/** Folder in which the Microsoft 365 Agents Playground is installed: a development tool, no dependency of ours. */
const DIR = process.env['PLAYGROUND_DIR'] ?? path.join(os.tmpdir(), 'agents-playground');
const CLI = path.join(DIR, 'node_modules/@microsoft/m365agentsplayground/cli.js');

/** The Playground as Teams, in a browser. */
export class Playground {
  private constructor(
    readonly page: Page,
    private readonly process: ChildProcess,
    private readonly home: string,
  ) {}

  static async open(browser: Browser, endpoint: string): Promise<Playground> {
    if (!existsSync(CLI))
      throw new Error(
        `The Agents Playground is missing in "${DIR}". Install it (npm install --prefix "${DIR}" @microsoft/m365agentsplayground) or set PLAYGROUND_DIR.`,
      );
    const port = await freePort();
    const home = await mkdtemp(path.join(os.tmpdir(), 'guide-playground-'));
    const child = spawn(process.execPath, [CLI, '-e', endpoint, '-c', 'msteams', '-p', String(port), '--dt'], {
      cwd: home,
      stdio: 'ignore',
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
    });
    const page = await browser.newPage({ locale: 'ko-KR', viewport: { width: 1100, height: 900 } });
    // It asks for fonts elsewhere.
    await page.route(
      (url) => !['127.0.0.1', 'localhost'].includes(url.hostname),
      (route) => route.abort(),
    );
    for (let i = 0; ; i += 1) {
      const opened = await page.goto(`http://127.0.0.1:${port}/`).catch(() => undefined);
      if (opened) break;
      if (i === 150) throw new Error('The Agents Playground does not start.');
      await page.waitForTimeout(200);
    }
    await page.getByText('Connected.').first().waitFor({ timeout: 30_000 });
    return new Playground(page, child, home);
  }

  async says(text: string): Promise<void> {
    const box = this.page.locator('div[role=textbox][contenteditable=true]').last();
    await box.click();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
  }

  async presses(title: string): Promise<void> {
    await this.page.getByRole('button', { name: title, exact: true }).last().click();
  }

  async hears(text: string): Promise<Locator> {
    const found = this.page.getByText(text).last();
    await found.waitFor({ timeout: 15_000 });
    return found;
  }

  async close(): Promise<void> {
    await this.page.close();
    this.process.kill();
    await new Promise((resolve) => this.process.once('exit', resolve));
    await rm(this.home, { recursive: true, force: true });
  }
}
