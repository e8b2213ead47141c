import type { Facts, StepResult } from '../src/knowledge/conversation.js';
import type { Entry, Step } from '../src/knowledge/entry.js';
import { blockText } from '../src/knowledge/rich-text.js';
import { findWithin, spotsOf } from '../src/search/within.js';
import { actsOf, type HeardClause } from '../src/text/acts.js';
import { squash } from '../src/text/normalize.js';
import { pagesOf, unitsOf } from '../src/triage/pages.js';
import { isAllTold, placeOf } from '../src/triage/told.js';
import { problemText } from './hear.js';
import type { Knowledge } from './knowledge.js';

/** Share of a clause's telling words that must stand in a step for the clause to be about it; of an opening more. */
const ABOUT_STEP = 0.2;
const ABOUT_STEP_AT_ONCE = 0.5;
/** Of the steps that a clause fits nearly as well as the best one the first is meant. */
const AS_WELL = 0.92;

/** What clauses say of the steps of an entry: done or fine, or not possible. Of none where they fit none. */
export function toldSteps(
  clauses: readonly HeardClause[],
  entry: Entry,
  page: number,
  knowledge: Knowledge,
  turn: number,
): StepResult[] {
  const told = eachTold(clauses, entry, page, knowledge, turn);
  const left = unitsOf(entry).flatMap((_, unit) => (told.some((result) => result.unit === unit) ? [] : [unit]));
  const untold = clauses.filter(
    (clause) => isClaim(clause) && eachTold([clause], entry, page, knowledge, turn).length === 0,
  );
  // "다른 백업도 없고 CPU도 여유 있는데 그래도 안 돼요": what no step was found for is the one step that is left.
  const fails = clauses.some(({ outcome }) => outcome === 'failed');
  if (!fails || told.length === 0 || untold.length === 0 || left.length > untold.length) return told;
  return [...told, ...left.map((unit): StepResult => ({ unit, outcome: 'done', turn }))];
}

const isClaim = (clause: HeardClause): boolean =>
  clause.words !== '' && outcomeOf(clause, false) !== undefined && clause.outcome !== 'failed';

function eachTold(
  clauses: readonly HeardClause[],
  entry: Entry,
  page: number,
  knowledge: Knowledge,
  turn: number,
): StepResult[] {
  const finds = clauses.some(
    ({ steps, ends, bare }) => steps.includes('finds') || (!ends && CAUSE.test(bare)) || LOOKED.test(bare),
  );
  return clauses.flatMap((own, i) => {
    const clause = withWordsBefore(own, clauses[i - 1]);
    const numbers = numbersIn(clause.text);
    const outcome = outcomeOf(clause, numbers.length > 0) ?? stateOf(clause, entry, knowledge);
    // After "로그를 보니" comes what was seen, not what was done.
    if (outcome === undefined || (finds && numbers.length === 0 && !DID.test(clause.bare) && !isFine(clause.bare)))
      return [];
    if (outcome === 'lacks' && numbers.length === 0) return withoutNeed(clause, entry, knowledge, turn);
    if (outcome === 'lacks') return [];
    const steps =
      numbers.length > 0 ? stepsNumbered(entry, page, numbers) : stepsAbout(clause, entry, knowledge, ABOUT_STEP);
    return resultsFor(steps, entry, outcome, turn);
  });
}

/** "릴레이는 보안팀이 반려함. 그건 불가": what only points back is about what was said before it. */
function withWordsBefore(clause: HeardClause, before: HeardClause | undefined): HeardClause {
  const pointsBack =
    /^(?:그건|그거|이건|이거|그게|그것|이것|거긴|그쪽|그)/.test(clause.bare) && clause.bare.length <= POINTS_BACK;
  return before && pointsBack && outcomeOf(clause, false) !== undefined && outcomeOf(before, false) === undefined
    ? { ...clause, words: before.words }
    : clause;
}

const POINTS_BACK = 16;

/** "들어가 보니 …", "쳐 보니 …": what stands behind it in the same clause was seen. */
const LOOKED = /(?:보니까?|봤더니|쳤더니|뒤졌더니|했더니)(?=[가-힣a-z0-9])/;

/** Did it oneself: 했, 봤, 놨, 껐 … before an ending, or is done with it. */
const DID =
  /(?:했|봤|놨|뒀|껐|켰|깔았|돌렸|지웠|바꿨|바꾸었|옮겼|올렸|내렸|췄|열었|넣었|끝냈|마쳤|시켰|받았|붙였|풀었|줬|썼|팠|됐)(?:어|습|음|는|고|던|지|다|슴|으|더|네|죠|구|거)|완료|해놓|해둔|[가-힣](?:함|봄|킴|꿈|춤|림|김|움)$/;

