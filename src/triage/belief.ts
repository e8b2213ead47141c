import type { Candidate, Facts, Findings, WorkloadCues } from '../knowledge/conversation.js';
import { THRESHOLDS } from './thresholds.js';
import { WORKLOAD_WEIGHTS } from './weights.js';

/** A workload or entry with the belief in it; all together sum to 1. */
export interface Belief<T> {
  of: T;
  probability: number;
}

/** Candidates that the facts leave possible, best first. */
export function liveCandidates(
  facts: Facts,
  findings: Findings,
  topics: ReadonlyMap<string, readonly string[]>,
): Candidate[] {
  const gone = new Set([
    ...facts.rejected,
    ...facts.trials.filter((trial) => trial.outcome !== 'shown').map((trial) => trial.entry),
  ]);
  const workload = facts.workload?.value;
  const live = findings.candidates.filter(
    (candidate) => !gone.has(candidate.entry) && !facts.notWorkloads.includes(candidate.workload),
  );
  if (workload === undefined) return live;
  const own = live.filter((candidate) => candidate.workload === workload);
  // An article without a workload may be about any: it counts where it says clearly more.
  const best = Math.max(...own.map((candidate) => candidate.score));
  const beside = live.filter(
    (candidate) =>
      candidate.workload !== workload &&
      topics.has(candidate.workload) &&
      (candidate.exact ||
        topics.get(candidate.workload)?.includes(workload) ||
        candidate.score > best + THRESHOLDS.topicAhead),
  );
  const within = beside.length > 0 ? [...own, ...beside].sort((a, b) => b.score - a.score) : own;
  // A code that only another workload's article explains is still the code that was seen.
  const exactOutside = live.filter((candidate) => candidate.exact);
  return exactOutside.length > 0 && !within.some((candidate) => candidate.exact)
    ? [...exactOutside, ...within]
    : within;
}

/** Further things, signs and hints say nothing more. */
const MANY_THINGS = 2;
const MANY_SIGNS = 2;
const MANY_HINTS = 3;

/** What speaks for a workload. */
export function workloadFeatures(
  workload: string,
  best: number,
  { named, weaklyNamed, things, signs, hints }: WorkloadCues,
) {
  return {
    /** Log odds of its best entry. */
    best,
    named: named.includes(workload) ? 1 : 0,
    weaklyNamed: weaklyNamed.includes(workload) ? 1 : 0,
    things: Math.min(MANY_THINGS, things[workload] ?? 0),
    signs: Math.min(MANY_SIGNS, signs[workload] ?? 0),
    hints: Math.min(MANY_HINTS, hints[workload] ?? 0),
  };
}

export type WorkloadFeatures = ReturnType<typeof workloadFeatures>;

/**
 * Belief in each workload, from its best entry and from what the message says of the set-up, likeliest first. `topics`: those
 * of articles that no workload claims, with the workloads that each is about.
 */
export function workloadBeliefs(
  candidates: readonly Candidate[],
  cues: WorkloadCues,
  topics: ReadonlyMap<string, readonly string[]> = new Map(),
): Array<Belief<string>> {
  const best = new Map<string, number>();
  for (const { workload, score } of candidates)
    best.set(workload, Math.max(best.get(workload) ?? Number.NEGATIVE_INFINITY, score));
  const odds = [...best].map(([workload, score]): [string, number] => {
    const about = topics.get(workload);
    const features = workloadFeatures(workload, score, about ? cuesOfTopic(workload, about, cues) : cues);
    const topic: number = about && features.named === 0 ? THRESHOLDS.topicOdds : 0;
    const own = Object.entries(features) as Array<[keyof WorkloadFeatures, number]>;
    return [workload, own.reduce((sum, [name, value]) => sum + WORKLOAD_WEIGHTS[name] * value, topic)];
  });
  return softmax(odds);
}

/** What names a workload names a topic that is about it. */
function cuesOfTopic(topic: string, about: readonly string[], cues: WorkloadCues): WorkloadCues {
  const passOn = (named: string[]): string[] => (about.some((id) => named.includes(id)) ? [...named, topic] : named);
  return { ...cues, named: passOn(cues.named), weaklyNamed: passOn(cues.weaklyNamed) };
}

/**
 * Belief in each entry: that in its workload times that in the entry among those of the workload. Entries with the same cure
 * share theirs, on the likeliest of them; a section that comes first takes that of the sections under it, since it leads to
 * them.
 */
export function entryBeliefs(
  candidates: readonly Candidate[],
  workloads: ReadonlyArray<Belief<string>>,
  cureOf: (entry: string) => string,
  belowOf: (entry: string) => readonly string[],
): Array<Belief<Candidate>> {
  const ranked = workloads
    .flatMap(({ of: workload, probability }) =>
      softmax(
        candidates
          .filter((candidate) => candidate.workload === workload)
          .map((candidate): [Candidate, number] => [candidate, candidate.score]),
      ).map((belief): Belief<Candidate> => ({ of: belief.of, probability: probability * belief.probability })),
    )
    .sort((a, b) => b.probability - a.probability);
  const [first] = ranked;
  const below = new Set(first ? belowOf(first.of.entry) : []);
  const byCure = new Map<string, Belief<Candidate>>();
  for (const { of, probability } of ranked) {
    const cure = cureOf(first && below.has(of.entry) ? first.of.entry : of.entry);
    const known = byCure.get(cure);
    byCure.set(cure, known ? { of: known.of, probability: known.probability + probability } : { of, probability });
  }
  return [...byCure.values()].sort((a, b) => b.probability - a.probability);
}

function softmax<T>(odds: ReadonlyArray<readonly [T, number]>): Array<Belief<T>> {
  const top = Math.max(...odds.map(([, value]) => value));
  const weights = odds.map(([of, value]) => ({ of, weight: Math.exp(value - top) }));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights
    .map(({ of, weight }) => ({ of, probability: weight / sum }))
    .sort((a, b) => b.probability - a.probability);
}
