import type { Candidate, Facts, Findings } from '../knowledge/conversation.js';
import { THRESHOLDS } from './thresholds.js';

/** A workload or entry with the belief in it; all together sum to 1. */
export interface Belief<T> {
  of: T;
  probability: number;
}

/** Candidates that the facts leave possible, best first. */
export function liveCandidates(facts: Facts, findings: Findings, derived: ReadonlySet<string>): Candidate[] {
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
  const best = Math.max(0, ...own.map((candidate) => candidate.score));
  const beside = live.filter(
    (candidate) =>
      candidate.workload !== workload &&
      derived.has(candidate.workload) &&
      (candidate.exact || candidate.score > THRESHOLDS.topicAhead * best),
  );
  const within = beside.length > 0 ? [...own, ...beside].sort((a, b) => b.score - a.score) : own;
  // A code that only another workload's article explains is still the code that was seen.
  const exactOutside = live.filter((candidate) => candidate.exact);
  return exactOutside.length > 0 && !within.some((candidate) => candidate.exact)
    ? [...exactOutside, ...within]
    : within;
}

/** Belief in each workload, from its best candidate and from what the message says of the set-up. */
export function workloadBeliefs(
  candidates: readonly Candidate[],
  findings: Findings,
  derived: ReadonlySet<string> = new Set(),
): Array<Belief<string>> {
  const best = new Map<string, number>();
  for (const { workload, score, exact } of candidates)
    best.set(workload, Math.max(best.get(workload) ?? 0, exact ? score + exactBonus(candidates) : score));
  const top = Math.max(...best.values(), 1e-9);
  const { named, weaklyNamed, hints, signs } = findings.cues;
  const weights = [...best].map(([workload, score]): [string, number] => {
    const factor =
      (derived.has(workload) && !named.includes(workload) ? THRESHOLDS.topicFactor : 1) *
      (named.includes(workload) ? THRESHOLDS.nameFactor : 1) *
      (weaklyNamed.includes(workload) ? THRESHOLDS.weakNameFactor : 1) *
      THRESHOLDS.signFactor ** (signs[workload] ?? 0) *
      THRESHOLDS.hintFactor ** (hints[workload] ?? 0);
    return [workload, factor * Math.exp((score / top - 1) / THRESHOLDS.workloadTemperature)];
  });
  return normalised(weights);
}

/** An identifier decides over any likeness of words. */
function exactBonus(candidates: readonly Candidate[]): number {
  return 2 * Math.max(...candidates.map((candidate) => candidate.score), 1);
}

/**
 * Belief in each entry. Entries with the same cure share theirs, on the first of them; a section that comes first takes
 * that of the sections under it, since it leads to them.
 */
export function entryBeliefs(
  candidates: readonly Candidate[],
  cureOf: (entry: string) => string,
  belowOf: (entry: string) => readonly string[],
): Array<Belief<Candidate>> {
  const bonus = candidates.some((candidate) => candidate.exact) ? exactBonus(candidates) : 0;
  const score = (candidate: Candidate): number => candidate.score + (candidate.exact ? bonus : 0);
  const ranked = [...candidates].sort((a, b) => score(b) - score(a));
  const [first] = ranked;
  const top = Math.max(first ? score(first) : 0, 1e-9);
  const below = new Set(first ? belowOf(first.entry) : []);
  const byCure = new Map<string, [Candidate, number]>();
  for (const candidate of ranked) {
    const weight = Math.exp((score(candidate) / top - 1) / THRESHOLDS.entryTemperature);
    const cure = cureOf(first && below.has(candidate.entry) ? first.entry : candidate.entry);
    const known = byCure.get(cure);
    byCure.set(cure, known ? [known[0], known[1] + weight] : [candidate, weight]);
  }
  return normalised([...byCure.values()]);
}

function normalised<T>(weights: ReadonlyArray<readonly [T, number]>): Array<Belief<T>> {
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return weights
    .map(([of, weight]) => ({ of, probability: sum > 0 ? weight / sum : 0 }))
    .sort((a, b) => b.probability - a.probability);
}
