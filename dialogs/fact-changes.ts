import { type Fact, type Facts, noFacts, type StepResult, type Trial } from '../src/knowledge/conversation.js';
import type { Heard } from './hear.js';
import type { Knowledge } from './knowledge.js';

/** Changes of facts, each giving new facts. */

export function withWorkload(
  facts: Facts,
  workload: string,
  turn: number,
  source: Fact<string>['source'] = 'said',
): Facts {
  return {
    ...facts,
    workload: { value: workload, source, turn },
    notWorkloads: facts.notWorkloads.filter((id) => id !== workload),
  };
}

/** A single name is a fact; two, or a word that may only say what is protected, are left to belief. */
export function withNamed(facts: Facts, { cues, turn }: Heard): Facts {
  const [only] = cues.named;
  return cues.named.length === 1 && cues.weaklyNamed.length === 0 && only !== undefined
    ? withWorkload(facts, only, turn)
    : facts;
}

export function withoutWorkloads(facts: Facts, ruledOut: readonly string[]): Facts {
  const { workload, ...rest } = facts;
  const kept = workload && !ruledOut.includes(workload.value) ? { workload } : {};
  return { ...rest, ...kept, notWorkloads: [...facts.notWorkloads, ...ruledOut] };
}

export function addProblem(facts: Facts, { text, turn }: Heard): Facts {
  return { ...facts, problem: [...facts.problem, { value: text, source: 'said', turn }] };
}

/** The facts without the question that was open, and what it could not use. */
export function answered(facts: Facts): Facts {
  const { open: _open, ...rest } = facts;
  return { ...rest, unread: [] };
}

/** The same problem from the start, for another workload. */
export function startOver(facts: Facts): Facts {
  const { chosen, workload: _workload, ...rest } = answered(facts);
  // A code that several products share was confirmed whatever the product.
  const kept = chosen && chosen.value.length > 1 ? { chosen } : {};
  return { ...rest, ...kept, trials: [], rejected: [], asked: [] };
}

/** The facts of a new problem. A workload said before holds for it too, unless it clearly belongs elsewhere. */
export function forNewProblem(facts: Facts, said: Heard, knowledge: Knowledge): Facts {
  const fresh: Facts = {
    ...noFacts(),
    problem: [{ value: said.text, source: 'said', turn: said.turn }],
    notWorkloads: said.cues.ruledOut,
  };
  const { workload } = facts;
  const holds =
    workload !== undefined &&
    !said.cues.ruledOut.includes(workload.value) &&
    // Said in order to tell this problem, it is never dropped.
    (facts.problem.length === 0 || /^아니/.test(said.text) || stillFits(workload.value, said, knowledge));
  return withNamed(holds ? { ...fresh, workload } : fresh, said);
}

/** Log odds by which another workload's entry may be ahead without the known workload being doubted. */
const STILL_FITS = 2.5;

function stillFits(workload: string, { text, exact, cues }: Heard, knowledge: Knowledge): boolean {
  if (cues.weaklyNamed.length > 0 && !cues.weaklyNamed.includes(workload) && !cues.named.includes(workload))
    return false;
  const { hits } = knowledge.search.search(text);
  const best = Math.max(...hits.map((hit) => hit.score));
  const within = Math.max(...hits.filter((hit) => hit.workload === workload).map((hit) => hit.score));
  const exactElsewhere = exact.length > 0 && !exact.some((id) => knowledge.entry(id)?.workload === workload);
  return !exactElsewhere && within >= best - STILL_FITS;
}

/** The outcome of the last trial. */
export function withOutcome(facts: Facts, outcome: Trial['outcome']): Facts {
  const last = facts.trials.length - 1;
  const { chosen: _chosen, ...rest } = facts;
  return { ...rest, trials: facts.trials.map((trial, index) => (index === last ? { ...trial, outcome } : trial)) };
}

/** Facts with what became of steps of an entry; a later word replaces an earlier one. */
export function withStepResults(facts: Facts, entry: string, results: readonly StepResult[]): Facts {
  const isTold = (one: StepResult): boolean =>
    results.some(({ unit, item }) => unit === one.unit && (item === undefined || item === one.item));
  return {
    ...facts,
    trials: facts.trials.map((trial) =>
      trial.entry === entry
        ? { ...trial, steps: [...(trial.steps ?? []).filter((one) => !isTold(one)), ...results] }
        : trial,
    ),
  };
}
