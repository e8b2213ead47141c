import { LRUCache } from 'lru-cache';
import { type Clause, clausesOf } from './clauses.js';
import type { DialogAct } from './dialog-act-weights.js';
import { Lexicon } from './lexicon.js';
import { ASKINGS, type AskingAct, OUTCOMES, STEPS, type StepAct, TURNS, type TurnAct } from './lexicon.ko.js';
import { WORDS } from './replies.ko.js';
import { bareReply, inEachLayout, replyWords } from './reply-text.js';

/** What a question asks for. 'whether': may it, must it, is it so. */
export type Asking = 'why' | 'where' | 'how-long' | 'what' | 'how' | 'source' | 'whether';

export type Outcome = 'solved' | 'failed' | 'partly';

/** A clause with what it says. */
export interface HeardClause extends Clause {
  asks: Asking[];
  outcome?: Outcome;
  /** Its outcome is only that nothing was wrong with what was looked at. */
  onlyFine: boolean;
  steps: StepAct[];
  turns: TurnAct[];
  underWay: boolean;
  turnsAway: boolean;
  asksLeave: boolean;
  /** What it is about: its words without those that ask or tell that something was done. */
  words: string;
}

/** What a message says, whatever is open. A sentence that asks says no outcome. */
export interface Acts {
  clauses: HeardClause[];
  /** What its questions ask for, each once; empty where it asks nothing. */
  asks: Asking[];
  /** What became of what was tried, by the last clause that says so. */
  outcome?: Outcome;
  yesNo?: 'yes' | 'no';
  /** Asks whether something may or must be done ("지금 해도 돼요?"), by its construction and not by its ending alone. */
  asksLeave: boolean;
  dontKnow: boolean;
  underWay: boolean;
  /** Turns away from what was shown without saying to what ("됐고 다른 거"). */
  turnsAway: boolean;
  turns: ReadonlySet<TurnAct>;
  /** What it does as a message that follows an answer, where that is believed (follow-up.ts). */
  likely?: DialogAct;
}

const outcomes = new Lexicon(OUTCOMES);
const askings = new Lexicon(ASKINGS);
const steps = new Lexicon(STEPS);
const turnActs = new Lexicon(TURNS);
const WORD = new Map(
  (['yes', 'no', 'filler'] as const).map((act) => [
    act,
    new RegExp(
      `^(?:${WORDS.filter((row) => row.act === act)
        .map((row) => row.form)
        .join('|')})$`,
    ),
  ]),
);

/** Messages whose acts are kept: what buttons say comes again and again. */
const KEPT = 500;
const heard = new LRUCache<string, Acts>({ max: KEPT, memoMethod: (text) => readInEachLayout(text) });

/** What a message says; one typed in the other keyboard layout is read as it was meant. */
export function actsOf(text: string): Acts {
  return heard.memo(text);
}

function readInEachLayout(text: string): Acts {
  const variants = inEachLayout(text).map(read);
  return (
    variants.find((acts) => acts.outcome ?? acts.yesNo ?? (acts.dontKnow || undefined)) ?? variants[0] ?? read(text)
  );
}

function read(text: string): Acts {
  const clauses = clausesOf(text).map(clauseActs).map(afterAttempt).map(complaint);
  const asks = [...new Set(clauses.flatMap((clause) => clause.asks))];
  const whole = new Set(outcomes.find(bareReply(text)).map(({ act }) => act));
  const turnsAway = clauses.some((clause) => clause.turnsAway);
  const told = turnsAway ? undefined : outcomeOf(clauses, asks.length > 0);
  // "성공으로 찍혔네요. 마무리할게요": what is over is not under way.
  const isOver = told === 'solved' && clauses.some((clause) => clause.outcome === 'solved' && !clause.underWay);
  const underWay = whole.has('under-way') && !isOver;
  const outcome = underWay ? undefined : told;
  const wants = clauses.some(({ turns: own }) => own.some((act) => REQUESTS.has(act)));
  const yesNo = asks.length > 0 || underWay || turnsAway || wants ? undefined : yesNoOf(text, clauses);
  return {
    clauses,
    asks,
    ...(outcome ? { outcome } : {}),
    ...(yesNo ? { yesNo } : {}),
    asksLeave: clauses.some((clause) => clause.asksLeave),
    dontKnow: whole.has('dont-know'),
    underWay: underWay && !whole.has('dont-know'),
    turnsAway,
    turns: new Set(clauses.flatMap((clause) => clause.turns)),
  };
}

