import 'dotenv/config';
import { createInterface } from 'node:readline/promises';
import { Guide, type Turn } from '../../dialogs/guide.js';
import { newMemory } from '../../dialogs/memory.js';
import type { Reply } from '../../dialogs/reply.js';
import { GuideError } from '../knowledge/errors.js';
import { Search } from '../search/search.js';
import { openKnowledgeBase } from './knowledge-base.js';
import { readSettings } from './settings.js';

/** A reply for a terminal: entities and escapes of the clients' markdown taken back, choices in a row. */
function plain(reply: Reply): string {
  const text = [reply.text, reply.question ?? '']
    .filter(Boolean)
    .join('\n\n')
    .replace(/&#8203;/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\\([\\`*_~[\]|#+.)-])/g, '$1')
    .replace(/ {2}\n/g, '\n');
  const choices = reply.choices.map((choice) => `[${choice.title}]`).join(' ');
  return choices ? `${text}\n${choices}` : text;
}

/** Why a turn went as it did, with the candidates that it was decided on. */
function explained({ because, trace }: Turn): string {
  const candidates = (trace?.candidates ?? []).map(({ entry, probability }) => `  ${probability.toFixed(3)} ${entry}`);
  return [`  (${because})`, ...candidates, ''].join('\n');
}

/** Talks to the guide in the terminal, without any client. `--explain` shows why each move was made. */
async function chat(): Promise<void> {
  const settings = readSettings(process.env);
  const explain = process.argv.includes('--explain');
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const { index } = await openKnowledgeBase(settings);
  const guide = new Guide(new Search(index), settings.retentionDays);
  const greeting = guide.greet(newMemory());
  let memory = greeting.memory;
  for (const reply of greeting.replies) say(`${plain(reply)}\n`);
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  lines.prompt();
  for await (const line of lines) {
    const turn = guide.respond(memory, line);
    // Through JSON, as a stored conversation goes.
    memory = JSON.parse(JSON.stringify(turn.memory)) as typeof memory;
    for (const reply of turn.replies) say(`\n${plain(reply)}\n`);
    if (explain) say(explained(turn));
    lines.prompt();
  }
}

try {
  await chat();
} catch (error) {
  if (!(error instanceof GuideError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = 1;
}
