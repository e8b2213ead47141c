import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 7;
const PORT = 39780;
const here = path.dirname(fileURLToPath(import.meta.url));

/** Milliseconds from spawning a server to its first 200 on /healthz. */
async function startOf(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const start = performance.now();
  const server = spawn(process.execPath, [script], {
    env: { ...process.env, ...env, PORT: String(PORT) },
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => server.once('exit', resolve));
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => undefined);
      if (answer?.status === 200) return performance.now() - start;
      if (server.exitCode !== null) throw new Error(`"${script}" ended with ${server.exitCode} before it served`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    server.kill();
    await gone;
  }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Our first start (index built) and later starts (index read) against a bare botbuilder and restify bot, taken in turn. */
export async function measureStarts(projectDir: string): Promise<string> {
  const ours = path.join(projectDir, 'dist/src/index.js');
  const bare = path.join(here, 'bare-bot.js');
  const times = { bare: [] as number[], first: [] as number[], later: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const DATA_DIR = await mkdtemp(path.join(os.tmpdir(), 'guide-bench-'));
    try {
      times.bare.push(await startOf(bare, {}));
      times.first.push(await startOf(ours, { DATA_DIR, LOG_LEVEL: 'error' }));
      times.later.push(await startOf(ours, { DATA_DIR, LOG_LEVEL: 'error' }));
    } finally {
      await rm(DATA_DIR, { recursive: true, force: true });
    }
  }
  const [bareMs, first, later] = [median(times.bare), median(times.first), median(times.later)];
  return [
    `Start to /healthz 200, median of ${ROUNDS}: bare botbuilder + restify bot ${bareMs.toFixed(0)} ms;`,
    `first start ${first.toFixed(0)} ms (${(first / bareMs).toFixed(2)}), later starts ${later.toFixed(0)} ms (${(later / bareMs).toFixed(2)}).`,
  ].join(' ');
}