/** What is done so that something happens, and that it does: "재시작하니까 | 바로 붙네요". */
const LEADS_TO = /(?:니까?|더니|자마자|고나서|고나니까?)$/;
const RUNS =
  /(?<!안|못)(?:돌아|돌|먹히|먹혀|붙|잡히|잡혔|통하|풀리|풀렸|들어가|들어갔|들어옵|받아지|받아졌|올라오|올라왔|연결|접속)[가-힣]{0,3}(?:네|어|았|었|습|ㅂ|니|더|음|요|다)/;

function afterAttempt(clause: HeardClause, i: number, all: readonly HeardClause[]): HeardClause {
  const before = all[i - 1];
  const runs =
    before !== undefined &&
    LEADS_TO.test(before.bare) &&
    RUNS.test(clause.bare) &&
    !/오류|에러|실패|또|여전|그대로|안|못/.test(clause.bare);
  return runs && clause.outcome === undefined && clause.asks.length === 0
    ? { ...clause, outcome: 'solved', onlyFine: false }
    : clause;
}

/** "다 했는데 왜 똑같은 창이 또 뜨는 걸까요": who did it and asks why it fails tells that it does. */
function complaint(clause: HeardClause, i: number, all: readonly HeardClause[]): HeardClause {
  const did = all.slice(0, i).some(({ steps: own, asks }) => own.includes('done') && asks.length === 0);
  const isWhy = clause.asks.includes('why') && clause.asks.every((ask) => ask === 'why' || ask === 'whether');
  const fails = (): boolean => outcomes.find(clause.bare).some(({ act }) => act === 'failed');
  return did && isWhy && fails() ? { ...clause, asks: [], outcome: 'failed' } : clause;
}

function clauseActs(clause: Clause): HeardClause {
  const found = outcomes.find(clause.bare);
  const said = new Set(found.map(({ act }) => act));
  // "2.6 이상이면 통과": what would be is not what is.
  if (/면(?!서|접|역)/.test(clause.bare)) said.delete('solved');
  if (/(?:안되|안돼|못하|실패하|똑같으|그러|나오|뜨|생기)면/.test(clause.bare)) said.delete('failed');
  // "꼭 건드려야 돼요": what must be is no outcome.
  if (MUST.test(clause.bare)) said.delete('solved');
  // "시간대는 못 옮겨요": a step that cannot be done is no outcome; what cannot be mended is.
  const step = steps.find(clause.bare);
  const cannot = step.some(({ act }) => act === 'cannot') && !/해결|고치|고쳐|풀|복구|살리/.test(clause.bare);
  if (cannot) said.delete('failed');
  // "네트워크는 이상 없어요": of something that was looked at, and no outcome.
  const ofWhat =
    clause.bare.length - found.filter(({ act }) => act === 'fine').reduce((sum, { length }) => sum + length, 0);
  if (ofWhat > OF_NOTHING) said.delete('fine');
  const outcome = said.has('failed')
    ? 'failed'
    : said.has('partly')
      ? 'partly'
      : said.has('solved') || said.has('fine')
        ? 'solved'
        : undefined;
  const asking = askings.find(clause.bare);
  const asks = asksOf(clause, new Set(asking.map(({ act }) => act)));
  // "차근차근 다 해 봤는데": how it was done, and no wish.
  const did = step.some(({ act }) => act === 'done');
  const turns = [...new Set(turnActs.find(clause.bare).map(({ act }) => act))].filter(
    (act) => act !== 'step-wise' || !did,
  );
  // Who asks for something to be shown or handed on reports nothing.
  const requests = turns.some((act) => REQUESTS.has(act));
  return {
    ...clause,
    // 최신, 충분: said of what a step wants, they are words of the step.
    words: wordsWithout(clause, [...asking, ...step.filter(({ act }) => act !== 'lacks' && act !== 'holds')]),
    asks,
    ...(outcome && asks.length === 0 && !requests ? { outcome } : {}),
    onlyFine: said.has('fine') && !said.has('solved'),
    steps: [...new Set(step.map(({ act }) => (act === 'holds' ? 'done' : act)))],
    turns,
    underWay: said.has('under-way'),
    turnsAway: said.has('turns-away'),
    asksLeave: asks.includes('whether') && asking.some(({ act }) => act === 'whether'),
  };
}

