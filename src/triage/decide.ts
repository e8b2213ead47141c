import type { Candidate, Facts, Findings, Move } from '../knowledge/conversation.js';
import type { Workload } from '../knowledge/workload.js';
import { type Belief, entryBeliefs, liveCandidates, workloadBeliefs } from './belief.js';
import { offeredEntries, weighMoves } from './expected-cost.js';
import { THRESHOLDS } from './thresholds.js';

/** What triage must know of the knowledge base. */
export interface TriageKnowledge {
  workloads: readonly Workload[];
  /** Key of an entry's cure: entries with the same key have the same steps. */
  cureOf(entry: string): string;
  /** Number of pages that an entry is shown on. */
  pagesOf(entry: string): number;
  /** What trying an entry costs, in minutes (see hazards). */
  costOf(entry: string): number;
  /** Entries of the sections under an entry's own. */
  belowOf(entry: string): readonly string[];
  workloadOf(entry: string): string;
  /** Entries made of the rows of an entry's own table. */
  rowsOf(entry: string): readonly string[];
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
  const live = liveCandidates(facts, findings, topicsOf(knowledge));

  if (findings.vague && !live.some((candidate) => candidate.exact)) {
    const vague = aboutNothingMore(facts, findings, live, knowledge);
    if (vague) return vague;
  }
  const within = ledTo(facts.workload?.value, live, knowledge);
  return among(within, facts, findings, knowledge);
}

/** Where nothing is said but that it fails: the workload, then its first checks. */
function aboutNothingMore(
  facts: Facts,
  findings: Findings,
  live: readonly Candidate[],
  knowledge: TriageKnowledge,
): Move | undefined {
  const known = [...findings.cues.named, ...findings.cues.weaklyNamed];
  const asked = facts.asked.some((question) => question.kind === 'workload');
  if (facts.workload === undefined && known.length !== 1 && !asked) {
    const options = knowledge.workloads
      .filter(
        ({ id, derived }) => !facts.notWorkloads.includes(id) && (known.length > 1 ? known.includes(id) : !derived),
      )
      .map(({ id }) => id);
    if (options.length > 1)
      return {
        kind: 'ask',
        question: { kind: 'workload', options },
        because: 'nothing is said that tells the workload',
      };
  }
  const workload =
    facts.workload?.value ?? known[0] ?? workloadBeliefs(live, findings.cues, topicsOf(knowledge))[0]?.of;
  const first = workload === undefined ? undefined : knowledge.firstEntryOf(workload);
  return first === undefined
    ? undefined
    : {
        kind: 'answer',
        entry: first,
        fromPage: 0,
        sure: true,
        because: 'nothing more is known than that it fails: the first checks',
      };
}

