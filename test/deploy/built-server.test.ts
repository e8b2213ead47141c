import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { activity, Connector, freePort, post } from '../support/client.js';
import { projectDir } from '../support/knowledge.js';

// What `npm start` runs is bundled; the other tests run the sources. As compiled: `npm test` builds before it tests.
let server: ChildProcess;
let connector: Connector;
let data: string;
let address: string;

beforeAll(async () => {
  data = await mkdtemp(path.join(os.tmpdir(), 'guide-built-'));
  connector = await Connector.start();
  server = spawn(process.execPath, [path.join(projectDir, 'dist/src/server/index.js')], {
    env: { PATH: process.env['PATH'], PORT: String(await freePort()), DATA_DIR: data },
    cwd: projectDir,
  });
  let said = '';
  server.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!said.includes('/api/messages')) {
    if (server.exitCode !== null) throw new Error(`The built server ended with ${server.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  address = said.match(/http:\/\/[\d.:]+/)?.[0] ?? '';
  expect(said).toContain('저장된 색인을 열었어요');
}, 30_000);

afterAll(async () => {
  server.kill('SIGKILL');
  await connector.stop();
  await rm(data, { recursive: true, force: true });
});

test('answers, shows its page, and stops when asked to', async () => {
  const message = activity(connector, { text: 'UserErrorFsFreezeFailed', conversation: { id: 'built' } });
  expect((await post(`${address}/api/messages`, JSON.stringify(message))).status).toBe(200);
  expect(connector.texts().at(-1)).toContain('fsck');
  expect(await (await fetch(`${address}/`)).text()).toContain('백업 길잡이');
  server.kill('SIGTERM');
  expect((await once(server, 'exit'))[0]).toBe(0);
});