/** Words that say that something was done to mend it, and not that it was done when it failed. */
const ATTEMPT = /이미|벌써|진작|미리|까지|해\s?봤|봤는데|다\s?(?:했|해\s?봤|해\s?놨)|[가-힣A-Za-z]도\s/;

/** What the problem as it was told says of the steps of an entry that is about to be shown: only what leaves no doubt. */
export function claimedSteps(facts: Facts, entry: Entry, knowledge: Knowledge, turn: number): StepResult[] {
  return actsOf(problemText(facts)).clauses.flatMap((clause) => {
    const outcome = outcomeOf(clause, false);
    // Of oneself, and not of what a screen says.
    const isSure =
      DID.test(clause.bare) &&
      ATTEMPT.test(clause.text) &&
      !/라고|래요|대요|다고|라는|다는|뜨|떴|떠|났|나와|나옵/.test(clause.bare);
    if (
      outcome === undefined ||
      outcome === 'lacks' ||
      !isSure ||
      clause.outcome === 'failed' ||
      knowledge.search.queryOf(clause.words).telling.size < 2
    )
      return [];
    return resultsFor(stepsAbout(clause, entry, knowledge, ABOUT_STEP_AT_ONCE), entry, outcome, turn);
  });
}

/** Share of its words in a step from which a clause that only says how something is counts as told of the step. */
const SAYS_HOW_IT_IS = 0.45;

/** "트리거 '사용' 맞음", "MSDTC running": how things are at a step, without a verb that says that it was done. */
function stateOf(clause: HeardClause, entry: Entry, knowledge: Knowledge): StepResult['outcome'] | undefined {
  const { bare, asks, underWay, outcome, turns } = clause;
  if (asks.length > 0 || underWay || outcome === 'failed' || turns.length > 0 || NOT_OURS.test(bare)) return undefined;
  if (stepsAbout(clause, entry, knowledge, isFine(bare) ? ABOUT_STEP : SAYS_HOW_IT_IS).length === 0) return undefined;
  return /못|불가|막혀|막아|막힘|거부|금지/.test(bare) ? 'impossible' : 'done';
}

/** Seen, and as it should be: nothing is left to do about it. */
function isFine(bare: string): boolean {
  return (
    /멀쩡|정상|충분|넉넉|널널|여유|괜찮|최신|켜져|열려|살아|이상(?:은|이)?없|문제(?:는|가)?없|잘(?:있|돼|되|돌)|있던데|있더라|남아/.test(
      bare,
    ) && !/안|못|꺼|죽|중지|오류|에러|실패|fail|비정상|부족/.test(bare)
  );
}

/** "…치니까", "…열어 봤더니": what led to what was seen. */
const CAUSE = /(?:니까?|더니|길래)$/;

/** An error that is there, or what a screen says, was seen and not done. */
const NOT_OURS = /오류|에러|실패|수없|error|fail|라고|다고|다는|라네|래요|대요|다네|나와|나옴|떠|뜸|떴|없|안/;

/** Words of a step that wants something to be there. */
const WANTS = /있는지|설치됐는지|존재하는지|켜져|실행 ?중인지|사용하도록|시작되었는지|확인란/;
/** A step for who has something. */
const WHERE_THERE_IS = /(?:있는|사용하는|쓰는|설치된|구성된|실행 ?중인) 경우|있으면|사용하면/;

/** "50대 한도는 아니고", "저희와는 상관없어요". */
const NOT_THE_CASE =
  /아니(?:고|구|라|어서|에요|예요|네|다|던)|아님|아닙|상관(?:이|은)?없|해당(?:이|사항|은)?(?:없|안)|관계(?:가|는)?없/;

/** "백신은 안 써요": a step for who has one is not for this person; one that wants it there is. */
function withoutNeed(clause: HeardClause, entry: Entry, knowledge: Knowledge, turn: number): StepResult[] {
  const isNone = NOT_THE_CASE.test(clause.bare);
  const steps = stepsAbout(clause, entry, knowledge, ABOUT_STEP).filter(
    ({ content }) => isNone || WHERE_THERE_IS.test(blockText(content)) || !WANTS.test(blockText(content)),
  );
  return resultsFor(steps, entry, 'skipped', turn);
}

function outcomeOf(
  { steps, asks, underWay, outcome, bare }: HeardClause,
  isNumbered: boolean,
): StepResult['outcome'] | 'lacks' | undefined {
  // An error that is there was seen, not done.
  if (asks.length > 0 || underWay || (!isNumbered && /오류|에러|실패|수없|error|fail/.test(bare))) return undefined;
  if (steps.includes('cannot')) return 'impossible';
  if (NOT_THE_CASE.test(bare) && !steps.includes('done')) return 'lacks';
  if (/없(?:어|는|네|다|음|습|고|심|대)|안(?:써|쓰|씀|깔|해당)|아닌(?:거|것|데)/.test(bare) && !steps.includes('done'))
    return 'lacks';
  if (steps.includes('lacks') && !steps.includes('done')) return undefined;
  if (steps.includes('done') && (isNumbered || outcome !== 'failed')) return 'done';
  return isNumbered && steps.includes('skip') ? 'skipped' : undefined;
}

