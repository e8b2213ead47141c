import type { Facts } from '../src/knowledge/conversation.js';
import { coverage, findWithin } from '../src/search/within.js';
import { stepOutcome } from '../src/text/acts.js';
import { readIntent } from '../src/text/intent.js';
import { squash } from '../src/text/normalize.js';
import { readOrdinal } from '../src/text/replies.js';
import type { Effect } from './effects.js';
import {
  addProblem,
  answered,
  forNewProblem,
  startOver,
  withNamed,
  withOutcome,
  withStepResults,
  withWorkload,
} from './fact-changes.js';
import { readVersions } from './handoff.js';
import { type Heard, namedIn, namesUnknownCode, problemText, workloadFromSigns } from './hear.js';
import type { Knowledge } from './knowledge.js';
import { lastSolved, type Memory, trialOf } from './memory.js';
import { phrases } from './phrases.ko.js';
import { isAboutShown, isSoft } from './questions/index.js';
import { reported } from './questions/solved.js';
import { isAttempt, isSeenIn, likelyTold, toldSteps } from './tried.js';

/** Share of a statement's words that the entry in view has, from which it is about that. */
const OF_THIS_ENTRY = 0.5;
const POINTS = 0.3;
/** Belief in another entry from which a statement is another problem, or decides for another entry. */
const ANOTHER = 0.75;
const SHORT_ANSWER = 6;

/** What a message says that answers no open question and asks nothing of what is shown. */
export function readStatement(heard: Heard, memory: Memory, knowledge: Knowledge): Effect {
  const { facts } = memory;
  const { open } = facts;
  const soft = open !== undefined && isSoft(open);
  const present = soft ? answered(facts) : facts;
  return (
    nothingAsked(heard, facts) ??
    reopened(heard, memory) ??
    besideOther(heard, present, knowledge) ??
    described(heard, present, knowledge) ??
    (memory.shown && present.problem.length > 0
      ? aboutAnswer(heard, { ...memory, facts: present }, knowledge)
      : undefined) ??
    whileAsking(heard, present, knowledge) ??
    newProblem(heard, present, knowledge)
  );
}

/** Answers where nothing was asked. */
function nothingAsked({ text, acts }: Heard, { open, problem }: Facts): Effect | undefined {
  if (open !== undefined) return undefined;
  if (problem.length === 0 && acts.dontKnow && text.length <= 2 * SHORT_ANSWER) return { kind: 'identify' };
  const { stepDone, stepSkip, none, helpful, notHelpful, solved } = phrases.buttons;
  const isButton = [stepDone, stepSkip, none, helpful, notHelpful, solved].some(
    (title) => squash(title) === squash(text),
  );
  const isYesNo = text.length <= SHORT_ANSWER && acts.yesNo !== undefined && acts.outcome !== 'failed';
  const isPlace = text.length <= SHORT_ANSWER && readOrdinal(text, 9) !== undefined;
  return isButton || isYesNo || isPlace ? { kind: 'nothing-asked' } : undefined;
}

/** "아 다시 안돼요", "잘못 눌렀어요": what counted as solved is not. */
function reopened(heard: Heard, memory: Memory): Effect | undefined {
  const { facts } = memory;
  const isOver = facts.problem.length === 0 && (!facts.open || facts.open.kind === 'rating');
  if (!isOver || !lastSolved(memory) || heard.acts.asks.length > 0) return undefined;
  const again = reported(heard) === 'failed' && !heard.named;
  const isBack = /또|다시|재발|도로|돌아왔|며칠|아침|오늘/.test(heard.text) && !/잘못/.test(heard.text);
  return again || /잘못\s?눌|아니다\s?또/.test(heard.text) ? { kind: 'reopen', isBack } : undefined;
}

/** Versions that the summary asked for, and nothing else. */
export function versionsTold({ text, acts, exact }: Heard, { handedOver, open, problem }: Facts): Effect | undefined {
  const isChoice = open?.kind === 'entry' || open?.kind === 'workload';
  if (handedOver?.value !== 'versions-asked' || isChoice || problem.length === 0) return undefined;
  const value = acts.asks.length > 0 || exact.length > 0 ? undefined : readVersions(text);
  return value === undefined ? undefined : { kind: 'versions', value };
}

