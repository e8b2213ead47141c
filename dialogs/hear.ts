import type { Facts, WorkloadCues } from '../src/knowledge/conversation.js';
import type { Entry } from '../src/knowledge/entry.js';
import type { Workload } from '../src/knowledge/workload.js';
import type { Recognition } from '../src/search/identifier-index.js';
import { coverage, spotsOf } from '../src/search/within.js';
import { type Acts, actsOf } from '../src/text/acts.js';
import type { DialogAct } from '../src/text/dialog-act-weights.js';
import { followUpActs } from '../src/text/follow-up.js';
import { squash } from '../src/text/normalize.js';
import { remembered } from '../src/text/remembered.js';
import type { Choice } from '../src/text/replies.js';
import { withoutSwearing } from '../src/text/swearing.js';
import type { Knowledge } from './knowledge.js';

/** A message with all that can be said of it before anybody asks what it answers: heard once, read by all. */
export interface Heard {
  text: string;
  turn: number;
  /** What its sentences do: ask, tell an outcome, answer yes or no, correct … */
  acts: Acts;
  cues: WorkloadCues;
  /** Whether it is a workload's name and nothing else. */
  nameOnly: boolean;
  /** Whether it names a workload in any way. */
  named: boolean;
  /** Whether it says something about a problem, beyond naming a workload. */
  content: boolean;
  /** Concepts of the field that it names. */
  concepts: string[];
  /** Codes and error names that it holds. */
  codes: Recognition[];
  /** Entries whose code it holds. */
  exact: string[];
  /** Matters that no article covers, unless an entry fits all the same. */
  foreign: string[];
  /** The words of the open problem once more. */
  repeated: boolean;
  /** It fits another entry clearly better than the one in view. */
  elsewhere: boolean;
}

/** Belief in an answer from which a message says something, though in none of the words of the field. */
const SAYS_ENOUGH = 0.8;
const SHORTEST_STATEMENT = 8;

/** Belief in another entry, and how much more of the words it must have than the one in view, or how far ahead it must rank. */
const ANOTHER = { belief: 0.7, share: 0.25, odds: 2.5 };

/** The entry on the screen; `isTalkedOf`: no question about anything else is open. */
export interface InView {
  entry: string;
  isTalkedOf: boolean;
}

export function hear(message: string, turn: number, facts: Facts, knowledge: Knowledge, view?: InView): Heard {
  const text = message.replace(/[^\S\n]+/g, ' ');
  const { hits, query, identifiers, cues, foreign } = knowledge.search.search(text);
  const exact = hits.filter((hit) => hit.exact).map((hit) => hit.entry);
  const nameOnly = isFormOf(text, knowledge.workloads.map(asChoice));
  // What answers another question, only names a product, or is about something else altogether, is no follow-up.
  const follows = view?.isTalkedOf === true && !nameOnly && (foreign.length === 0 || exact.length > 0);
  const acts = follows ? followUpActs(actsOf(text), text) : actsOf(text);
  const words = [...query.terms.keys()].filter(
    (term) => /^[wl]:/.test(term) && knowledge.search.index.ranking.has(term) && !knowledge.search.isCommon(term),
  );
  return {
    text,
    turn,
    acts,
    cues,
    nameOnly,
    named: cues.named.length + cues.weaklyNamed.length > 0,
    // A name may hold words of the field (MARS 에이전트): by itself it says nothing about the problem.
    content:
      !nameOnly &&
      (identifiers.length > 0 ||
        query.concepts.length > 0 ||
        words.length >= 2 ||
        (!query.vague && text.length >= SHORTEST_STATEMENT && (hits[0]?.answerable ?? 0) >= SAYS_ENOUGH)),
    concepts: query.concepts,
    codes: identifiers,
    exact,
    foreign: exact.length > 0 ? [] : foreign,
    repeated: facts.problem.some((fact) => squash(fact.value) === squash(text)),
    elsewhere: fitsAnother(text, acts, view?.entry, knowledge),
  };
}

/** What is done to the answer in view, whatever words of other entries it is said with. */
const OF_THE_ANSWER: ReadonlySet<DialogAct> = new Set<DialogAct>([
  'solved',
  'failed',
  'partly',
  'underway',
  'tried',
  'cannot',
  'handover',
  'again',
  'goback',
  'courtesy',
  'dontknow',
]);

/** Telling words that a message must have to be about another problem; one alone stands in many entries. */
const LEAST_WORDS = 2;

