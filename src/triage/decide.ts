import type { Candidate, Facts, Findings, Move } from '../knowledge/conversation.js';
import type { Workload } from '../knowledge/workload.js';
import { entryBeliefs, liveCandidates, workloadBeliefs } from './belief.js';
import { THRESHOLDS } from './thresholds.js';

/** What triage must know of the knowledge base. */
export interface TriageKnowledge {
  workloads: readonly Workload[];
  /** Key of an entry's cure: entries with the same key have the same steps. */
  cureOf(entry: string): string;
  /** Number of pages that an entry is shown on. */
  pagesOf(entry: string): number;
  /** Entries of the sections under an entry's own. */
  belowOf(entry: string): readonly string[];
  /** Entries that an entry leads to, nearest first. */
  relatedTo(entry: string): readonly string[];
  /** The entry with the checks that come first for a workload. */
  firstEntryOf(workload: string): string | undefined;
}

/** The next move for the open problem. Pure: the same facts and findings give the same move. */
export function decide(facts: Facts, findings: Findings, knowledge: TriageKnowledge): Move {
  const shown = facts.trials.at(-1);
  if (shown?.outcome === 'failed') return afterFailure(facts, findings, knowledge);
  const chosen = facts.chosen?.value.filter((entry) => !facts.rejected.includes(entry)) ?? [];
  if (chosen.length > 0) return amongChosen(chosen, facts, findings, knowledge);

  const refusal = refuse(facts, findings);
  if (refusal) return refusal;
  const derived = derivedOf(knowledge);
  const live = liveCandidates(facts, findings, derived);

  if (facts.workload === undefined) {
    const question = askWorkload(facts, findings, live, knowledge);
    if (question) return question;
  }
  const workload = facts.workload?.value ?? workloadBeliefs(live, findings, derivedOf(knowledge))[0]?.of;
  if (findings.vague && workload !== undefined) {
    const first = knowledge.firstEntryOf(workload);
    if (first && !live.some((candidate) => candidate.exact))
      return {
        kind: 'answer',
        entry: first,
        fromPage: 0,
        sure: true,
        because: 'nothing more is known than that it fails: the first checks',
      };
  }
  const within = ledTo(workload, live, knowledge).filter(
    (candidate) => candidate.workload === workload || derived.has(candidate.workload) || candidate.exact,
  );
  const sure = belief(within);
  const enough = facts.asked.some((question) => question.kind === 'workload')
    ? THRESHOLDS.answerableOnceAsked
    : THRESHOLDS.answerableAtAll;
  if (sure < enough)
    return {
      kind: 'unknown',
      about: 'no-match',
      foreign: [],
      codes: [],
      because: `belief that any entry answers is ${sure.toFixed(2)}`,
    };
  return amongCandidates(within, facts, knowledge, sure);
}

/** Topics of articles that no workload claims. */
function derivedOf(knowledge: TriageKnowledge): ReadonlySet<string> {
  return new Set(knowledge.workloads.filter((workload) => workload.derived).map((workload) => workload.id));
}

/**
 * Of several entries of other workloads that have the code, those first that the workload's own first checks lead to: the
 * articles on the system state send their readers to those on MARS.
 */
function ledTo(
  workload: string | undefined,
  live: readonly Candidate[],
  knowledge: TriageKnowledge,
): readonly Candidate[] {
  const first = workload === undefined ? undefined : knowledge.firstEntryOf(workload);
  if (first === undefined || !live[0]?.exact || live[0].workload === workload) return live;
  const related = new Set(knowledge.relatedTo(first));
  const led = live.filter((candidate) => candidate.exact && related.has(candidate.entry));
  return led.length > 0 ? [...led, ...live.filter((candidate) => !candidate.exact)] : live;
}

/** Refuses what no article is about: foreign matters and codes that no entry has. */
function refuse(facts: Facts, findings: Findings): Move | undefined {
  const hasExact = findings.candidates.some((candidate) => candidate.exact);
  if (findings.empty && facts.workload === undefined && !hasExact && findings.unknownCodes.length === 0)
    return {
      kind: 'unknown',
      about: 'small-talk',
      foreign: findings.foreign,
      codes: [],
      because: 'no word of the field',
    };
  if (findings.foreign.length > 0 && !hasExact && belief(findings.candidates) < THRESHOLDS.answerableForSure) {
    return {
      kind: 'unknown',
      about: 'foreign',
      foreign: findings.foreign,
      codes: [],
      because: `about ${findings.foreign.join(', ')}, which no article covers`,
    };
  }
  const unknown = findings.unknownCodes;
  if (unknown.length === 0 || hasExact) return undefined;
  const near = unknown.find(
    (code) =>
      code.near && !facts.asked.some((question) => question.kind === 'near-code' && question.said === code.text),
  );
  if (near?.near) {
    return {
      kind: 'ask',
      question: { kind: 'near-code', said: near.text, meant: near.near.text, entries: near.near.entries },
      because: `"${near.text}" is in no article; "${near.near.text}" is one letter away`,
    };
  }
  return {
    kind: 'unknown',
    about: 'code',
    foreign: [],
    codes: unknown.map((code) => code.text),
    because: 'the code is in no article',
  };
}

