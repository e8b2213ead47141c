import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { projectDir, projectSearch } from '../support/knowledge.js';
import { actWeightsFile, readMessages, trainActs } from './dialog-acts.js';
import { readQuestions } from './questions.js';
import { train, weightFiles } from './training.js';

const ACT_WEIGHTS = 'src/text/dialog-act-weights.ts';

/** Numbers may differ in their last place between machines. */
const TOLERANCE = 0.03;
const numbersOf = (text: string): number[] => [...text.matchAll(/(?<=: |= )-?\d+(?:\.\d+)?/g)].map(([n]) => Number(n));

/** `npm run train` writes the weights that the tune questions give; whoever changes words or features runs it. */
test('the weights are those that the tune questions give', async () => {
  const tune = readQuestions().filter((question) => question.half === 'tune');
  const files = weightFiles(train(await projectSearch(), tune));
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(projectDir, file);
    if (process.argv.includes('--testNamePattern=weights|dialog acts')) writeFileSync(target, text);
    const committed = numbersOf(readFileSync(target, 'utf8'));
    const fitted = numbersOf(text);
    expect(committed).toHaveLength(fitted.length);
    const apart = Math.max(...fitted.map((value, i) => Math.abs(value - (committed[i] ?? 0))));
    expect({ file, apart: apart <= TOLERANCE }).toEqual({ file, apart: true });
  }
});

/** Share of signed bytes that may differ by one where a machine's exponentials do. */
const BYTES_APART = 0.01;

test('the dialog acts are those that the labelled messages give', () => {
  const target = path.join(projectDir, ACT_WEIGHTS);
  const text = actWeightsFile(trainActs(readMessages('tune')));
  if (process.argv.includes('--testNamePattern=weights|dialog acts')) writeFileSync(target, text);
  const bytesOf = (source: string): Buffer =>
    Buffer.from(source.match(/'([A-Za-z0-9+/=]{1000,})'/)?.[1] ?? '', 'base64');
  const [committed, fitted] = [bytesOf(readFileSync(target, 'utf8')), bytesOf(text)];
  expect(committed.length).toBe(fitted.length);
  const apart = fitted.filter((byte, i) => byte !== committed[i]).length;
  expect(apart / fitted.length).toBeLessThanOrEqual(BYTES_APART);
});