/** Topics of articles that no workload claims, with the workloads that each is about. */
function topicsOf(knowledge: TriageKnowledge): ReadonlyMap<string, readonly string[]> {
  return new Map(knowledge.workloads.filter(({ derived }) => derived).map(({ id, about }) => [id, about]));
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
  if (findings.foreign.length > 0 && !hasExact && belief(findings.candidates) < THRESHOLDS.answerableThoughForeign) {
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
  // What is said beside the code may be answered without it: a paste holds codes of the system's own.
  if (!findings.vague && belief(findings.candidates) >= THRESHOLDS.answerableThoughUnknownCode) return undefined;
  const near = unknown.find(
    (code) =>
      code.near &&
      wordsFit(code.near.entries, findings) &&
      !facts.asked.some((question) => question.kind === 'near-code' && question.said === code.text),
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

/**
 * Whether the words around a code are about one of these entries. A code one digit away from a known one is far more often
 * another real code than a slip (0x80070020 is not 0x80070002), so the digits alone offer nothing.
 */
function wordsFit(entries: readonly string[], { candidates, vague }: Findings): boolean {
  return (
    !vague &&
    candidates
      .slice(0, THRESHOLDS.nearAmong)
      .some(({ entry, answerable }) => entries.includes(entry) && answerable >= THRESHOLDS.nearFits)
  );
}

/** The move with the least expected cost. */
function among(live: readonly Candidate[], facts: Facts, findings: Findings, knowledge: TriageKnowledge): Move {
  const answerable = engaged(belief(live), facts);
  const beliefs = workloadBeliefs(live, findings.cues, topicsOf(knowledge));
  const entries = entryBeliefs(
    live,
    beliefs,
    (entry) => knowledge.cureOf(entry),
    (entry) => [...knowledge.belowOf(entry), ...knowledge.rowsOf(entry)],
  );
  const [top] = entries;
  if (!top) return { kind: 'unknown', about: 'no-match', foreign: [], codes: [], because: 'no candidate is left' };
  const offered = workloadOptions(live, beliefs, facts, findings, knowledge);
  const mayAsk = (kind: 'entry' | 'workload'): boolean =>
    facts.asked.length < THRESHOLDS.maxQuestions && !facts.asked.some((question) => question.kind === kind);
  const [best] = weighMoves({
    answerable,
    workloads: beliefs,
    entries,
    mayAskEntry: mayAsk('entry'),
    mayAskWorkload: facts.workload === undefined && offered.length > 1 && mayAsk('workload'),
    askedBefore: toldApart(facts),
  });
  const considered = entries.map(({ of, probability }) => ({ entry: of.entry, probability }));
  const because = `${best?.move} costs ${best?.cost.toFixed(2)}: belief in ${top.of.entry} ${top.probability.toFixed(2)}, that any answers ${answerable.toFixed(2)}`;
  switch (best?.move) {
    case 'ask-workload':
      return { kind: 'ask', question: { kind: 'workload', options: offered }, because, considered };
    case 'ask-entry': {
      const options = offeredEntries(entries).map(({ of }) => of.entry);
      // One line to choose from is a question only where it may well be none.
      if (options.length > 1 || top.probability * answerable < THRESHOLDS.sure)
        return { kind: 'ask', question: { kind: 'entry', options }, because, considered };
      return { kind: 'answer', entry: top.of.entry, fromPage: 0, sure: false, because, considered };
    }
    case 'answer': {
      const sure = top.probability * answerable >= THRESHOLDS.sure;
      return { kind: 'answer', entry: leastHarmful(entries, knowledge), fromPage: 0, sure, because, considered };
    }
    default:
      return { kind: 'unknown', about: 'no-match', foreign: [], codes: [], because, considered };
  }
}

/** Of the entries that are as likely as the first of the same workload, the one that costs least to try. */
function leastHarmful(entries: ReadonlyArray<Belief<Candidate>>, knowledge: TriageKnowledge): string {
  const [top] = entries;
  if (!top || top.of.exact) return top?.of.entry ?? '';
  const alike = entries.filter(
    ({ of, probability }) =>
      of.workload === top.of.workload && probability >= top.probability * (1 - THRESHOLDS.equallyLikely),
  );
  return alike.reduce((best, one) => (knowledge.costOf(one.of.entry) < knowledge.costOf(best.of.entry) ? one : best)).of
    .entry;
}

/**
 * Whether the person told the workload apart from the problem, asked or not: then a dialog is under way. A matter of facts and
 * not of what was asked, so that the same facts give the same move in whatever order they were told.
 */
function toldApart({ workload, problem }: Facts): boolean {
  return workload !== undefined && problem[0] !== undefined && problem[0].turn !== workload.turn;
}

/** Belief that any entry answers, where a dialog is under way. */
function engaged(answerable: number, facts: Facts): number {
  if (!toldApart(facts)) return answerable;
  const odds = (THRESHOLDS.engagedOdds * answerable) / (1 - Math.min(answerable, 1 - 1e-9));
  return odds / (1 + odds);
}

/** Workloads that may still be meant, as they are offered. */
function workloadOptions(
  live: readonly Candidate[],
  beliefs: ReadonlyArray<Belief<string>>,
  facts: Facts,
  findings: Findings,
  knowledge: TriageKnowledge,
): string[] {
  const best = Math.max(...live.map((candidate) => candidate.score));
  const exactOnly = live.some((candidate) => candidate.exact);
  const named = [...findings.cues.named, ...findings.cues.weaklyNamed];
  const possible = ({ id, derived }: Workload): boolean => {
    const own = live.filter((candidate) => candidate.workload === id);
    if (exactOnly) return own.some((candidate) => candidate.exact);
    // People look for what they have among all workloads; topics of single articles are offered where they may be meant.
    return !derived || own.some((candidate) => candidate.score >= best - THRESHOLDS.topicPossible);
  };
  const options = knowledge.workloads
    .filter((workload) => !facts.notWorkloads.includes(workload.id))
    .filter((workload) => (named.length > 1 ? named.includes(workload.id) : possible(workload)))
    .map(({ id }) => id);
  return byBelief(
    options,
    beliefs.map(({ of }) => of),
    knowledge,
  );
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

/** Entries that the person chose: those of the workload, where one is known. */
function amongChosen(chosen: readonly string[], facts: Facts, findings: Findings, knowledge: TriageKnowledge): Move {
  const candidates = chosen.map(
    (entry): Candidate =>
      findings.candidates.find((candidate) => candidate.entry === entry) ?? {
        entry,
        workload: knowledge.workloadOf(entry),
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
  const best = Math.max(...findings.candidates.map((candidate) => candidate.score));
  const below = last ? knowledge.belowOf(last.entry).find(fresh) : undefined;
  if (below) return { kind: 'answer', entry: below, fromPage: 0, sure: true, because: 'what stands under the entry' };
  const left = findings.candidates.filter(
    (candidate) =>
      candidate.workload === workload &&
      fresh(candidate.entry) &&
      candidate.score >= best - THRESHOLDS.nextBest &&
      // A guess at a vague complaint could be somebody else's cure, with steps that delete.
      (candidate.exact || (!findings.vague && candidate.answerable >= THRESHOLDS.nextAnswerable)),
  );
  const inOrder = inOrderOfTrial(left, knowledge);
  const [next] = inOrder;
  // Two guesses were wrong: which of the rest it is, the person can see better than we can guess.
  const failed = facts.trials.filter(({ outcome }) => outcome === 'failed').length;
  const mayAsk = !facts.asked.some((question) => question.kind === 'entry');
  if (failed >= THRESHOLDS.failuresBeforeAsking && inOrder.length > 1 && mayAsk) {
    const options = inOrder.slice(0, THRESHOLDS.entryOptions).map(({ entry }) => entry);
    return { kind: 'ask', question: { kind: 'entry', options }, because: `${failed} entries did not help` };
  }
  if (next) return { kind: 'answer', entry: next.entry, fromPage: 0, sure: true, because: 'the next best entry' };
  const related = last ? knowledge.relatedTo(last.entry).find(fresh) : undefined;
  if (related) return { kind: 'answer', entry: related, fromPage: 0, sure: true, because: 'what the entry leads to' };
  const first = workload === undefined ? undefined : knowledge.firstEntryOf(workload);
  if (first && fresh(first))
    return { kind: 'answer', entry: first, fromPage: 0, sure: true, because: 'the first checks of the workload' };
  return { kind: 'handoff', because: 'no further entry fits' };
}

/**
 * Candidates in the order in which they are best tried: by probability over cost, which makes the expected cost least
 * (Heckerman, Breese & Rommelse 1995).
 */
export function inOrderOfTrial(
  candidates: readonly Candidate[],
  knowledge: Pick<TriageKnowledge, 'costOf'>,
): Candidate[] {
  const worth = ({ entry, score }: Candidate): number => score - Math.log(knowledge.costOf(entry));
  return [...candidates].sort((a, b) => Number(b.exact) - Number(a.exact) || worth(b) - worth(a));
}
