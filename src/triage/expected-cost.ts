import type { Belief } from './belief.js';
import { COSTS, THRESHOLDS } from './thresholds.js';

/** The entries that a question offers: the likeliest, without those that are far behind the first. */
export function offeredEntries<T extends { probability: number }>(likeliestFirst: readonly T[]): T[] {
  const least = (likeliestFirst[0]?.probability ?? 0) * THRESHOLDS.entryOfferedFrom;
  return likeliestFirst.slice(0, THRESHOLDS.entryOptions).filter(({ probability }) => probability >= least);
}

/** What may be done about a problem, with its expected cost in wrong answers. */
export interface Option {
  move: 'answer' | 'ask-entry' | 'ask-workload' | 'decline';
  cost: number;
}

/** The beliefs that a decision turns on. */
export interface Situation {
  /** That any entry answers. */
  answerable: number;
  /** In each workload, likeliest first; they sum to 1. */
  workloads: ReadonlyArray<Belief<string>>;
  /** In each entry, likeliest first; those of a workload sum to the belief in it. */
  entries: ReadonlyArray<Belief<{ workload: string }>>;
  mayAskEntry: boolean;
  mayAskWorkload: boolean;
  /** A dialog is under way: there is no immediate answer to lose. */
  askedBefore: boolean;
}

/**
 * The moves by expected cost, cheapest first. A question is worth what it saves, weighed with the chance that the person
 * cannot answer it: where the answer would be the same, only its cost remains.
 */
export function weighMoves(situation: Situation): Option[] {
  const { answerable, workloads, entries, mayAskEntry, mayAskWorkload, askedBefore } = situation;
  const entryQuestion = askedBefore ? COSTS.entryQuestionAfterAnother : COSTS.entryQuestion;
  const decline = answerable * COSTS.unanswered;
  const within = workloads.map(({ of: workload, probability }) => {
    const own = entries.filter(({ of }) => of.workload === workload).map((belief) => belief.probability / probability);
    return { probability, options: withinWorkload(answerable, own, mayAskEntry ? entryQuestion : undefined) };
  });
  const [top] = within;
  if (!top) return [{ move: 'decline', cost: decline }];
  // The steps of another workload are always wrong.
  const options: Option[] = top.options.map(({ move, cost }) => ({
    move,
    cost: top.probability * cost + (1 - top.probability),
  }));
  options.push({ move: 'decline', cost: decline });
  if (mayAskWorkload) {
    const told = within.reduce(
      (sum, { probability, options: own }) => sum + probability * Math.min(decline, ...own.map(({ cost }) => cost)),
      0,
    );
    const untold = Math.min(...options.map(({ cost }) => cost));
    options.push({ move: 'ask-workload', cost: COSTS.workloadQuestion + afterAsking(told, untold) });
  }
  return options.sort((a, b) => a.cost - b.cost);
}

/**
 * What can be done once the workload is settled. `beliefs`: in its entries, given that one answers, likeliest first.
 * `entryQuestion`: what asking for the entry costs; undefined where it may not be asked.
 */
function withinWorkload(answerable: number, beliefs: readonly number[], entryQuestion: number | undefined): Option[] {
  const answer = 1 - answerable * (beliefs[0] ?? 0);
  const options: Option[] = [{ move: 'answer', cost: answer }];
  if (entryQuestion !== undefined && beliefs.length > 1) {
    const shown = offeredEntries(beliefs.map((probability) => ({ probability })));
    const offered = shown.reduce((sum, { probability }) => sum + probability, 0);
    // "None of these" costs nothing where nothing answers: the person is not led astray.
    const told = answerable * (1 - offered) * COSTS.unanswered;
    options.push({ move: 'ask-entry', cost: entryQuestion + afterAsking(told, answer) });
  }
  return options;
}

function afterAsking(told: number, untold: number): number {
  return (1 - COSTS.dontKnow) * told + COSTS.dontKnow * untold;
}
