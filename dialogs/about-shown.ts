import type { Entry } from '../src/knowledge/entry.js';
import { type Block, blockText } from '../src/knowledge/rich-text.js';
import { findWithin, type Spot, spotsBehind, spotsOf } from '../src/search/within.js';
import type { Asking } from '../src/text/acts.js';
import { type Consequence, consequencesAsked, consequencesIn } from '../src/triage/consequences.js';
import { unitsOf } from '../src/triage/pages.js';
import { renderSource, renderStep } from './answer.js';
import { answered, withOutcome, withStepResults } from './fact-changes.js';
import { type Heard, namesUnknownCode } from './hear.js';
import type { Knowledge } from './knowledge.js';
import { lines } from './markdown.js';
import { type Memory, trialOf } from './memory.js';
import { phrases } from './phrases.ko.js';
import { quoteSpots } from './pointing.js';
import type { Proceed } from './proceed.js';
import { isAttempt, likelyTold, stepsNumbered, toldSteps } from './tried.js';
import type { Turn } from './turn.js';

/** "그것 말고 할 수 있는 게 있나요". */
const OTHER_THAN_THAT = /(?:그거|그것|이거|이것|그건)\s?(?:말고|외에|빼고|대신)/;
/** Share of a question's words from which a spot is said to answer it. */
const ANSWERS = 0.3;
/** What is quoted besides the best: from this share of its worth on, and so many at most. */
const NEARLY = 0.6;
const QUOTED = 3;
/** What a spot's kind is worth beside the words that it shares with the question. */
const OF_A_KIND = 0.25;
const LEAST_WORTH = 0.1;
/** An entry of so many characters is shown whole where no line of it stands out. */
const SHORT_ENTRY = 450;

/** A question about what is on the screen, answered from it: the line that says it, our own reading of its dangers, a term. */
export function aboutShown(heard: Heard, memory: Memory, knowledge: Knowledge, proceed: Proceed): Turn | undefined {
  const { asks } = heard.acts;
  const { shown, facts } = memory;
  const entry = shown && knowledge.entry(shown.entry);
  if ((asks.length === 0 && !heard.acts.turns.has('recalls')) || !entry || facts.problem.length === 0) return undefined;
  if (heard.acts.turns.has('recalls') || OTHER_THAN_THAT.test(heard.text)) {
    // "비울 건 다 비웠는데 딴 방법은요": what comes after what was done, by whatever words.
    const told = toldSteps(heard.acts.clauses, entry, shown.page, knowledge, heard.turn);
    const known = trialOf(facts, entry.id)?.steps ?? [];
    const tried =
      told.length === 0 && (known.length === 0 || isAttempt(heard.acts.clauses))
        ? likelyTold(entry, known, heard.turn)
        : told;
    if (tried.length > 0 || known.length > 0) {
      const after = withStepResults(facts, entry.id, tried);
      return proceed.carryOut({ kind: 'tried', facts: after, entry: entry.id, told: tried.length }, memory);
    }
  }
  const isAnother = heard.acts.likely === 'newproblem' && heard.content;
  if (asks.length === 0 || isAnother || isElsewhere(heard, entry, memory)) return undefined;
  // "딴 방법은 없나요": another way is wanted, and not a line of this one.
  if (/(?:다른|딴)\s?(?:방법|수|길|대안|해결책)/.test(heard.text) && facts.open?.kind === 'solved')
    return proceed.carryOut({ kind: 'decide', facts: withOutcome(answered(facts), 'failed') }, memory);
  const quote = quoteFor(heard, entry, shown.page, knowledge);
  const step = facts.open?.kind === 'step' ? unitsOf(entry)[facts.open.unit]?.step : undefined;
  const concerned = quote.texts.length > 0 || step === undefined ? quote.texts : [blockText(step.content)];
  const dangers = asks.includes('whether') ? consequences(heard.text, concerned, entry) : '';
  const term = asks.includes('what') ? knowledge.termIn(heard.text) : undefined;
  const meaning = term ? phrases.term(term.id, term.means, term.page) : '';
  const source = asks.includes('source') ? lines(phrases.sourceIs, renderSource(entry)) : '';
  const isAnswered = quote.sure || meaning !== '' || source !== '';
  const found =
    quote.text === '' ? '' : lines(quote.sure ? phrases.saysSo : isAnswered ? '' : phrases.nearestThere, quote.text);
  const text = lines(
    meaning,
    source,
    dangers,
    isAnswered ? '' : phrases.notInArticle,
    found,
    found === '' && source === '' ? renderSource(entry) : '',
  );
  const kind = isAnswered ? (meaning !== '' && !quote.sure ? 'term' : 'about-shown') : 'not-in-article';
  return proceed.resume(memory, text, kind, `asks ${asks.join(', ')}`);
}

