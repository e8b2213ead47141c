import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { maskSecrets } from '../../src/text/mask.js';
import { projectDir } from '../support/knowledge.js';
import { readMessages } from './dialog-acts.js';
import { readQuestions } from './questions.js';

/** A message of an author who saw no code, with what of it must not be kept. All values are invented. */
interface Labelled {
  text: string;
  secrets: string[];
  personal: string[];
}

const DIR = path.join(projectDir, 'test/eval/masking');
/** The first two authors' messages were read; nobody read the third's. */
const AUTHORS = readdirSync(DIR).sort();

const read = (file: string): Labelled[] =>
  readFileSync(path.join(DIR, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Labelled);

function hidden(messages: readonly Labelled[], of: (message: Labelled) => string[]): { share: number; left: string[] } {
  const each = messages.flatMap((message) =>
    of(message).map((value) => ({ value, masked: maskSecrets(message.text) })),
  );
  const left = each.filter(({ value, masked }) => masked.includes(value)).map(({ value }) => value);
  return { share: 1 - left.length / each.length, left };
}

describe.each(AUTHORS)('messages of %s', (file) => {
  const messages = read(file);
  test('secrets are hidden', () => {
    const { share, left } = hidden(messages, ({ secrets }) => secrets);
    if (process.env['FIGURES']) process.stdout.write(`${file}: secrets ${share}, left ${left.length}\n`);
    expect(share).toBeGreaterThanOrEqual(SECRETS);
  });
  test('personal data are hidden', () => {
    const { share, left } = hidden(messages, ({ personal }) => personal);
    if (process.env['FIGURES']) process.stdout.write(`${file}: personal ${share}, left ${left.length}\n`);
    expect(share).toBeGreaterThanOrEqual(PERSONAL);
  });
  test('what only speaks of them stays as it was', () => {
    const harmless = messages.filter(({ secrets, personal }) => secrets.length + personal.length === 0);
    const changed = harmless.map(({ text }) => text).filter((text) => maskSecrets(text) !== text);
    if (process.env['FIGURES']) process.stdout.write(`${file}: false ${changed.length} of ${harmless.length}\n`);
    expect(harmless.length).toBeGreaterThanOrEqual(40);
    expect(changed.length / harmless.length).toBeLessThanOrEqual(FALSE_BESIDE_SECRETS);
  });
});

const SECRETS = 0.9;
const PERSONAL = 0.95;
/** Of messages that are as near to secrets as their authors could make them. */
const FALSE_BESIDE_SECRETS = 0.05;
/** Of real questions. */
const FALSE = 0.002;

test('of what people really ask hardly anything is hidden, and never a code or a version', () => {
  const asked = [...readQuestions().map(({ say }) => say), ...readMessages('tune').map(({ message }) => message)];
  const changed = asked.filter((text) => maskSecrets(text) !== text);
  expect(asked.length).toBeGreaterThan(3000);
  expect(changed.length / asked.length).toBeLessThanOrEqual(FALSE);
  const codes = asked.flatMap((text) => text.match(/0x[0-9a-f]{4,8}|\b\d{5,6}\b|\bv?\d+\.\d+(?:\.\d+)*\b/gi) ?? []);
  expect(codes.filter((code) => maskSecrets(`오류 ${code} 나와요`) !== `오류 ${code} 나와요`)).toEqual([]);
});
