import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isTurnEvent, type TurnEvent } from '../../src/journal/event.js';
import { Journal } from '../../src/journal/journal.js';

let dir: string;
let journal: Journal;
const troubles: Error[] = [];
const open = (): Promise<Journal> => Journal.open(path.join(dir, 'journal'), 30, (error) => troubles.push(error));

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'guide-journal-'));
  troubles.length = 0;
  journal = await open();
});
afterEach(async () => {
  await journal.close();
  await rm(dir, { recursive: true, force: true });
});

test('a rewrite that failed does not keep the next one from being done', async () => {
  journal.append(event({ person: 'p1' }));
  journal.append(event({ person: 'p2' }));
  // A folder where the new file is to be written.
  const partial = path.join(dir, 'journal', 'journal.jsonl.partial');
  await mkdir(partial);
  await expect(journal.forget('p1')).rejects.toThrow();
  await rm(partial, { recursive: true });
  await journal.forget('p2');
  expect((await lines()).map(({ person }) => person)).toEqual(['p1']);
});

const event = (more: Partial<TurnEvent> = {}): TurnEvent => ({
  v: 1,
  at: '2026-11-25T00:00:00.000Z',
  person: 'p1',
  conversation: 'c1',
  channel: 'webchat',
  turn: 1,
  corpus: 'x',
  said: '100050',
  because: 'asked',
  after: {},
  ...more,
});

async function lines(): Promise<TurnEvent[]> {
  const names = (await readdir(path.join(dir, 'journal'))).filter((name) => name.endsWith('.jsonl'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(dir, 'journal', name), 'utf8')));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter(Boolean)
    .map((line) => JSON.parse(line) as TurnEvent);
}

test('turns are appended, also after a restart', async () => {
  journal.append(event());
  await journal.close();
  journal = await open();
  journal.append(event({ turn: 2 }));
  await journal.close();
  journal = await open();
  expect((await lines()).map(({ turn }) => turn)).toEqual([1, 2]);
  expect((await lines()).every(isTurnEvent)).toBe(true);
});

test('a hash is the same after a restart, and another elsewhere', async () => {
  const hash = journal.hash('person', 'kim');
  await journal.close();
  journal = await open();
  expect(journal.hash('person', 'kim')).toBe(hash);
  const other = await Journal.open(path.join(dir, 'other'), 30, () => {});
  expect(other.hash('person', 'kim')).not.toBe(hash);
  await other.close();
});

test('a person is forgotten, the others are not', async () => {
  for (const person of ['p1', 'p2', 'p1']) journal.append(event({ person }));
  await journal.forget('p1');
  journal.append(event({ person: 'p3' }));
  await journal.close();
  journal = await open();
  expect((await lines()).map(({ person }) => person).sort()).toEqual(['p2', 'p3']);
});

test('files older than the retention go', async () => {
  const old = path.join(dir, 'journal', 'journal-2026-01-01-1.jsonl');
  await writeFile(old, `${JSON.stringify(event())}\n`);
  const time = new Date('2026-01-01T00:00:00Z');
  await utimes(old, time, time);
  await journal.dropOld(new Date('2026-01-20T00:00:00Z'));
  expect(await lines()).toHaveLength(1);
  await journal.dropOld(new Date('2026-02-20T00:00:00Z'));
  expect(await lines()).toHaveLength(0);
});

test('what cannot be written costs lines, not turns', async () => {
  await rm(path.join(dir, 'journal'), { recursive: true });
  await writeFile(path.join(dir, 'journal'), 'a file where the folder was');
  expect(() => journal.append(event())).not.toThrow();
});

test('after a disk that was full it is written again, a cut line ends, and what was lost is counted', async () => {
  journal.append(event({ said: 'before' }));
  await journal.close();
  const file = path.join(dir, 'journal', 'journal.jsonl');
  await writeFile(file, `${await readFile(file, 'utf8')}{"v":1,"said":"cut`);
  // A folder in the file's place stands for the full disk: nothing can be written to it either.
  await rename(file, `${file}.kept`);
  await mkdir(file);
  journal = await open();
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (let i = 0; i < 2005; i += 1) journal.append(event({ said: `while full ${i}` }));
  expect(troubles.length).toBeGreaterThan(0);
  await rm(file, { recursive: true });
  await rename(`${file}.kept`, file);
  for (let i = 0; i < 60 && !troubles.some(({ message }) => /again/.test(message)); i += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  journal.append(event({ said: 'after' }));
  await journal.close();
  const text = await readFile(file, 'utf8');
  const whole = text.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  const said = whole.map((line) => (JSON.parse(line) as TurnEvent).said);
  expect(said[0]).toBe('before');
  expect(said).toContain('while full 0');
  expect(said.at(-1)).toBe('after');
  expect(troubles.some(({ message }) => /written again; \d+ lines were lost/.test(message))).toBe(true);
  journal = await open();
}, 20_000);