/** What of an entry is quoted for a question: the step that it names, else the lines with its words. */
interface Quote {
  text: string;
  /** The words of what is quoted. */
  texts: string[];
  /** It answers; else it is only the nearest there is. */
  sure: boolean;
}

function quoteFor({ text, acts }: Heard, entry: Entry, page: number, knowledge: Knowledge): Quote {
  const numbers = [...text.matchAll(/(?<![\d.])(\d{1,2})\s?(?:번|단계)/g)].map((found) => Number(found[1]));
  const named = stepsNumbered(entry, page, numbers);
  if (named.length > 0)
    return {
      text: lines(...named.map((step) => lines(`**${phrases.stepPlace(step.number)}**`, renderStep(step, entry)))),
      texts: named.map(({ content }) => blockText(content)),
      sure: true,
    };
  const words = acts.clauses.map((clause) => clause.words).join(' ');
  const asked = acts.clauses.map(({ words: own, asks }) => (asks.length > 0 ? own : '')).join(' ');
  const own = bestSpots([asked, words], text, acts.asks, entry, knowledge);
  if (own.sure) return quoted(own.spots, acts.asks, entry);
  const beside = besideEntry(words, acts.asks, entry, knowledge);
  const whole = spotsOf(entry);
  const isShort = whole.reduce((sum, spot) => sum + spot.text.length, 0) <= SHORT_ENTRY;
  const nearest = quoted(isShort ? whole : beside === '' ? own.spots : [], acts.asks, entry);
  return { ...nearest, text: lines(nearest.text, beside), sure: beside !== '' };
}

function quoted(spots: readonly Spot[], asks: readonly Asking[], entry: Entry): Quote {
  const all = withReason(
    withCautions(withWayThere(withWhatFollows(spots, entry), asks, entry), asks, entry),
    asks,
    entry,
  );
  return { text: all.length > 0 ? quoteSpots(all, entry) : '', texts: all.map((spot) => spot.text), sure: true };
}

/** The spots that fit best: by their words and, less, by their kind. `sure`: the words of one are those of the question. */
function bestSpots(
  [asked, words]: [asked: string, all: string],
  question: string,
  asks: readonly Asking[],
  entry: Entry,
  knowledge: Knowledge,
): { spots: Spot[]; sure: boolean } {
  const sharing = (text: string) =>
    new Map(findWithin(knowledge.search, entry, text).map((found) => [found.spot, found]));
  const [inQuestion, inAll] = [sharing(asked), sharing(words)];
  const ranked = spotsOf(entry)
    .map((spot) => {
      const [own, all] = [inQuestion.get(spot), inAll.get(spot)];
      // The clause that asks says more than what leads to it.
      const score = inQuestion.size > 0 ? 0.6 * (own?.score ?? 0) + 0.4 * (all?.score ?? 0) : (all?.score ?? 0);
      const share = Math.max(own?.share ?? 0, all?.share ?? 0);
      return { spot, share, worth: score + OF_A_KIND * fits(asks, question, spot) };
    })
    .sort((a, b) => b.worth - a.worth);
  const top = ranked[0]?.worth ?? 0;
  const chosen = ranked.filter(({ worth }) => worth >= Math.max(LEAST_WORTH, top * NEARLY)).slice(0, QUOTED);
  const asksOnlyTime = asks.includes('how-long') && asks.every((ask) => ask === 'how-long' || ask === 'whether');
  const tellsTime = chosen.some(({ spot }) => TIMES.test(spot.text));
  const sure = chosen.some(({ share }) => share >= ANSWERS) && (!asksOnlyTime || tellsTime);
  return { spots: chosen.map(({ spot }) => spot), sure };
}