/** "아 그건 됐고요 …부터 봐주세요": another problem by the person's own word. */
function besideOther(heard: Heard, facts: Facts, knowledge: Knowledge): Effect | undefined {
  // Of a step "이건 나중에" skips it.
  const sets = heard.acts.turns.has('other') && facts.open?.kind !== 'step';
  const isSaid = heard.acts.turns.has('other') && heard.content;
  if ((!sets && !isSaid) || facts.problem.length === 0 || (!heard.content && heard.exact.length === 0))
    return undefined;
  return { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
}

/** A message that only describes the set-up; its words say nothing about the problem. */
function described(heard: Heard, facts: Facts, knowledge: Knowledge): Effect | undefined {
  const { cues, exact, text, turn } = heard;
  if (facts.problem.length === 0 || Object.keys(cues.signs).length === 0 || exact.length > 0) return undefined;
  const tellsMore = heard.acts.clauses.some(
    ({ steps, outcome }) => outcome || steps.includes('lacks') || steps.includes('cannot'),
  );
  if (readIntent(text).reportsFailure || tellsMore || heard.elsewhere || heard.acts.asks.length > 0) return undefined;
  const [only, ...others] = namedIn(cues);
  const workload =
    others.length === 0 && only !== undefined
      ? only
      : workloadFromSigns(
          cues,
          knowledge.declaredWorkloads.map(({ id }) => id),
        );
  if (workload === undefined) return undefined;
  const known = facts.workload?.value === workload;
  return { kind: 'decide', facts: known ? answered(facts) : withWorkload(startOver(facts), workload, turn) };
}

/** With an answer in view: what became of its steps, what was seen of it, or something new. */
function aboutAnswer(heard: Heard, memory: Memory, knowledge: Knowledge): Effect | undefined {
  const { facts, shown } = memory;
  const entry = shown && knowledge.entry(shown.entry);
  const isInView = facts.open === undefined || isAboutShown(facts.open);
  if (!entry || !shown || !isInView || trialOf(facts, entry.id) === undefined) return undefined;
  const { acts, exact, cues, text } = heard;
  const own = knowledge.namedIn(entry);
  const foreignWorkload =
    cues.named.length > 0 &&
    !cues.named.some((id) => own.has(id)) &&
    !cues.named.includes(entry.workload) &&
    !cues.named.includes(facts.workload?.value ?? '');
  if (exact.length > 0 && !exact.includes(entry.id)) return withCode(heard, facts, knowledge);
  if (namesUnknownCode(heard, entry) && coverage(knowledge.search, entry, text) < OF_THIS_ENTRY)
    return { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
  if (foreignWorkload && (heard.content || acts.outcome === 'failed'))
    return { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
  const told = heard.elsewhere ? [] : toldSteps(acts.clauses, entry, shown.page, knowledge, heard.turn);
  if (told.length === 0 && !heard.elsewhere && exact.length === 0 && isSeenIn(acts.clauses, entry, knowledge))
    return { kind: 'point', facts: addProblem(facts, heard), entry: entry.id, words: text };
  if (told.length > 0)
    return { kind: 'tried', facts: withStepResults(facts, entry.id, told), entry: entry.id, told: told.length };
  const known = trialOf(facts, entry.id)?.steps ?? [];
  const outcome = heard.elsewhere ? undefined : reported(heard);
  // "내렸다 올려봤는데 그대로예요": no step says it in these words, and the answer has more.
  const likely =
    acts.outcome === 'failed' && isAttempt(acts.clauses) && !heard.elsewhere
      ? likelyTold(entry, known, heard.turn)
      : [];
  if (likely.length > 0 && (outcome === 'failed' || coverage(knowledge.search, entry, text) > 0))
    return { kind: 'tried', facts: withStepResults(facts, entry.id, likely), entry: entry.id, told: likely.length };
  if (outcome === 'failed' || outcome === 'partly')
    return {
      kind: 'decide',
      facts: withOutcome(answered(facts), outcome),
      opening: outcome === 'partly' ? phrases.partlySolved : '',
    };
  const sensed = bySense(heard, facts, entry.id, knowledge);
  if (sensed) return sensed;
  if (!heard.content && heard.foreign.length === 0) return bareCorrection(heard, facts) ?? unread(heard, facts);
  // What was done, of which no step speaks: with what came of it an outcome, without the steps that are left.
  const isTried = acts.clauses.some(
    ({ steps, asks }) => asks.length === 0 && (steps.includes('done') || steps.includes('cannot')),
  );
  if (isTried && !heard.elsewhere && acts.outcome !== 'failed' && trialOf(facts, entry.id)?.steps?.length)
    return { kind: 'tried', facts, entry: entry.id, told: 0 };
  if (isTried && !heard.elsewhere && acts.outcome === 'failed')
    return { kind: 'decide', facts: withOutcome(answered(facts), 'failed') };
  const isForeign = heard.foreign.length > 0 && exact.length === 0 && coverage(knowledge.search, entry, text) < POINTS;
  if (isForeign) return facts.open ? { kind: 'aside', foreign: heard.foreign } : undefined;
  return evidence(heard, facts, entry.id, knowledge);
}

/** What such messages do, where none of their words is of the field or of a step. */
function bySense(heard: Heard, facts: Facts, entry: string, knowledge: Knowledge): Effect | undefined {
  const { acts, content, elsewhere } = heard;
  if (elsewhere) return undefined;
  switch (acts.likely) {
    case 'dontknow':
      return facts.open ? { kind: 'lost' } : undefined;
    case 'underway':
      return { kind: 'waits' };
    case 'newproblem':
      return { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
    default:
      return content ? undefined : taken(heard, facts, entry);
  }
}

/** What is told of the open problem or of its steps and of no line in particular. */
function taken(heard: Heard, facts: Facts, entry: string): Effect | undefined {
  const { likely } = heard.acts;
  if (likely === 'tried' || likely === 'cannot') return { kind: 'tried', facts, entry, told: 0 };
  if (likely !== 'evidence' && likely !== 'correction') return undefined;
  return (
    (heard.content ? undefined : bareCorrection(heard, facts)) ?? { kind: 'noted', facts: addProblem(facts, heard) }
  );
}

/** A code of another entry: the one that decides, or another problem where the first had a code of its own. */
function withCode(heard: Heard, facts: Facts, knowledge: Knowledge): Effect {
  const before = knowledge.search.search(problemText(facts)).hits.some((hit) => hit.exact);
  const namesOther =
    heard.cues.named.length > 0 && facts.workload !== undefined && !heard.cues.named.includes(facts.workload.value);
  const shown = facts.trials.at(-1)?.entry ?? '';
  const isOfIt = heard.exact.some((id) => belongsTogether(id, shown, knowledge));
  const isDetail = DETAIL.test(heard.text);
  if (before || namesOther || (!isOfIt && !isDetail))
    return { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
  return { kind: 'decide', facts: withNamed(addProblem(answered(facts), heard), heard) };
}

/** Words with which somebody reads out what a screen says of the problem. */
const DETAIL =
  /라고|라는|래요|대요|다는|다고|나오네|뜨네|써\s?있|써져|적혀|로그|메시지|화면|창에|창\s|코드는|코드가|번호|자세히|찍혀/;

/** Whether an entry refines another: its product's first checks, or the same section. */
function belongsTogether(entry: string, shown: string, knowledge: Knowledge): boolean {
  const sectionOf = (id: string): string => knowledge.aboveOf(id) ?? id.replace(/\/\d+$/, '');
  if (sectionOf(entry) === sectionOf(shown) || knowledge.aboveOf(entry) === shown) return true;
  const { workload } = knowledge.entry(entry) ?? {};
  return workload !== undefined && knowledge.firstEntryOf(workload) === shown;
}

/** What is told of the problem in view: it stands in the entry, or it shows that another entry is meant. */
function evidence(heard: Heard, facts: Facts, entry: string, knowledge: Knowledge): Effect {
  const { text } = heard;
  const own = knowledge.entry(entry);
  const { hits } = knowledge.search.search(text);
  const joined = knowledge.search.search(`${problemText(facts)}\n${text}`).hits;
  const within = own ? coverage(knowledge.search, own, text) : 0;
  const points = own ? findWithin(knowledge.search, own, text).some(({ share }) => share >= POINTS) : false;
  const there = hits[0] && knowledge.entry(hits[0].entry);
  const details = DETAIL.test(text);
  const [top] = joined;
  const topEntry = top && knowledge.entry(top.entry);
  const decides =
    topEntry !== undefined &&
    topEntry.id !== entry &&
    topEntry.workload === own?.workload &&
    coverage(knowledge.search, topEntry, text) >= within;
  if (!heard.elsewhere && decides)
    return { kind: 'decide', facts: withNamed(addProblem(answered(facts), heard), heard) };
  if (!heard.elsewhere)
    return points || within >= OF_THIS_ENTRY
      ? { kind: 'point', facts: addProblem(facts, heard), entry, words: text }
      : newOrUnread(heard, facts, entry, knowledge);
  if (details && there && belongsTogether(there.id, entry, knowledge) && joined[0]?.entry !== entry)
    return { kind: 'decide', facts: withNamed(addProblem(answered(facts), heard), heard) };
  return { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
}

/** A statement that fits nothing shown: another problem where it tells of a failure, else not understood. */
function newOrUnread(heard: Heard, facts: Facts, entry: string, knowledge: Knowledge): Effect {
  const tells =
    heard.acts.outcome === 'failed' || readIntent(heard.text).reportsFailure || readIntent(heard.text).asksHow;
  const answerable = knowledge.search.search(heard.text).hits[0]?.answerable ?? 0;
  if (tells || answerable >= ANOTHER || facts.open === undefined)
    return { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
  return taken(heard, facts, entry) ?? { kind: 'nearest', words: heard.text };
}

/** The workload's name by itself, with an answer in view: the same problem of that product. */
function bareCorrection({ cues, turn }: Heard, facts: Facts): Effect | undefined {
  const [workload, ...others] = namedIn(cues);
  if (workload === undefined || others.length > 0) return undefined;
  if (facts.workload?.value === workload && facts.open) return { kind: 'again' };
  return { kind: 'decide', facts: withWorkload(startOver(facts), workload, turn) };
}

function unread({ acts, text }: Heard, facts: Facts): Effect | undefined {
  if (acts.underWay) return { kind: 'waits' };
  if (facts.open?.kind === 'step' && stepOutcome(text) !== undefined) return { kind: 'again' };
  return facts.open ? { kind: 'nearest', words: text } : undefined;
}

/** While the product or the symptom is asked for: more about the problem, or another one. */
function whileAsking(heard: Heard, facts: Facts, knowledge: Knowledge): Effect | undefined {
  const { open } = facts;
  if (!open || isAboutShown(open) || isSoft(open)) return undefined;
  if (heard.foreign.length > 0) return { kind: 'aside', foreign: heard.foreign };
  if (!heard.content) {
    const [workload, ...others] = namedIn(heard.cues);
    if (workload !== undefined && others.length === 0 && facts.problem.length > 0)
      return facts.workload?.value === workload
        ? { kind: 'again' }
        : { kind: 'decide', facts: withWorkload(startOver(facts), workload, heard.turn) };
    return { kind: 'again' };
  }
  if (heard.acts.asks.includes('whether') && heard.exact.length === 0 && !readIntent(heard.text).reportsFailure)
    return { kind: 'again' };
  const continues = open.kind !== 'near-code' && !/^아니/.test(heard.text) && !replacesProblem(heard, facts, knowledge);
  return continues
    ? { kind: 'decide', facts: withNamed(addProblem(answered(facts), heard), heard) }
    : { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
}

/** A message with a code of its own, while the problem so far had another, is about something else. */
function replacesProblem(heard: Heard, facts: Facts, knowledge: Knowledge): boolean {
  const before = knowledge.search.search(problemText(facts)).hits.filter((hit) => hit.exact);
  return before.length > 0 && heard.exact.length > 0 && !before.some((hit) => heard.exact.includes(hit.entry));
}

function newProblem(heard: Heard, facts: Facts, knowledge: Knowledge): Effect {
  const { cues, text, turn } = heard;
  const [workload, ...others] = namedIn(cues);
  if (!heard.content && heard.foreign.length === 0 && workload !== undefined && others.length === 0) {
    if (facts.problem.length > 0) return bareCorrection(heard, facts) ?? { kind: 'again' };
    const isBare = squash(text).length <= 20 && heard.acts.outcome === undefined && heard.acts.asks.length === 0;
    if (isBare && !/실패|오류|에러|문제|해결|못/.test(text))
      return { kind: 'named', facts: withWorkload(facts, workload, turn) };
  }
  return { kind: 'new-problem', facts: forNewProblem(facts, heard, knowledge) };
}