/** The workload question, where the answer depends on it. */
function askWorkload(
  facts: Facts,
  findings: Findings,
  live: readonly Candidate[],
  knowledge: TriageKnowledge,
): Move | undefined {
  const declared = knowledge.workloads.filter((workload) => !facts.notWorkloads.includes(workload.id));
  const beliefs = workloadBeliefs(live, findings, derivedOf(knowledge));
  const [top] = beliefs;
  const asked = facts.asked.some((question) => question.kind === 'workload');
  if (findings.vague && !live.some((candidate) => candidate.exact)) {
    const known = [...findings.cues.named, ...findings.cues.weaklyNamed];
    if (known.length === 1) return undefined;
    const options = (
      known.length > 1
        ? declared.filter((workload) => known.includes(workload.id))
        : declared.filter((workload) => !workload.derived)
    ).map((workload) => workload.id);
    return asked || options.length < 2
      ? undefined
      : { kind: 'ask', question: { kind: 'workload', options }, because: 'nothing is said that tells the workload' };
  }
  if (!top || asked || facts.asked.length >= THRESHOLDS.maxQuestions || belief(live) < THRESHOLDS.answerableAtAll)
    return undefined;
  if (top.probability >= THRESHOLDS.workloadCertain) return undefined;
  const bestScore = Math.max(...live.map((candidate) => candidate.score));
  const exactOnly = live.some((candidate) => candidate.exact);
  const possible = (id: string): boolean =>
    live.some(
      (candidate) =>
        candidate.workload === id &&
        (exactOnly ? candidate.exact : candidate.score >= THRESHOLDS.workloadPossible * bestScore),
    );
  const named = [...findings.cues.named, ...findings.cues.weaklyNamed];
  const options = declared
    .filter((workload) => (named.length > 1 ? named.includes(workload.id) : possible(workload.id)))
    .map((workload) => workload.id);
  if (options.length < 2) return undefined;
  return {
    kind: 'ask',
    question: {
      kind: 'workload',
      options: byBelief(
        options,
        beliefs.map((belief) => belief.of),
        knowledge,
      ),
    },
    because: `belief in ${top.of} is ${top.probability.toFixed(2)}`,
  };
}

/** Declared workloads keep their order, so that people find them where they were; topics of single articles follow by belief. */
function byBelief(options: readonly string[], beliefs: readonly string[], knowledge: TriageKnowledge): string[] {
  const derived = (id: string): boolean => knowledge.workloads.find((workload) => workload.id === id)?.derived ?? false;
  const fixed = options.filter((id) => !derived(id));
  const topics = options.filter(derived).sort((a, b) => beliefs.indexOf(a) - beliefs.indexOf(b));
  return [...fixed, ...topics.slice(0, Math.max(2, 6 - fixed.length))].slice(0, 7);
}

/** Belief that one of the best candidates answers at all. */
function belief(candidates: readonly Candidate[]): number {
  if (candidates.some((candidate) => candidate.exact)) return 1;
  return Math.max(0, ...candidates.slice(0, 5).map((candidate) => candidate.answerable));
}