/** Share of a question's words that a line beside the entry in view must have: in its section, and elsewhere in the article. */
const IN_SECTION = 0.25;
const IN_ARTICLE = 0.6;

/** A line of the section around an entry or, for where and what, of its article; a danger is never read from elsewhere. */
function besideEntry(words: string, asks: readonly Asking[], entry: Entry, knowledge: Knowledge): string {
  if (asks.includes('whether')) return '';
  const above = knowledge.aboveOf(entry.id);
  const section = [above, ...(above === undefined ? [] : knowledge.rowsOf(above)), ...knowledge.belowOf(entry.id)];
  const near = new Set(section.filter((id) => id !== undefined && id !== entry.id));
  const isOf = asks.includes('where') || asks.includes('what');
  const found = knowledge.search.index.entries
    .filter(({ id, articleId }) => id !== entry.id && (near.has(id) || (isOf && articleId === entry.articleId)))
    .flatMap((other) =>
      findWithin(knowledge.search, other, words)
        .filter(
          ({ spot, share }) =>
            share >= (near.has(other.id) ? IN_SECTION : IN_ARTICLE) &&
            (near.has(other.id) || spot.step === undefined || asks.includes('where')),
        )
        .map((one) => ({ other, ...one })),
    )
    .sort((a, b) => Number(near.has(b.other.id)) - Number(near.has(a.other.id)) || b.share - a.share);
  const [best] = found;
  return best ? lines(phrases.saysBeside(best.other.title), quoteSpots([best.spot], best.other)) : '';
}

/** A step that is quoted only for where it leads from or to. */
const SHORT_STEP = 250;

/** Where a step is done is often said by the one before it, what comes of it by those after it. */
function withWayThere(spots: readonly Spot[], asks: readonly Asking[], entry: Entry): Spot[] {
  const offsets = asks.includes('where') || asks.includes('how') ? [-1] : asks.includes('whether') ? [1, 2] : [];
  const all = spotsOf(entry);
  const beside = spots.flatMap((spot) =>
    offsets.flatMap((offset) => {
      const other = all[all.indexOf(spot) + offset];
      const isNext = spot.step !== undefined && other?.step !== undefined && other.cause === spot.cause;
      return other && isNext && other.text.length <= SHORT_STEP ? [other] : [];
    }),
  );
  return [...new Set([...spots, ...beside])].slice(0, spots.length + 2);
}

/** A line that only leads to what follows is quoted with it. */
const LEADS_ON = /(?:[:：]|다음과 ?같습니다\.?|아래와 ?같습니다\.?)\s*$/;
const MOST_FOLLOWING = 500;

function withWhatFollows(spots: readonly Spot[], entry: Entry): Spot[] {
  const following = spots.flatMap((spot) =>
    LEADS_ON.test(spot.text)
      ? spotsBehind(spot, entry, MOST_FOLLOWING, (other) => other.cause === spot.cause && other.step === spot.step)
      : [],
  );
  return [...new Set([...spots, ...following])];
}

/** Who asks why gets the line that gives a reason, whatever words it has. */
const REASONS = /인해|때문|원인|발생할 수|경우 발생|발생합니다/;

function withReason(spots: readonly Spot[], asks: readonly Asking[], entry: Entry): Spot[] {
  if (!asks.includes('why') || spots.some(({ text }) => REASONS.test(text))) return [...spots];
  const reason = spotsOf(entry).find(({ kind, text }) => kind !== 'steps' && kind !== 'error' && REASONS.test(text));
  return reason ? [...spots, reason] : [...spots];
}

/** What an article itself warns of; whoever asks whether something may be done is told. */
const CAUTIONS = /않도록|마세요|마십시오|하지 ?마|위험|영향을|중단|주의|경고|권장|손실|잃|복구할 수 없/;

function withCautions(spots: readonly Spot[], asks: readonly Asking[], entry: Entry): Spot[] {
  if (!asks.includes('whether')) return [...spots];
  const cautions = spotsOf(entry).filter((spot) => CAUTIONS.test(spot.text) && spot.text.length <= SHORT_ENTRY);
  return [...new Set([...spots, ...cautions.slice(0, 2)])];
}

/** A time or a number of times. A line without one does not say how long something takes, whatever words it shares. */
const TIMES = /(?:\d+|몇) ?(?:시간|분|초|일|개월|주|년|번|회)|완료될 때까지|기다|즉시|바로/;

