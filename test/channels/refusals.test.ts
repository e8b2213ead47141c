import { expect, test } from '@jest/globals';
import type { Logger } from 'pino';
import { Refusals } from '../../src/channels/refusals.js';

test('of 24,000 bad requests twenty are told in a minute, the others counted', () => {
  const lines: string[] = [];
  let now = 0;
  const logger = { warn: (fields: object, message: string) => lines.push(`${JSON.stringify(fields)} ${message}`) };
  const refusals = new Refusals(logger as unknown as Logger, () => now);
  for (let i = 0; i < 24_000; i += 1) refusals.warn({ i }, 'refused');
  expect(lines).toHaveLength(20);
  now += 60_000;
  refusals.warn({ i: 'next' }, 'refused');
  expect(lines.slice(20)).toEqual([
    '{"requests":23980} further requests were refused in the minute before',
    '{"i":"next"} refused',
  ]);
});
