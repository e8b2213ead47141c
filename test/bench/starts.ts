import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServerProcess } from './server-process.js';

const ROUNDS = 7;
const PORT = 39780;
const here = path.dirname(fileURLToPath(import.meta.url));

/** Milliseconds from spawning a server to its first 200 on /healthz. */
async function startOf(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const server = await ServerProcess.start(script, PORT, env);
  await server.stop();
  return server.startMs;
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Our first and later starts, and the first with another corpus, whose index has to be built, against a bare botbuilder and
 * restify bot, taken in turn.
 */
export async function measureStarts(projectDir: string): Promise<string> {
  const ours = path.join(projectDir, 'dist/src/server/index.js');
  const bare = path.join(here, 'bare-bot.js');
  const times = { bare: [] as number[], first: [] as number[], later: [] as number[], other: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'guide-bench-'));
    const env = { DATA_DIR: path.join(dir, 'data'), LOG_LEVEL: 'error' };
    const CORPUS_DIR = path.join(dir, 'corpus');
    try {
      await cp(path.join(projectDir, 'corpus'), CORPUS_DIR, { recursive: true });
      await writeFile(path.join(CORPUS_DIR, 'other.md'), '# 다른 문서\n\n## 오류가 납니다\n\n1. 다시 시작합니다.\n');
      times.bare.push(await startOf(bare, {}));
      times.first.push(await startOf(ours, env));
      times.later.push(await startOf(ours, env));
      times.other.push(await startOf(ours, { ...env, CORPUS_DIR }));
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
  const bareMs = median(times.bare);
  const shown = (values: number[]): string =>
    `${median(values).toFixed(0)} ms (${(median(values) / bareMs).toFixed(2)})`;
  return [
    `Start to /healthz 200, median of ${ROUNDS}: bare botbuilder + restify bot ${bareMs.toFixed(0)} ms;`,
    `first start ${shown(times.first)}, later starts ${shown(times.later)},`,
    `first start with a corpus of one's own, whose index is built then, ${shown(times.other)}.`,
  ].join(' ');
}