/** Whether a spot is of the kind that is asked for: a cause for why, a path for where, a time for how long; 0 to 1. */
function fits(asks: readonly Asking[], question: string, { kind, text, blocks }: Spot): number {
  const isBefore = kind === 'cause' || kind === 'text' || kind === 'error';
  const asksNormal = asks.includes('whether') && /정상|심각|큰일|원래|왜/.test(question);
  if ((asks.includes('why') || asksNormal) && (kind === 'cause' || kind === 'text')) return 1;
  if ((asks.includes('why') || asksNormal) && (isBefore || /때문|원인|이유|경우|인해/.test(text))) return 0.6;
  if (asks.includes('how-long') && TIMES.test(text)) return 1;
  if (asks.includes('where') && /[A-Z]:\\|\/[a-z]+\/|HKEY|HKLM|&gt;| > |탭|메뉴|폴더|경로|이동|위치/.test(text))
    return 0.8;
  if (/명령|커맨드|레지스트리|스크립트|코드|(?:한|두|세|네)\s?줄/.test(question) && hasCode(blocks)) return 0.8;
  if (asks.includes('what') && kind !== 'steps' && /다음과 ?같|의미|기본|합니다:/.test(text)) return 0.6;
  if (asks.includes('what') && /버전|최소|이상/.test(question) && /\d+\.\d+|이상|최소/.test(text)) return 0.8;
  if (
    asks.includes('whether') &&
    (kind === 'note' || /권장|않도록|마세요|마십시오|하지 ?마|위험|영향|중단|주의|없습니다/.test(text))
  )
    return 0.6;
  return 0;
}

function hasCode(blocks: readonly Block[]): boolean {
  return JSON.stringify(blocks).includes('"kind":"code"');
}

/** Our reading of what doing it means: what is asked about, and whatever of it harms. */
function consequences(question: string, texts: readonly string[], entry: Entry): string {
  const whole = spotsOf(entry).map(({ text }) => text);
  const concerned = [...new Set((texts.length > 0 ? texts : whole).flatMap(consequencesIn))];
  const asked = consequencesAsked(question);
  const inEntry = new Set(whole.flatMap(consequencesIn));
  const isHarm = (one: Consequence): boolean => !['admin', 'internet', 'restart-service'].includes(one);
  const shown = concerned.filter((one) => isHarm(one) || asked?.includes(one));
  const further = asked?.filter((one) => inEntry.has(one) && !shown.includes(one)) ?? [];
  const named = [...new Set([...shown, ...further])];
  if (named.length > 0) return phrases.safety(named.map((one) => phrases.consequences[one]));
  return asked ? phrases.nothingOfTheSort : '';
}

/** Whether a question is about something else than the entry in view: it names another's code or product, or fits only another. */
function isElsewhere(heard: Heard, entry: Entry, memory: Memory): boolean {
  const { acts, cues, exact } = heard;
  if (acts.turns.has('other')) return true;
  if (exact.length > 0 && !exact.includes(entry.id)) return true;
  if (namesUnknownCode(heard, entry)) return true;
  const defines = acts.asks.includes('what') && heard.text.length <= 30;
  const workload = memory.facts.workload?.value ?? entry.workload;
  if (cues.named.length > 0 && !cues.named.includes(workload) && !cues.named.includes(entry.workload) && !defines)
    return true;
  if (acts.asksLeave || acts.asks.includes('source')) return false;
  // "섀도 복사본이 뭐예요": a word of the screen.
  if (defines && memory.facts.problem.length > 0 && !acts.clauses.some(({ outcome }) => outcome === 'failed'))
    return false;
  const tells = acts.clauses.some(
    ({ asks, steps, outcome }) => asks.length === 0 && (outcome === 'failed' || steps.includes('lacks')),
  );
  if (!tells && !acts.asks.every((ask) => ask === 'what' || ask === 'how')) return false;
  // Of a pointing word the screen is meant.
  if (
    /(?:^|\s)(?:이|그|저|위|방금|아까)(?:거|것|게|건|걸)?\s|이거|그거|이게|그게|이건|그건|\d\s?(?:번|단계)/.test(
      heard.text,
    )
  )
    return false;
  return heard.elsewhere;
}
