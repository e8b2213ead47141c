import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { machine, quantile } from './inputs.js';
import { ServerProcess } from './server-process.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const projectDir = path.resolve(here, '../../..');

const VISITS = 7;
const PORT = 39796;

interface Visit {
  /** Milliseconds from asking for the page to a box to type in and the bot's greeting. */
  usable: number;
  firstPaint: number;
  /** Layout shift, as Web Vitals count it. */
  shift: number;
  bytes: number;
  requests: number;
  foreign: number;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** One visit, in a browser profile of its own; `again`: what a second visit with a full cache costs. */
async function visit(browser: Browser, again: boolean): Promise<Visit> {
  const context = await browser.newContext({ locale: 'ko-KR' });
  try {
    if (again) {
      const before = await context.newPage();
      await before.goto(`http://127.0.0.1:${PORT}/`);
      await before.locator('.webchat__bubble').first().waitFor();
      await before.close();
    }
    const page = await context.newPage();
    const found = { bytes: 0, requests: 0, foreign: 0 };
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (!/^https?:|^wss?:/.test(protocol)) return;
      found.requests += 1;
      if (hostname !== '127.0.0.1') found.foreign += 1;
    });
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    client.on('Network.loadingFinished', ({ encodedDataLength }) => {
      found.bytes += encodedDataLength;
    });
    const begun = performance.now();
    await page.goto(`http://127.0.0.1:${PORT}/`, { waitUntil: 'commit' });
    await page.locator('textarea').first().waitFor();
    await page.locator('.webchat__bubble').first().waitFor();
    const usable = performance.now() - begun;
    const { firstPaint, shift } = (await page.evaluate(`new Promise((resolve) => {
      let shift = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve({ shift, firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 }), 300);
    })`)) as { firstPaint: number; shift: number };
    return { usable, firstPaint, shift, ...found };
  } finally {
    await context.close();
  }
}

async function main(): Promise<void> {
  print(machine());
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'guide-bench-'));
  const server = await ServerProcess.start(path.join(projectDir, 'dist/src/server/index.js'), PORT, {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
  });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    print(`Chromium ${browser.version()}, ${VISITS} visits each, each in a new profile\n`);
    print(
      '| visit | page to usable chat, median (longest) | first contentful paint | layout shift | transferred | requests, to foreign hosts |',
    );
    print('|---|---|---|---|---|---|');
    for (const [name, again] of [
      ['first', false],
      ['again, with the files in the cache', true],
    ] as const) {
      const visits: Visit[] = [];
      for (let i = 0; i < VISITS; i += 1) visits.push(await visit(browser, again));
      const median = (of: keyof Visit): number =>
        quantile(
          visits.map((each) => each[of]),
          0.5,
        );
      const longest = Math.max(...visits.map(({ usable }) => usable));
      print(
        `| ${name} | ${median('usable').toFixed(0)} ms (${longest.toFixed(0)} ms) | ${median('firstPaint').toFixed(0)} ms | ${median('shift').toFixed(3)} | ${(median('bytes') / 1024).toFixed(0)} KB | ${median('requests')}, ${visits.reduce((sum, { foreign }) => sum + foreign, 0)} |`,
      );
    }
  } finally {
    await browser.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main();