function amongCandidates(
  candidates: readonly Candidate[],
  facts: Facts,
  knowledge: TriageKnowledge,
  sure: number,
): Move {
  const beliefs = entryBeliefs(
    candidates,
    (entry) => knowledge.cureOf(entry),
    (entry) => knowledge.belowOf(entry),
  );
  const [top] = beliefs;
  if (!top) return { kind: 'unknown', about: 'no-match', foreign: [], codes: [], because: 'no candidate is left' };
  const next = beliefs[1]?.probability ?? 0;
  const isCertain =
    top.probability >= THRESHOLDS.entryCertain ||
    (top.probability >= THRESHOLDS.entryAhead * next && top.probability >= THRESHOLDS.entryAheadLeast);
  const mayAsk =
    !facts.asked.some((question) => question.kind === 'entry') && facts.asked.length < THRESHOLDS.maxQuestions;
  if ((!isCertain || sure < THRESHOLDS.answerableForSure) && mayAsk && beliefs.length > 1) {
    const options = beliefs.slice(0, THRESHOLDS.entryOptions).map((belief) => belief.of.entry);
    return {
      kind: 'ask',
      question: { kind: 'entry', options },
      because: `belief in the best entry is ${top.probability.toFixed(2)}, that any answers ${sure.toFixed(2)}`,
    };
  }
  return {
    kind: 'answer',
    entry: top.of.entry,
    fromPage: 0,
    sure: isCertain,
    because: `belief ${top.probability.toFixed(2)}${top.of.exact ? ', by its code' : ''}`,
  };
}

/** Entries that the person chose: those of the workload, where one is known. */
function amongChosen(chosen: readonly string[], facts: Facts, findings: Findings, knowledge: TriageKnowledge): Move {
  const candidates = chosen.map(
    (entry): Candidate =>
      findings.candidates.find((candidate) => candidate.entry === entry) ?? {
        entry,
        workload: '',
        score: 1,
        answerable: 1,
        exact: true,
      },
  );
  const within = candidates.filter(
    (candidate) => facts.workload === undefined || candidate.workload === facts.workload.value,
  );
  const left = within.length > 0 ? within : candidates;
  const workloads = knowledge.workloads
    .map(({ id }) => id)
    .filter((id) => left.some((candidate) => candidate.workload === id));
  if (
    facts.workload === undefined &&
    workloads.length > 1 &&
    !facts.asked.some((question) => question.kind === 'workload')
  ) {
    return {
      kind: 'ask',
      question: { kind: 'workload', options: workloads },
      because: 'the chosen code belongs to several workloads',
    };
  }
  const entry = left[0]?.entry ?? chosen[0] ?? '';
  const trial = facts.trials.findLast((done) => done.entry === entry);
  return { kind: 'answer', entry, fromPage: trial?.shownPages ?? 0, sure: true, because: 'chosen by the person' };
}

/** After "아니요": the next cause, the next best entry, what the entry links to, the first checks; never the same again. */
function afterFailure(facts: Facts, findings: Findings, knowledge: TriageKnowledge): Move {
  const last = facts.trials.at(-1);
  if (last && last.shownPages < knowledge.pagesOf(last.entry))
    return {
      kind: 'answer',
      entry: last.entry,
      fromPage: last.shownPages,
      sure: true,
      because: 'the next page of the same entry',
    };
  const tried = new Set([...facts.trials.map((trial) => trial.entry), ...facts.rejected]);
  const triedCures = new Set(facts.trials.map((trial) => knowledge.cureOf(trial.entry)));
  const fresh = (entry: string): boolean => !tried.has(entry) && !triedCures.has(knowledge.cureOf(entry));
  if (facts.trials.length >= THRESHOLDS.maxTrials)
    return { kind: 'handoff', because: `${facts.trials.length} entries did not help` };
  const workload =
    facts.workload?.value ?? findings.candidates.find((candidate) => candidate.entry === last?.entry)?.workload;
  const best = Math.max(...findings.candidates.map((candidate) => candidate.score), 1e-9);
  const below = last ? knowledge.belowOf(last.entry).find(fresh) : undefined;
  if (below) return { kind: 'answer', entry: below, fromPage: 0, sure: true, because: 'what stands under the entry' };
  const next = findings.candidates.find(
    (candidate) =>
      candidate.workload === workload &&
      fresh(candidate.entry) &&
      candidate.score >= THRESHOLDS.nextBest * best &&
      // A guess at a vague complaint could be somebody else's cure, with steps that delete.
      (candidate.exact || (!findings.vague && candidate.answerable >= THRESHOLDS.answerableAtAll)),
  );
  if (next) return { kind: 'answer', entry: next.entry, fromPage: 0, sure: true, because: 'the next best entry' };
  const related = last ? knowledge.relatedTo(last.entry).find(fresh) : undefined;
  if (related) return { kind: 'answer', entry: related, fromPage: 0, sure: true, because: 'what the entry leads to' };
  const first = workload === undefined ? undefined : knowledge.firstEntryOf(workload);
  if (first && fresh(first))
    return { kind: 'answer', entry: first, fromPage: 0, sure: true, because: 'the first checks of the workload' };
  return { kind: 'handoff', because: 'no further entry fits' };
}
