import type { Candidate, Facts, Findings } from '../knowledge/conversation.js';
import type { Workload } from '../knowledge/workload.js';
import { type Belief, workloadBeliefs } from './belief.js';
import { THRESHOLDS } from './thresholds.js';

/** Chances that a person who has a workload gives its answer to a plain question, or cannot tell; the rest are mistakes. */
const RIGHT = 0.7;
const CANNOT_TELL = 0.2;

/** How far the words of the problem are trusted: people ask because these did not tell. */
const TRUST_IN_WORDS = 0.6;

/** What may be answered to a question, each answer once, with the workloads that it means. */
export function answersTo(aspect: number, workloads: readonly Workload[]): Array<{ say: string; means: string[] }> {
  const answers: Array<{ say: string; means: string[] }> = [];
  for (const { id, looks } of workloads) {
    const say = looks[aspect];
    if (say === undefined) continue;
    const known = answers.find((answer) => answer.say === say);
    if (known) known.means.push(id);
    else answers.push({ say, means: [id] });
  }
  return answers;
}

/**
 * Belief in each declared workload from the words of the problem and from what the person sees, by Bayes' rule; likeliest
 * first.
 */
export function seenBeliefs(facts: Facts, findings: Findings, workloads: readonly Workload[]): Array<Belief<string>> {
  const possible = workloads.filter(({ id }) => !facts.notWorkloads.includes(id));
  const fromWords = new Map(
    workloadBeliefs(onlyOf(findings.candidates, possible), findings.cues).map((belief) => [
      belief.of,
      belief.probability,
    ]),
  );
  const weights = possible.map(({ id }) => {
    const words = TRUST_IN_WORDS * (fromWords.get(id) ?? 0) + (1 - TRUST_IN_WORDS) / possible.length;
    return facts.looks.reduce((weight, { aspect, says }) => weight * chanceOf(aspect, says, id, workloads), words);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return possible
    .map(({ id }, i) => ({ of: id, probability: (weights[i] ?? 0) / sum }))
    .sort((a, b) => b.probability - a.probability);
}

function onlyOf(candidates: readonly Candidate[], workloads: readonly Workload[]): Candidate[] {
  return candidates.filter(({ workload }) => workloads.some(({ id }) => id === workload));
}

/** Chance of an answer from somebody who has a workload. */
function chanceOf(aspect: number, says: string | null, workload: string, workloads: readonly Workload[]): number {
  const answers = answersTo(aspect, workloads);
  const given = answers.find((answer) => answer.say === says);
  if (!given || answers.length < 2) return CANNOT_TELL;
  return given.means.includes(workload) ? RIGHT : (1 - RIGHT - CANNOT_TELL) / (answers.length - 1);
}

/** The workloads that may be asked about: those that the last question for the workload offered, else all. */
export function identifiable(facts: Facts, declared: readonly Workload[]): Workload[] {
  const asked = facts.asked.findLast((question) => question.kind === 'workload');
  const offered = declared.filter(({ id }) => asked?.kind !== 'workload' || asked.options.includes(id));
  const possible = offered.filter(({ id }) => !facts.notWorkloads.includes(id));
  return possible.length > 0 ? possible : [...declared];
}

/** The question that is expected to tell most; undefined where enough is known, or nothing is left to ask. */
export function nextAspect(
  facts: Facts,
  findings: Findings,
  workloads: readonly Workload[],
  aspects: number,
): number | undefined {
  const beliefs = seenBeliefs(facts, findings, workloads);
  if (facts.looks.length >= THRESHOLDS.maxQuestions) return undefined;
  if (facts.looks.length > 0 && (beliefs[0]?.probability ?? 1) >= THRESHOLDS.identified) return undefined;
  const open = Array.from({ length: aspects }, (_, aspect) => aspect).filter(
    (aspect) => !facts.looks.some((look) => look.aspect === aspect) && answersTo(aspect, workloads).length > 1,
  );
  const gains = open.map((aspect) => [aspect, expectedGain(aspect, beliefs, workloads)] as const);
  return gains.sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Expected information gain of a question, in nats. */
function expectedGain(aspect: number, beliefs: ReadonlyArray<Belief<string>>, workloads: readonly Workload[]): number {
  const expected = answersTo(aspect, workloads).reduce(
    (sum, { say }) => {
      const joint = beliefs.map(({ of, probability }) => probability * chanceOf(aspect, say, of, workloads));
      const chance = joint.reduce((total, weight) => total + weight, 0);
      return sum + chance * entropy(joint.map((weight) => weight / chance));
    },
    CANNOT_TELL * entropy(beliefs.map(({ probability }) => probability)),
  );
  return entropy(beliefs.map(({ probability }) => probability)) - expected;
}

function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
}
