import type { Guide } from '../../dialogs/guide.js';
import { newMemory } from '../../dialogs/memory.js';
import type { Search } from '../../src/search/search.js';
import { entryBeliefs, workloadBeliefs } from '../../src/triage/belief.js';
import { answersOf, type Question } from './questions.js';

/** Ranks of the right entry over some questions: shares of first places and of first three, and mean reciprocal rank. */
export interface Ranking {
  questions: number;
  first: number;
  firstThree: number;
  reciprocal: number;
}

/** How often the right entry comes first, among all entries or only those of the right workload. */
export function rankingOf(search: Search, questions: readonly Question[], known: boolean): Ranking {
  const sum = { first: 0, firstThree: 0, reciprocal: 0 };
  for (const question of questions) {
    const right = answersOf(question, search.index.entries);
    const { hits, cues } = search.search(question.say);
    const ranked = known
      ? hits.filter((hit) => hit.workload === question.workload || right.has(hit.entry)).map((hit) => hit.entry)
      : entryBeliefs(
          hits,
          workloadBeliefs(hits, cues),
          (entry) => entry,
          () => [],
        ).map(({ of }) => of.entry);
    const place = ranked.findIndex((entry) => right.has(entry)) + 1;
    if (place === 1) sum.first += 1;
    if (place >= 1 && place <= 3) sum.firstThree += 1;
    if (place >= 1 && place <= 10) sum.reciprocal += 1 / place;
  }
  const n = Math.max(1, questions.length);
  return {
    questions: questions.length,
    first: sum.first / n,
    firstThree: sum.firstThree / n,
    reciprocal: sum.reciprocal / n,
  };
}

/** What became of one question in the dialog, with a person who answers what is asked. */
export interface Outcome {
  question: Question;
  result: 'right' | 'wrong' | 'declined' | 'none offered';
  asked: string[];
}

const NAMES: Record<string, string> = { mars: 'MARS', mabs: 'MABS', vm: 'VM', 'system-state': '시스템 상태' };

/**
 * Plays a message up to the first answer: the person names the workload that `name` picks of those offered (undefined where
 * theirs is not among them), picks the right entry where it is offered, and says 해당 없음 where it is not. Nothing is right
 * for someone whose matter no article covers.
 */
export function play(
  guide: Guide,
  say: string,
  right: ReadonlySet<string>,
  name: (options: readonly string[]) => string | undefined,
): Omit<Outcome, 'question'> {
  const asked: string[] = [];
  let turn = guide.respond(newMemory(), say);
  for (let step = 0; step < 5; step += 1) {
    const open = turn.memory.facts.open;
    const reply = turn.replies.map((one) => one.text).join('\n');
    if (!open || (right.size === 0 && /문서에 없|문서에는 없/.test(reply))) return { result: 'declined', asked };
    if (open.kind === 'solved') return { result: right.has(open.entry) ? 'right' : 'wrong', asked };
    asked.push(open.kind);
    if (open.kind === 'workload') {
      const named = name(open.options);
      if (named === undefined) return { result: 'none offered', asked };
      turn = guide.respond(turn.memory, named);
    } else if (open.kind === 'entry') {
      const place = open.options.findIndex((option) => right.has(option)) + 1;
      if (place === 0) return { result: right.size === 0 ? 'declined' : 'none offered', asked };
      turn = guide.respond(turn.memory, `${place}번`);
    } else return { result: 'declined', asked };
  }
  return { result: 'declined', asked };
}

/** Plays a question; someone whose matter no article covers names the first workload offered. */
export function playQuestion(guide: Guide, question: Question): Outcome {
  const right = answersOf(question, guide.knowledge.search.index.entries);
  const played = play(guide, question.say, right, (options) => {
    const meant = question.workload ?? options[0] ?? '';
    return options.includes(meant) ? (NAMES[meant] ?? meant) : undefined;
  });
  return { question, ...played };
}

/** The dialog's figures, as shares. */
export interface DialogFigures {
  rightFirst: number;
  atOnce: number;
  questionsPerRight: number;
  askedWhereNeeded: number;
  askedNeedlessly: number;
  openingsAllServed: number;
  wrongShown: number;
  declinedOnTopic: number;
  offTopicDeclined: number;
}

export function figuresOf(outcomes: readonly Outcome[]): DialogFigures {
  const share = (part: readonly Outcome[], whole: readonly Outcome[]): number =>
    part.length / Math.max(1, whole.length);
  const covered = outcomes.filter(({ question }) => question.gold.length > 0);
  const uncovered = outcomes.filter(({ question }) => question.gold.length === 0);
  const needed = covered.filter(({ question }) => question.clarify === 'required');
  const needless = covered.filter(({ question }) => question.clarify === 'forbidden');
  const right = covered.filter(({ result }) => result === 'right');
  const openings = new Map<string, boolean>();
  for (const { question, result } of covered) {
    if (question.opening !== undefined)
      openings.set(question.opening, (openings.get(question.opening) ?? true) && result === 'right');
  }
  return {
    rightFirst: share(right, covered),
    atOnce: share(
      needless.filter(({ result, asked }) => result === 'right' && asked.length === 0),
      needless,
    ),
    questionsPerRight: right.reduce((sum, { asked }) => sum + asked.length, 0) / Math.max(1, right.length),
    askedWhereNeeded: share(
      needed.filter(({ asked }) => asked.includes('workload')),
      needed,
    ),
    askedNeedlessly: share(
      needless.filter(({ asked }) => asked.includes('workload')),
      needless,
    ),
    openingsAllServed: [...openings.values()].filter(Boolean).length / Math.max(1, openings.size),
    wrongShown: share(
      covered.filter(({ result }) => result === 'wrong'),
      covered,
    ),
    declinedOnTopic: share(
      covered.filter(({ result }) => result === 'declined' || result === 'none offered'),
      covered,
    ),
    offTopicDeclined: share(
      uncovered.filter(({ result }) => result === 'declined'),
      uncovered,
    ),
  };
}

/** Of all answers given with a belief in some range, the share that was right: what calibration means. */
export function reliability(
  search: Search,
  questions: readonly Question[],
): Array<{ from: number; to: number; count: number; believed: number; answered: number }> {
  const bins = Array.from({ length: 10 }, (_, i) => ({
    from: i / 10,
    to: (i + 1) / 10,
    count: 0,
    believed: 0,
    answered: 0,
  }));
  for (const question of questions) {
    if (question.kind === 'smalltalk') continue;
    const right = answersOf(question, search.index.entries);
    const { hits, query } = search.search(question.say);
    if (query.vague || hits.some((hit) => hit.exact)) continue;
    const best = hits.find((hit) => question.workload === null || hit.workload === question.workload);
    const bin = best && bins[Math.min(9, Math.floor(best.answerable * 10))];
    if (!best || !bin) continue;
    bin.count += 1;
    bin.believed += best.answerable;
    if (right.size > 0) bin.answered += 1;
  }
  return bins.map((bin) => ({
    ...bin,
    believed: bin.believed / Math.max(1, bin.count),
    answered: bin.answered / Math.max(1, bin.count),
  }));
}
