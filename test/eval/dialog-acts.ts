import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { featuresOf, PLACES, softmax } from '../../src/text/dialog-acts.js';
import { projectDir } from '../support/knowledge.js';

/** A message that an author wrote for a screen of the bot, with what it does. */
export interface LabelledMessage {
  act: string;
  message: string;
}

const DIR = path.join(projectDir, 'test/eval/dialog-acts');

/** `screen<TAB>act<TAB>message` lines of several authors; nobody reads the report half. */
export function readMessages(half: 'tune' | 'report'): LabelledMessage[] {
  return readdirSync(path.join(DIR, half))
    .sort()
    .flatMap((file) => readFileSync(path.join(DIR, half, file), 'utf8').split('\n'))
    .filter(Boolean)
    .map((line) => {
      const [, act = '', message = ''] = line.split('\t');
      return { act, message };
    });
}

// Looked up once: in a test's own context each look at a global takes time.
const { sqrt } = Math;

const EPOCHS = 8;
const RATE = 0.5;
/** Pulls each weight towards nothing. */
const DECAY = 1e-4;
/** Weights are kept as whole numbers of this unit, from -127 to 127. */
const UNIT = 0.04;

/** Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer 2011). Weights by place and act. */
export function trainActs(messages: readonly LabelledMessage[]): { acts: string[]; weights: Float64Array } {
  const acts = [...new Set(messages.map(({ act }) => act))].sort();
  const rows = messages.map(({ act, message }) => ({ features: [...featuresOf(message)], act: acts.indexOf(act) }));
  const weights = new Float64Array(PLACES * acts.length);
  const squares = new Float64Array(PLACES * acts.length);
  const order = rows.map((_, i) => i);
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1;
    return seed / 2 ** 31;
  };
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let i = order.length - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    for (const i of order) {
      const row = rows[i];
      if (!row) continue;
      const shares = softmax(scoresOf(row.features, weights, acts.length));
      for (const [place, value] of row.features)
        for (let act = 0; act < acts.length; act += 1) {
          const at = place * acts.length + act;
          const slope = ((shares[act] ?? 0) - Number(act === row.act)) * value + DECAY * (weights[at] ?? 0);
          squares[at] = (squares[at] ?? 0) + slope * slope;
          weights[at] = (weights[at] ?? 0) - (RATE * slope) / sqrt((squares[at] ?? 0) + 0.01);
        }
    }
  }
  return { acts, weights };
}

function scoresOf(features: ReadonlyArray<readonly [number, number]>, weights: Float64Array, acts: number): number[] {
  const scores = Array.from({ length: acts }, () => 0);
  for (const [place, value] of features)
    for (let act = 0; act < acts; act += 1)
      scores[act] = (scores[act] ?? 0) + value * (weights[place * acts + act] ?? 0);
  return scores;
}

/** The source file of the weights. */
export function actWeightsFile({ acts, weights }: { acts: string[]; weights: Float64Array }): string {
  const whole = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / UNIT))));
  return `// Written by \`npm run train\` from test/eval/dialog-acts/tune; do not edit.

/** What a message that follows an answer may do. */
export const ACTS = [${acts.map((act) => `'${act}'`).join(', ')}] as const;
export type DialogAct = (typeof ACTS)[number];

/** What one step of a weight adds to the log odds. */
export const UNIT = ${UNIT};

/** Signed bytes by place and act. */
export const WEIGHTS =
  '${Buffer.from(whole.buffer).toString('base64')}';
`;
}