/** The text of a clause without some of its tokens, whose places count no spaces and signs. */
function wordsWithout({ text }: Clause, tokens: ReadonlyArray<{ at: number; length: number }>): string {
  let at = -1;
  return Array.from(text, (sign) => {
    if (bareReply(sign) === '') return sign;
    at += 1;
    return tokens.some((token) => at >= token.at && at < token.at + token.length) ? ' ' : sign;
  })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Syllables beside 이상 없어요 that name nothing: 이제, 아무. */
const OF_NOTHING = 3;

const MUST = /야(?:만)?(?:되|돼|됩|될|함|합|한|하)/;

/** What asks to be shown something, or to be handed on. */
export const REQUESTS: ReadonlySet<TurnAct> = new Set<TurnAct>(['show-again', 'go-back', 'hand-over', 'step-wise']);

const WH: ReadonlySet<string> = new Set(['why', 'where', 'how-long', 'what', 'how', 'source']);

const INDIRECT = /(?:는|은|던|인|건|한|할|될|볼|갈|올)지(?!만|않|못|말)/;

/** What a clause asks for. A question word before an ending that only tells ("왜 그런지 알겠네요") asks nothing. */
function asksOf({ bare, marked, ends }: Clause, found: ReadonlySet<AskingAct>): Asking[] {
  const kinds = [...found].filter((act): act is Asking => WH.has(act) || act === 'whether');
  // "몇 분이나 끊기는 건지 공지를 써야 해서요": asked in a sentence within the sentence.
  const within =
    kinds.some((kind) => WH.has(kind)) && INDIRECT.test(bare) && !/알겠|알았|알게|이해(?:했|됐)|찾았/.test(bare);
  const wonders = found.has('wonders') || within;
  if (!marked && ((found.has('tells') && !found.has('explain') && !wonders) || !ends)) return [];
  if (kinds.length > 0) return kinds;
  if (wonders) return ['whether'];
  if (found.has('explain')) return ['what'];
  // "그대로인데요?" tells, whatever its mark.
  if (!found.has('asks') && /(?:[는은인던한]데|거든|더라고|잖아)요?$/.test(bare)) return [];
  // "했어요, 다음은요?" goes on.
  if (/^(?:그|이)?다음(?:은|엔|에는|거는|단계는|으로)?(?:요)?$/.test(bare)) return [];
  // "네?" did not understand, and asks nothing.
  return (found.has('asks') || marked) && !is('yes', bare) ? ['whether'] : [];
}

/** The last clause that says an outcome; of a message that asks at its end, only what stands before ("됐는데 하나만 더 …"). */
function outcomeOf(clauses: readonly HeardClause[], asking: boolean): Outcome | undefined {
  const wants = clauses.some(({ asks, turns }) => asks.length > 0 || turns.some((act) => REQUESTS.has(act)));
  // "굿, 다시 보여줘요": beside a request it only says that it was read.
  // "확인해 봤는데 이상 없던데요": what was looked at is fine, and that is not what was to be mended.
  const looked = clauses.some(({ bare, onlyFine }) => !onlyFine && /확인|점검|체크|살펴|조회|봤|보니/.test(bare));
  const told = clauses.filter(
    ({ asks, outcome, onlyFine }) => asks.length === 0 && outcome !== undefined && !((wants || looked) && onlyFine),
  );
  const last = told.at(-1)?.outcome;
  const firstAsked = clauses.findIndex((clause) => clause.asks.length > 0);
  if (asking) return clauses.slice(0, firstAsked).some(isReport) && last === 'solved' ? 'solved' : undefined;
  if (last !== 'partly') return last;
  const failed = told.some(({ outcome }) => outcome === 'failed');
  return failed ? 'failed' : 'partly';
}

/** "됐어요. 하나만 더 물어볼게요": an outcome by itself, and not what leads to a question ("잘 되던 게 왜 …"). */
const isReport = ({ outcome, onlyFine, ends, bare }: HeardClause): boolean =>
  outcome === 'solved' && !onlyFine && (ends || bare.length <= SHORT_CLAUSE);
const SHORT_CLAUSE = 8;

const is = (act: 'yes' | 'no' | 'filler', word: string): boolean => WORD.get(act)?.test(word) === true;

/** "쓰고 있어요", "안 씁니다": uses it, or does not; a longer message names something else that is used. */
const LONGEST_USE = 9;
const LONGEST_NO_USE = 14;
const USES =
  /(?:쓰고있|사용(?:하고있|중|합|해)|쓰는(?:중|거|데)|써요|씁니다|하고있(?:어|습)|그렇게(?:해|하|써|쓰|백업)|있어요$|있습니다$)/;
const USES_NOT =
  /(?:안|않)(?:써|쓰|씀|씁|쓴|해|하|함|합|한|그래|그런|그럼|사용)|사용(?:은|을)?(?:안|하지않)|(?:쓰|하|되|그렇)지(?:는|도|를)?않|없(?:어요|습니다|는데|네요|음)|아니(?:라|고)|말고/;

/** Yes or no. Only whole words count, so that 네트워크 is no 네. */
function yesNoOf(text: string, clauses: readonly HeardClause[]): 'yes' | 'no' | undefined {
  const bare = bareReply(text);
  if (bare === '') return undefined;
  const fails = (rest: string): boolean => outcomes.find(rest).some(({ act }) => act === 'failed');
  if (is('yes', bare)) return /[?？]/.test(text) ? undefined : 'yes';
  if (is('no', bare)) return 'no';
  // Written in one: "네그렇습니다", "그건아니에요".
  if (bare.length <= LONGEST_NO_USE && !/\s/.test(text.trim())) {
    if (/^(?:아니[요오]|아뇨)|(?:아니에요|아니예요|아닌데요?|아닙니다|아님)$/.test(bare)) return 'no';
    const rest = bare.match(/^(?:네|넵|예|응|어|아마|정확합니다)(?=그|맞|쓰|사용|있|프록시)(.*)$/)?.[1];
    if (rest !== undefined && !USES_NOT.test(rest) && !fails(rest)) return 'yes';
  }
  const words = replyWords(text).filter((word) => !is('filler', word));
  const said = words.map((word) => (is('yes', word) ? 'yes' : is('no', word) ? 'no' : undefined));
  const [first] = said;
  if (words.length > 0 && said.every((one) => one !== undefined)) return said.includes('no') ? 'no' : 'yes';
  // "아니 그렇게 안 해요", "네 그렇게 쓰고 있어요": the first word, and nothing that takes it back.
  const rest = words.slice(1).join('');
  if (first === 'no' && words.length <= 5 && (rest === '' || USES_NOT.test(rest) || !USES.test(rest))) return 'no';
  if (first === 'yes' && words.length <= 5 && !USES_NOT.test(rest) && !fails(rest)) return 'yes';
  // "네 근데 가끔 다른 코드도 떠요".
  if (first === 'yes' && clauses.length > 1 && !fails(clauses.at(-1)?.bare ?? '')) return 'yes';
  if (words.length > 5) return undefined;
  if (said.at(-1) === 'no' && words.length <= 4) return 'no';
  if (/맞(?:아요|습니다|음|네요)$/.test(bare) && bare.length <= LONGEST_NO_USE) return 'yes';
  if (USES_NOT.test(bare) && bare.length <= LONGEST_NO_USE) return 'no';
  return USES.test(bare) && bare.length <= LONGEST_USE ? 'yes' : undefined;
}

/** A longer message that says 다음 or 넘어 tells more than that a step is skipped. */
const LONGEST_SKIP = 24;

/** What a reply says of a step, whatever its words: 됐어요, 안 돼요, 건너뛰기. */
export function stepOutcome(text: string): 'done' | 'failed' | 'skipped' | undefined {
  for (const variant of inEachLayout(text)) {
    const acts = actsOf(variant);
    const bare = bareReply(variant);
    const said = acts.clauses.at(-1);
    if (!said || acts.asks.length > 0 || acts.turnsAway) continue;
    if (/^(?:다|이미|방금|벌써)*(?:했|됐|완료|끝)/.test(bare) && !/안|못|실패|는데/.test(bare)) return 'done';
    if (acts.clauses.some(({ steps: own }) => own.includes('skip')) && bare.length <= LONGEST_SKIP) return 'skipped';
    if (acts.underWay || acts.dontKnow) continue;
    if (acts.yesNo !== undefined) return acts.yesNo === 'yes' ? 'done' : 'failed';
    if (acts.outcome !== undefined) return acts.outcome === 'solved' ? 'done' : 'failed';
    if (said.steps.includes('lacks') || said.steps.includes('cannot')) return 'failed';
    if (said.steps.includes('done') || /^(?:있|맞|열렸|나옴|나와|보여|보입|깔)/.test(bare)) return 'done';
  }
  return undefined;
}
