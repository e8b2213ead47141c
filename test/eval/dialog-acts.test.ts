import { expect, test } from '@jest/globals';
import { likelyActs } from '../../src/text/dialog-acts.js';
import { readMessages } from './dialog-acts.js';

/** Share of the messages of an author whom nobody read whose act is the likeliest, questions as one; a little under what is measured. */
const FLOOR = 0.89;
const QUESTIONS = new Set(['perm', 'why', 'where', 'what', 'howlong', 'how', 'source']);

const coarse = (act: string): string => (QUESTIONS.has(act) ? 'asks' : act);

function heard(message: string): { act: string; share: number } {
  const sums = new Map<string, number>();
  for (const [act, share] of Object.entries(likelyActs(message)))
    sums.set(coarse(act), (sums.get(coarse(act)) ?? 0) + share);
  const [act = '', share = 0] = [...sums].reduce((best, one) => (one[1] > best[1] ? one : best));
  return { act, share };
}

test('what messages do that nobody read is told from what others wrote', () => {
  const messages = readMessages('report');
  expect(messages.length).toBeGreaterThanOrEqual(300);
  const right = messages.filter(({ act, message }) => heard(message).act === coarse(act));
  if (process.env['FIGURES'])
    process.stdout.write(
      `dialog acts, report half: ${right.length} of ${messages.length} (${(100 * right.length) / messages.length} %)\n`,
    );
  expect(right.length / messages.length).toBeGreaterThanOrEqual(FLOOR);
});

test('shares say how sure they are: of what is believed at 0.8 and more nine of ten are right', () => {
  const sure = readMessages('report').filter(({ message }) => heard(message).share >= 0.8);
  const right = sure.filter(({ act, message }) => heard(message).act === coarse(act));
  expect(sure.length).toBeGreaterThan(100);
  expect(right.length / sure.length).toBeGreaterThanOrEqual(0.9);
});

test('each act has enough messages to be learnt from', () => {
  const counts = new Map<string, number>();
  for (const { act } of readMessages('tune')) counts.set(act, (counts.get(act) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count < 25)).toEqual([]);
});
