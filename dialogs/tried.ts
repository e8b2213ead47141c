import type { Facts, StepResult } from '../src/knowledge/conversation.js';
import type { Entry, Step } from '../src/knowledge/entry.js';
import { blockText } from '../src/knowledge/rich-text.js';
import { findWithin } from '../src/search/within.js';
import { actsOf, type HeardClause } from '../src/text/acts.js';
import { pagesOf, unitsOf } from '../src/triage/pages.js';
import { placeOf } from '../src/triage/told.js';
import { problemText } from './hear.js';
import type { Knowledge } from './knowledge.js';

/** Share of a clause's telling words that must stand in a step for the clause to be about it; of an opening more. */
const ABOUT_STEP = 0.2;
const ABOUT_STEP_AT_ONCE = 0.5;
/** Steps that a clause fits nearly as well as the best one are meant too. */
const AS_WELL = 0.92;

/** What clauses say of the steps of an entry: done or fine, or not possible. Of none where they fit none. */
export function toldSteps(
  clauses: readonly HeardClause[],
  entry: Entry,
  page: number,
  knowledge: Knowledge,
  turn: number,
): StepResult[] {
  return clauses.flatMap((clause) => {
    const numbers = numbersIn(clause.text);
    const outcome = outcomeOf(clause, numbers.length > 0);
    if (outcome === undefined) return [];
    if (outcome === 'lacks' && numbers.length === 0) return withoutNeed(clause, entry, knowledge, turn);
    if (outcome === 'lacks') return [];
    const steps = numbers.length > 0 ? stepsNumbered(entry, page, numbers) : stepsAbout(clause, entry, knowledge, ABOUT_STEP);
    return resultsFor(steps, entry, outcome, turn);
  });
}

/** What the problem as it was told says of the steps of an entry that is about to be shown: only what leaves no doubt. */
export function claimedSteps(facts: Facts, entry: Entry, knowledge: Knowledge, turn: number): StepResult[] {
  return actsOf(problemText(facts)).clauses.flatMap((clause) => {
    const outcome = outcomeOf(clause, false);
    const { query } = knowledge.search.search(clause.words);
    const isSure = query.concepts.length > 1 || /이미|벌써|다\s?해|해\s?봤|해\s?놨|했|넣|껐|켰/.test(clause.text);
    if (outcome === undefined || outcome === 'lacks' || !isSure || query.telling.size < 2 || clause.outcome === 'failed') return [];
    return resultsFor(stepsAbout(clause, entry, knowledge, ABOUT_STEP_AT_ONCE), entry, outcome, turn);
  });
}

/** Words of a step that wants something to be there. */
const WANTS = /있는지|설치되어|설치됐는지|존재하는지|켜져|실행 ?중인지|사용하도록|시작되었는지|확인란/;

/** "백신은 안 써요": a step for who has one is not for this person; one that wants it there is. */
function withoutNeed(clause: HeardClause, entry: Entry, knowledge: Knowledge, turn: number): StepResult[] {
  const steps = stepsAbout(clause, entry, knowledge, ABOUT_STEP).filter(({ content }) => !WANTS.test(blockText(content)));
  return resultsFor(steps, entry, 'skipped', turn);
}

function outcomeOf(
  { steps, asks, underWay, outcome, bare }: HeardClause,
  isNumbered: boolean,
): StepResult['outcome'] | 'lacks' | undefined {
  if (asks.length > 0 || underWay) return undefined;
  if (steps.includes('cannot')) return 'impossible';
  if (/없(?:어|는|네|다|음|습|고|심|대)|안(?:써|쓰|씀|깔|해당)|아닌(?:거|것|데)/.test(bare) && !steps.includes('done')) return 'lacks';
  if (steps.includes('lacks') && !steps.includes('done')) return undefined;
  if (steps.includes('done') && (isNumbered || outcome !== 'failed')) return 'done';
  return isNumbered && steps.includes('skip') ? 'skipped' : undefined;
}

/** "3번", "1, 2단계", "첫 번째랑 두 번째". */
function numbersIn(text: string): number[] {
  const digits = [...text.matchAll(/(?<![\d.])(\d{1,2})\s*(?=(?:[,~\-\s와과랑]*\d{1,2}\s*)*(?:번|단계|step))/g)].map((m) => Number(m[1]));
  const words = [...text.matchAll(/(첫|두|세|네|다섯|여섯)\s?(?:번째|째)/g)].map(
    (m) => ['첫', '두', '세', '네', '다섯', '여섯'].indexOf(m[1] ?? '') + 1,
  );
  return [...new Set([...digits, ...words])];
}

/** Steps by their numbers: those of the causes in view first. */
export function stepsNumbered(entry: Entry, page: number, numbers: readonly number[]): Step[] {
  const inView = new Set((pagesOf(entry)[page] ?? []).map(({ cause }) => cause));
  const all = unitsOf(entry).flatMap(({ cause, parts }) =>
    parts.flatMap((part) => (part.kind === 'steps' ? part.steps.map((step) => ({ cause, step })) : [])),
  );
  return numbers.flatMap((number) => {
    const named = all.filter(({ step }) => step.number === number);
    const near = named.filter(({ cause }) => inView.has(cause));
    return (near.length > 0 ? near : named).slice(0, 1).map(({ step }) => step);
  });
}

function stepsAbout({ words }: HeardClause, entry: Entry, knowledge: Knowledge, least: number): Step[] {
  const all = findWithin(knowledge.search, entry, words);
  const found = all.filter(({ spot }) => spot.step !== undefined);
  const [best] = found;
  // What a cause says better than any step was seen, not done.
  if (!best || best.share < least || all.some(({ spot, score }) => spot.kind === 'cause' && score > best.score)) return [];
  const steps = found.filter(({ score }) => score >= best.score * AS_WELL).flatMap(({ spot }) => spot.step ?? []);
  return [...new Set(steps)].slice(0, 2);
}

function resultsFor(
  steps: readonly Step[],
  entry: Entry,
  outcome: StepResult['outcome'],
  turn: number,
): StepResult[] {
  return steps.flatMap((step) => {
    const place = placeOf(entry, step);
    return place ? [{ ...place, outcome, turn }] : [];
  });
}
