import { weigher } from '../../src/search/features.js';
import { EXACT_BONUS, type Hit, type Search } from '../../src/search/search.js';
import { workloadFeatures } from '../../src/triage/belief.js';
import { answersOf, type Question } from './questions.js';

/** Weights by feature, rounded to two places: what is fitted on some thousand messages is known no better. */
export type Weights = Record<string, number>;

/** The three models that beliefs come from, fitted on the same questions. */
export interface Models {
  rank: Weights;
  workload: Weights;
  answer: Weights;
  answerBias: number;
}

/** A choice among alternatives: what speaks for each, and how much of it is right. Shares sum to 1. */
interface Choice {
  features: Array<Record<string, number>>;
  /** Log odds that no weight changes. */
  fixed: number[];
  right: number[];
}

/** Pulls weights towards their starting value, as if this many messages said so. */
const PRIOR = 2;
/** A description of the set-up is rare in single messages; until there are more, its weight is that of six to one. */
const WORKLOAD_PRIOR: Weights = { signs: 1.8 };
/** Off-topic messages are few among the questions and many in life. */
const OFF_TOPIC_WEIGHT = 2.5;

export function train(search: Search, questions: readonly Question[]): Models {
  const covered = questions.filter((question) => question.gold.length > 0 && question.workload !== null);
  const rank = fitChoices(
    covered.flatMap((question) => entryChoice(search, question) ?? []),
    {},
  );
  const workload = fitChoices(workloadChoices(search, covered, rank), WORKLOAD_PRIOR);
  const { bias, ...answer } = fitAnswer(search, questions, rank);
  return { rank, workload, answer, answerBias: bias ?? 0 };
}

/** Which entry of the true workload? Vague messages teach nothing, and those whose entry is not among the candidates. */
function entryChoice(search: Search, question: Question): Choice | undefined {
  const { hits, query } = search.search(question.say);
  const right = answersOf(question, search.index.entries);
  const own = hits.filter((hit) => hit.workload === question.workload || right.has(hit.entry));
  if (query.vague || !own.some((hit) => right.has(hit.entry))) return undefined;
  return {
    features: own.map((hit) => hit.features),
    fixed: own.map((hit) => (hit.exact ? EXACT_BONUS : 0)),
    right: own.map((hit) => (right.has(hit.entry) ? 1 : 0)),
  };
}

/** Which workload? A message that several may mean is right for each of them alike. */
function workloadChoices(search: Search, questions: readonly Question[], rank: Weights): Choice[] {
  const workloads = search.index.workloads.map((workload) => workload.id);
  const meant = new Map<string, Set<string>>();
  for (const { say, workload, clarify } of questions)
    if (workload !== null && clarify !== 'optional') meant.set(say, (meant.get(say) ?? new Set()).add(workload));
  return [...meant].flatMap(([say, right]): Choice[] => {
    const { hits, query, cues } = search.search(say);
    if (query.vague || hits.length === 0) return [];
    const scores = scored(hits, rank);
    const worst = Math.min(...scores.map(({ score }) => score));
    const best = (workload: string): number =>
      Math.max(worst, ...scores.filter(({ hit }) => hit.workload === workload).map(({ score }) => score));
    return [
      {
        features: workloads.map((workload) => workloadFeatures(workload, best(workload), cues)),
        fixed: workloads.map(() => 0),
        right: workloads.map((workload) => (right.has(workload) ? 1 / right.size : 0)),
      },
    ];
  });
}

function scored(hits: readonly Hit[], rank: Weights): Array<{ hit: Hit; score: number }> {
  const weigh = weigher<Record<string, number>>(rank);
  return hits
    .map((hit) => ({ hit, score: weigh(hit.features) + (hit.exact ? EXACT_BONUS : 0) }))
    .sort((a, b) => b.score - a.score);
}

/** Does any entry answer? Codes and vague messages are decided without this. */
function fitAnswer(search: Search, questions: readonly Question[], rank: Weights): Weights {
  const seen = new Set<string>();
  const rows = questions.flatMap((question) => {
    if (question.kind === 'smalltalk' || seen.has(question.say)) return [];
    seen.add(question.say);
    const { hits, query, identifiers } = search.search(question.say);
    if (query.vague || identifiers.some(({ kind }) => kind === 'exact')) return [];
    const [best] = scored(
      hits.filter((hit) => question.workload === null || hit.workload === question.workload),
      rank,
    );
    return best ? [{ features: { bias: 1, ...best.hit.answering }, answered: question.gold.length > 0 }] : [];
  });
  const names = Object.keys(rows[0]?.features ?? {});
  return minimise(names, rows.length, {}, (weights, gradient) => {
    for (const { features, answered } of rows) {
      const belief =
        1 / (1 + Math.exp(-names.reduce((sum, name, i) => sum + (weights[i] ?? 0) * featureOf(features, name), 0)));
      const error = (answered ? 1 : OFF_TOPIC_WEIGHT) * (belief - (answered ? 1 : 0));
      names.forEach((name, i) => {
        gradient[i] = (gradient[i] ?? 0) + error * featureOf(features, name);
      });
    }
  });
}

