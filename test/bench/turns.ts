import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { machine, messagesFrom, quantile } from './inputs.js';
import { ServerProcess } from './server-process.js';

// Compiled, this file stands in dist-bench/test/bench.
const here = path.dirname(fileURLToPath(import.meta.url));
const projectDir = path.resolve(here, '../../..');

const CONNECTIONS = 10;
/** A conversation: a problem, then what people usually go on with. */
const GOES_ON = ['MARS 에이전트', '아니요', '예'];
const ROUNDS = 6;
const ROUND_MS = 4000;
const FIRST_PORT = 39790;

interface Figures {
  perSecond: number[];
  /** Processor time of the bot's process per turn, ms. */
  cpu: number[];
  latencies: number[];
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Takes what bots send, and nothing else. */
async function startConnector(): Promise<http.Server> {
  const server = http.createServer((req, res) => {
    req.resume();
    req.on('end', () => {
      res.setHeader('Content-Type', 'application/json');
      res.end('{"id":"1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Puts messages to a bot for a while, ten at a time, each connection in conversations of its own. */
async function load(port: number, serviceUrl: string, messages: readonly string[], ms: number): Promise<Figures> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const latencies: number[] = [];
  const end = performance.now() + ms;
  let next = Math.floor(Math.random() * messages.length);
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const conversation = randomUUID();
      next = (next + 1) % messages.length;
      for (const text of [messages[next], ...GOES_ON]) {
        if (performance.now() >= end) break;
        const begun = performance.now();
        const status = await post(agent, port, {
          type: 'message',
          id: randomUUID(),
          timestamp: new Date().toISOString(),
          channelId: 'emulator',
          serviceUrl,
          conversation: { id: conversation },
          from: { id: `user-${conversation}` },
          recipient: { id: 'bot' },
          text,
        });
        if (status >= 300) throw new Error(`a turn was answered with ${status}`);
        latencies.push(performance.now() - begun);
      }
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return { perSecond: [latencies.length / seconds], cpu: [], latencies };
}

function post(agent: http.Agent, port: number, activity: object): Promise<number> {
  const body = JSON.stringify(activity);
  return new Promise((resolve, reject) => {
    const req = http.request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path: '/api/messages',
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      },
      (res) => {
        res.resume();
        res.on('end', () => resolve(res.statusCode ?? 0));
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

async function main(): Promise<void> {
  print(machine());
  print(
    `${CONNECTIONS} connections, conversations of ${GOES_ON.length + 1} turns, ${ROUNDS} rounds of ${ROUND_MS / 1000} s each, taken in turn\n`,
  );
  const messages = await messagesFrom(projectDir);
  const connector = await startConnector();
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'guide-bench-'));
  const bots = [
    { name: 'echo bot, bare botbuilder + restify', script: path.join(here, 'bare-bot.js'), env: {} },
    { name: 'two-step SDK waterfall, MemoryStorage', script: path.join(here, 'waterfall-bot.js'), env: {} },
    {
      name: 'this bot, SQLite and journal on disk',
      script: path.join(projectDir, 'dist/src/server/index.js'),
      env: { DATA_DIR: dataDir, LOG_LEVEL: 'error' },
    },
  ].map((bot) => ({ ...bot, figures: { perSecond: [], cpu: [], latencies: [] } as Figures }));
  const servers: ServerProcess[] = [];
  try {
    for (const [i, { script, env }] of bots.entries())
      servers.push(await ServerProcess.start(script, FIRST_PORT + i, env));
    // A first round warms up and is not counted.
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [i, { figures }] of bots.entries()) {
        const before = (await servers[i]?.cpuMs()) ?? 0;
        const { perSecond, latencies } = await load(FIRST_PORT + i, serviceUrl, messages, ROUND_MS);
        if (round === 0) continue;
        figures.cpu.push((((await servers[i]?.cpuMs()) ?? 0) - before) / latencies.length);
        figures.perSecond.push(...perSecond);
        figures.latencies.push(...latencies);
      }
  } finally {
    for (const server of servers) await server.stop();
    connector.closeAllConnections();
    connector.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  const of = ({ perSecond, cpu, latencies }: Figures): { rate: number; cpu: number; p50: number; p95: number } => ({
    rate: quantile(perSecond, 0.5),
    cpu: quantile(cpu, 0.5),
    p50: quantile(latencies, 0.5),
    p95: quantile(latencies, 0.95),
  });
  const echo = of(bots[0]?.figures ?? { perSecond: [], cpu: [], latencies: [] });
  print(
    '| bot | turns per second, median of rounds (÷ echo) | p50, ms (÷ echo) | p95, ms | processor time a turn, ms |',
  );
  print('|---|---|---|---|---|');
  for (const { name, figures } of bots) {
    const { rate, cpu, p50, p95 } = of(figures);
    print(
      `| ${name} | ${rate.toFixed(0)} (${(rate / echo.rate).toFixed(2)}) | ${p50.toFixed(1)} (${(p50 / echo.p50).toFixed(2)}) | ${p95.toFixed(1)} | ${cpu.toFixed(2)} |`,
    );
  }
}

await main();