function fitsAnother(
  message: string,
  { clauses, likely }: Acts,
  inView: string | undefined,
  knowledge: Knowledge,
): boolean {
  const shown = inView === undefined ? undefined : knowledge.entry(inView);
  if (!shown) return false;
  const { hits } = knowledge.search.search(message);
  if (hits.some(({ exact }) => exact)) return !hits.some(({ exact, entry }) => exact && entry === shown.id);
  if (likely !== undefined && OF_THE_ANSWER.has(likely)) return false;
  // What was done, or is not possible, is said of what is on the screen.
  const tells = clauses.filter(({ steps, text }) => !steps.includes('done') || /오류|에러|실패|error|fail/.test(text));
  const text = tells.map((clause) => clause.text).join(' ');
  const { hits: found, query } = knowledge.search.search(text);
  const [best] = found;
  const other = best && knowledge.entry(best.entry);
  const words = [...query.telling].filter((term) => /^[clw]:/.test(term) && knowledge.search.index.ranking.has(term));
  if (!best || !other || best.entry === shown.id || words.length < LEAST_WORDS) return false;
  if (knowledge.cureOf(other.id) === knowledge.cureOf(shown.id)) return false;
  const tellsOfSteps = clauses.some(({ text, steps }) => /\d\s?(?:번|단계)/.test(text) && steps.length > 0);
  if (tellsOfSteps) return false;
  const more = coverage(knowledge.search, other, text) - coverage(knowledge.search, shown, text);
  const behind = best.score - (found.find(({ entry }) => entry === shown.id)?.score ?? Number.NEGATIVE_INFINITY);
  return (
    best.answerable >= ANOTHER.belief &&
    (more >= ANOTHER.share ||
      (more > 0 && behind >= ANOTHER.odds && !clauses.some(({ steps }) => steps.includes('cannot'))))
  );
}

/** Whether a message holds a code that no article knows, and the entry does not write of either. */
export function namesUnknownCode({ codes }: Heard, entry: Entry): boolean {
  const written = [entry.title, ...spotsOf(entry).map(({ text }) => text)].map(squash);
  return codes.some(
    ({ kind, text }) => (kind === 'unknown' || kind === 'near') && !written.some((line) => line.includes(squash(text))),
  );
}

/** All that was said about the open problem. */
export function problemText(facts: Facts): string {
  return facts.problem.map((fact) => fact.value).join('\n');
}

/** Characters of a problem where it is only named. */
const SHORT_PROBLEM = 40;

/** The beginning of the open problem in one line. */
export function shortProblem(facts: Facts): string {
  const line = Array.from(withoutSwearing(problemText(facts)).replace(/\s+/g, ' ').trim());
  return line.length <= SHORT_PROBLEM ? line.join('') : `${line.slice(0, SHORT_PROBLEM).join('')}…`;
}

/** A workload as something to choose. */
export function asChoice(workload: Workload): Choice {
  return { id: workload.id, forms: [workload.button, workload.name, ...workload.names, ...workload.weakNames] };
}

const ENDING = /(?:이?요|이에요|예요|에요|입니다|인데요?|이고요|임)?[.!~]*$/;

/** Whether a text is one of the ways of writing a choice, and nothing else. */
export function isFormOf(text: string, choices: readonly Choice[]): boolean {
  const spelled = [squash(text), squash(text.replace(ENDING, ''))];
  return choices.some(({ forms }) => forms.some((form) => spelled.includes(squashedForm(form))));
}

const squashedForm = remembered((form) => squash(form.replace(/^=/, '')));

/** The workloads that a text names, strongly or weakly, as `preferred` puts them. */
export function namedIn(cues: WorkloadCues): string[] {
  return preferred([...cues.named, ...cues.weaklyNamed], cues);
}

/** Names before weak names: in "VM 안의 MARS" MARS is meant. */
export function preferred(ids: readonly string[], cues: WorkloadCues): string[] {
  const strong = ids.filter((id) => cues.named.includes(id));
  const meant = strong.length > 0 ? strong : ids;
  return [...new Set(meant)].filter((id) => !cues.ruledOut.includes(id));
}

/** The workload that a description fits best, if it fits one clearly better. */
export function workloadFromSigns(cues: WorkloadCues, options: readonly string[]): string | undefined {
  const ranked = options
    .map((id): [string, number] => [id, 2 * ((cues.signs[id] ?? 0) + (cues.things[id] ?? 0)) + (cues.hints[id] ?? 0)])
    .sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  return first && first[1] >= 2 && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
}