function featureOf(features: Record<string, number>, name: string): number {
  return features[name] ?? 0;
}

/** Conditional logit: minimises the log loss of what is right among the alternatives of each choice. */
function fitChoices(choices: readonly Choice[], prior: Weights): Weights {
  const names = Object.keys(choices[0]?.features[0] ?? {});
  const rows = choices.map(({ features, fixed, right }) => ({
    values: features.map((one) => Float64Array.from(names, (name) => featureOf(one, name))),
    fixed,
    right,
    // Where several entries are right, belief in any of them is; where shares are given, each is to get its own.
    shared: right.reduce((sum, share) => sum + share, 0) > 1,
  }));
  return minimise(names, rows.length, prior, (weights, gradient) => {
    for (const { values, fixed, right, shared } of rows) {
      const odds = values.map((row, i) => {
        let sum = fixed[i] ?? 0;
        for (let k = 0; k < row.length; k += 1) sum += (row[k] ?? 0) * (weights[k] ?? 0);
        return sum;
      });
      const believed = softmax(odds);
      const target = shared
        ? softmax(odds.map((value, i) => ((right[i] ?? 0) > 0 ? value : Number.NEGATIVE_INFINITY)))
        : right;
      values.forEach((row, i) => {
        const error = (believed[i] ?? 0) - (target[i] ?? 0);
        for (let k = 0; k < row.length; k += 1) gradient[k] = (gradient[k] ?? 0) + error * (row[k] ?? 0);
      });
    }
  });
}

function softmax(odds: readonly number[]): number[] {
  const top = Math.max(...odds);
  const weights = odds.map((value) => Math.exp(value - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const ITERATIONS = 250;
const STEP = 0.08;

/** Adam (Kingma & Ba 2015) on the whole set: the same questions always give the same weights. */
function minimise(
  names: readonly string[],
  rows: number,
  prior: Weights,
  addGradient: (weights: Float64Array, gradient: Float64Array) => void,
): Weights {
  const start = Float64Array.from(names, (name) => prior[name] ?? 0);
  const weights = start.slice();
  const mean = new Float64Array(names.length);
  const variance = new Float64Array(names.length);
  for (let round = 1; round <= ITERATIONS; round += 1) {
    const gradient = new Float64Array(names.length);
    addGradient(weights, gradient);
    for (let k = 0; k < names.length; k += 1) {
      const pull = names[k] === 'bias' ? 0 : PRIOR * ((weights[k] ?? 0) - (start[k] ?? 0));
      const slope = ((gradient[k] ?? 0) + pull) / rows;
      mean[k] = 0.9 * (mean[k] ?? 0) + 0.1 * slope;
      variance[k] = 0.99 * (variance[k] ?? 0) + 0.01 * slope * slope;
      const step = (mean[k] ?? 0) / (1 - 0.9 ** round) / (Math.sqrt((variance[k] ?? 0) / (1 - 0.99 ** round)) + 1e-8);
      weights[k] = (weights[k] ?? 0) - STEP * step;
    }
  }
  return Object.fromEntries(names.map((name, k) => [name, Math.round((weights[k] ?? 0) * 100) / 100]));
}

/** The source of the two generated files, by path from the project's folder. */
export function weightFiles({ rank, workload, answer, answerBias }: Models): Record<string, string> {
  const head = '// Written by `npm run train`; do not edit. docs/evaluation.md says what the features are worth.\n';
  const table = (name: string, type: string, weights: Weights): string =>
    `export const ${name}: Readonly<Record<keyof ${type}, number>> = {\n${Object.entries(weights)
      .map(([feature, weight]) => `  ${feature}: ${weight},\n`)
      .join('')}};\n`;
  return {
    'src/search/weights.ts': `${head}import type { AnswerFeatures, RankFeatures } from './features.js';

/** Log odds that each feature adds to an entry against the others of its workload. */
${table('RANK_WEIGHTS', 'RankFeatures', rank)}
/** Log odds that each feature adds to the belief that an entry answers at all. */
${table('ANSWER_WEIGHTS', 'AnswerFeatures', answer)}
export const ANSWER_BIAS = ${answerBias};
`,
    'src/triage/weights.ts': `${head}import type { WorkloadFeatures } from './belief.js';

/** Log odds that each feature adds to a workload against the others. */
${table('WORKLOAD_WEIGHTS', 'WorkloadFeatures', workload)}`,
  };
}
