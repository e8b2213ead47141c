import { spawn } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { Keeper } from './keeper.js';

/**
 * Runs the bot on a machine whose own disk does not last and whose lasting folder is a network share (App Service's
 * /home). SQLite must not work on such a share: its locks fail there, and a start may overlap with the end of the one
 * before it, on another machine. So the bot works in DATA_DIR on the machine's own disk; this process, around it, fetches what
 * was kept in KEEP_DIR, saves a consistent copy there once a minute and at the end, and passes signals on.
 */

/** What a machine that dies without a signal may lose. A copy is only made when something changed. */
const EVERY_MS = 60_000;

const PROGRAM = fileURLToPath(new URL('../src/index.js', import.meta.url));

/** A line like those of the bot's own log. */
function log(level: 30 | 50, msg: string, error?: unknown): void {
  const err = error instanceof Error ? { message: error.message, stack: error.stack } : error;
  process.stderr.write(`${JSON.stringify({ level, time: Date.now(), msg, err })}\n`);
}

async function main(): Promise<void> {
  const { DATA_DIR, KEEP_DIR, KEEP_EVERY_SECONDS } = process.env;
  if (!DATA_DIR || !KEEP_DIR) throw new Error('DATA_DIR and KEEP_DIR must be set.');
  const everyMs = KEEP_EVERY_SECONDS ? Number(KEEP_EVERY_SECONDS) * 1000 : EVERY_MS;
  if (!(everyMs >= 1000 && everyMs <= 3_600_000))
    throw new Error(`KEEP_EVERY_SECONDS="${KEEP_EVERY_SECONDS}" must be 1 to 3600.`);
  const keeper = new Keeper(DATA_DIR, KEEP_DIR);
  if (await keeper.restore()) log(30, `data fetched from "${KEEP_DIR}"`);

  const bot = spawn(process.execPath, [...process.execArgv, PROGRAM], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => bot.kill(signal));

  let saving: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    // One after the other: a slow share must not make two copies run into each other.
    saving = saving
      .then(() => keeper.save())
      .catch((error: unknown) => log(50, `data could not be saved to "${KEEP_DIR}"; the bot goes on`, error));
    return saving;
  };
  const timer = setInterval(() => void save(), everyMs);

  const code = await new Promise<number>((resolve) => {
    bot.on('error', (error) => {
      log(50, 'the bot could not be started', error);
      resolve(1);
    });
    bot.on('exit', (status, signal) => resolve(status ?? 128 + (signal ? os.constants.signals[signal] : 0)));
  });
  clearInterval(timer);
  await save();
  process.exitCode = code;
}

await main().catch((error: unknown) => {
  log(50, 'the bot was not started', error);
  process.exitCode = 1;
});