/** "시키는 대로 다 했는데": all of an answer. */
const ALL_OF_IT =
  /전부|모두|모조리|몽땅|싹다|시키는대로|시킨대로|하라는대로|(?:알려|말씀|안내|적혀|써)[가-힣]{0,4}대로|순서대로|끝까지|다(?:했|해봤|해보|따라)/;
/** What is said of any attempt, and of nothing in particular. */
const OF_ANY_ATTEMPT =
  /^(?:그대로|그렇게|똑같이|한번|두번|세번|몇번|이미|방금|아까|지금|다시|또|여기|위|방법|단계|조치|거|것|그|이|저|도|는|은|을|를|까지|해|시도|따라|확인|적용|백업|재시도|실행|작업|돌려|돌렸|으로|로|아|네|음|근데|데|더니|지만|고|어|요|다|대로|말씀|알려주신|하신|준|,|\.)+$/;

/** Whether something in particular was tried, whatever step it may be. */
export function isAttempt(clauses: readonly HeardClause[]): boolean {
  if (clauses.some(({ bare }) => ALL_OF_IT.test(bare))) return false;
  return clauses.some(
    ({ steps, asks, words, underWay }) =>
      asks.length === 0 &&
      !underWay &&
      (steps.includes('done') || steps.includes('cannot')) &&
      !OF_ANY_ATTEMPT.test(squash(words)) &&
      squash(words).length > 1,
  );
}

/** What somebody reads off a screen. */
const READS_OUT =
  /라고|라는|래요|대요|다는|다고|나오|나와|뜨|떠|뜸|떴|써있|써져|적혀|로그|메시지|화면|글씨|창에|찍혀|찍히/;
const STANDS_THERE = 0.5;

/** Whether a failure that is told is what an entry itself speaks of: then its line helps, and nothing is over. */
export function isSeenIn(clauses: readonly HeardClause[], entry: Entry, knowledge: Knowledge): boolean {
  return clauses.some(({ outcome, bare, words }) => {
    if (outcome !== 'failed' || !READS_OUT.test(bare)) return false;
    const [best] = findWithin(knowledge.search, entry, words);
    return best !== undefined && best.share >= STANDS_THERE && best.spot.kind !== 'error';
  });
}

/** What was tried fits no step by its words: people begin at the top, so the first step of which nothing is known. Empty where that is all. */
export function likelyTold(entry: Entry, known: readonly StepResult[], turn: number): StepResult[] {
  const [next] = unitsOf(entry).flatMap(({ parts }, unit): StepResult[] => {
    const ways = parts.flatMap((part) => (part.kind === 'steps' && part.style === 'alternatives' ? part.steps : []));
    const places = ways.length > 0 ? ways.map((_, item) => ({ unit, item })) : [{ unit }];
    const isKnown = (place: { unit: number; item?: number }): boolean =>
      known.some((one) => one.unit === place.unit && (one.item === undefined || one.item === place.item));
    return places.filter((place) => !isKnown(place)).map((place) => ({ ...place, outcome: 'done', turn }));
  });
  return next && !isAllTold(entry, [...known, next]) ? [next] : [];
}

/** "3번", "1, 2단계", "첫 번째랑 두 번째". */
function numbersIn(text: string): number[] {
  const digits = [...text.matchAll(/(?<![\d.])(\d{1,2})\s*(?=(?:[,~\-\s와과랑]*\d{1,2}\s*)*(?:번|단계|step))/g)].map(
    (m) => Number(m[1]),
  );
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
  if (!best || best.share < least || all.some(({ spot, score }) => spot.kind === 'cause' && score > best.score))
    return [];
  const steps = new Set(found.filter(({ score }) => score >= best.score * AS_WELL).map(({ spot }) => spot.step));
  // "캐시도 충분해요" fits each step that speaks of the cache: one that is still to be done must not count as done.
  return spotsOf(entry)
    .flatMap(({ step }) => (step && steps.has(step) ? [step] : []))
    .slice(0, 1);
}

function resultsFor(steps: readonly Step[], entry: Entry, outcome: StepResult['outcome'], turn: number): StepResult[] {
  return steps.flatMap((step) => {
    const place = placeOf(entry, step);
    return place ? [{ ...place, outcome, turn }] : [];
  });
}
