import { type Acts, type Asking, type HeardClause, type Outcome, REQUESTS } from './acts.js';
import type { DialogAct } from './dialog-act-weights.js';
import { type ActShares, likelyActs } from './dialog-acts.js';
import type { TurnAct } from './lexicon.ko.js';

/**
 * Shares from which an act is believed: where the lexicon hears nothing at all, where it hears something else that does not
 * speak against it, and against what it hears. Of the messages of an author whom nobody read, those with shares of 0.5 to 0.7 are
 * what is believed in 20 of 34, to 0.9 in 82 of 92, above it in 183 of 187.
 */
const BELIEVED = { alone: 0.5, beside: 0.7, against: 0.9 };
/** Share from which it is believed that a problem is solved: what is closed wrongly is lost. */
const SOLVED = 0.7;
/** Share under which an act that the lexicon hears is not believed. */
const DOUBTED = 0.05;

/** What each question asks for. */
const ASKED: Partial<Record<DialogAct, Asking>> = {
  perm: 'whether',
  why: 'why',
  where: 'where',
  what: 'what',
  howlong: 'how-long',
  how: 'how',
  source: 'source',
};
const OUTCOME: Partial<Record<DialogAct, Outcome>> = { solved: 'solved', failed: 'failed', partly: 'partly' };
const TURN: Partial<Record<DialogAct, TurnAct>> = {
  handover: 'hand-over',
  again: 'show-again',
  goback: 'go-back',
  newproblem: 'other',
  correction: 'corrects',
};

/**
 * What a message that follows an answer says: what the lexicon hears, mended by what such messages are likely to do. Words that
 * nobody foresaw are learnt from; but nothing that the lexicon hears as a question, or with a question mark, becomes an outcome.
 */
export function followUpActs(acts: Acts, message: string): Acts {
  // Yes, no and 다음 are said of what is open, which messages by themselves do not tell.
  if (acts.yesNo !== undefined || acts.clauses.some(({ steps }) => steps.includes('skip'))) return acts;
  // "아까는 안 됐는데 지금은 돼요": how things stand now is how they stand.
  const last = acts.clauses.at(-1);
  if (last?.outcome === 'solved' && /지금|이제|드디어|방금/.test(last.bare)) return acts;
  const shares = likelyActs(message);
  const [act, share] = likeliest(shares);
  const asking = Object.keys(ASKED).reduce((sum, kind) => sum + shares[kind as DialogAct], 0);
  if (acts.asks.length > 0) return ofQuestion(acts, act, share, asking);
  // "… 라는 줄을 찾았습니다": what is told of a step or its outcome is hardly a question.
  if (asking >= (isSilent(acts) ? BELIEVED.beside : BELIEVED.against)) return asks(acts, ASKED[act] ?? 'whether');
  // "네?" did not understand.
  if (acts.clauses.some(({ marked }) => marked)) return acts;
  const least = isSilent(acts) ? BELIEVED.alone : contradicts(acts, act) ? BELIEVED.against : BELIEVED.beside;
  // "다른 백업도 없고 CPU도 여유 있는데 그래도 안 돼요": that it fails is said of what is open, unless its words fit only another.
  if (act === 'newproblem' && (acts.outcome !== undefined || acts.clauses.some(({ steps }) => steps.length > 0)))
    return acts;
  return share >= least && (act !== 'solved' || share >= SOLVED) ? tells(acts, act) : doubted(acts, shares);
}

function likeliest(shares: ActShares): [act: DialogAct, share: number] {
  return (Object.entries(shares) as Array<[DialogAct, number]>).reduce((best, one) => (one[1] > best[1] ? one : best));
}

/** Nothing was heard that says what the message does. */
const isSilent = ({ outcome, underWay, dontKnow, turnsAway, turns, clauses }: Acts): boolean =>
  outcome === undefined &&
  !underWay &&
  !dontKnow &&
  !turnsAway &&
  turns.size === 0 &&
  clauses.every(({ steps }) => steps.length === 0);

/** Whether the lexicon hears another outcome, or a wish. */
function contradicts({ outcome, turns }: Acts, act: DialogAct): boolean {
  const wished = [...turns].some((turn) => REQUESTS.has(turn) && turn !== TURN[act]);
  return wished || (outcome !== undefined && outcome !== OUTCOME[act]);
}

/** What is heard as a question stays one unless it hardly can be. */
function ofQuestion(acts: Acts, act: DialogAct, share: number, asking: number): Acts {
  const isTold = asking < DOUBTED && !acts.asksLeave && !acts.clauses.some(({ marked }) => marked);
  if (isTold && share >= BELIEVED.beside && act !== 'solved')
    return tells({ ...acts, asks: [], clauses: acts.clauses.map((clause) => ({ ...clause, asks: [] })) }, act);
  if (share < BELIEVED.beside) return acts;
  // "DB 연결 끊기죠": a word of another thing in a question.
  const turns = ASKED[act] !== undefined && share >= BELIEVED.against ? new Set<TurnAct>() : acts.turns;
  return { ...acts, turns, likely: act };
}

function asks({ outcome: _outcome, yesNo: _yesNo, ...acts }: Acts, asked: Asking): Acts {
  const clauses = withLast(acts.clauses.map(without), { asks: [asked] });
  return { ...acts, clauses, asks: [asked], asksLeave: asked === 'whether', underWay: false };
}

/** The acts with one that is believed. */
function tells(acts: Acts, act: DialogAct): Acts {
  const { outcome: _outcome, ...rest } = acts;
  // What is likely something else closes nothing; that something failed may be told beside it.
  const silent: Acts =
    acts.outcome === 'solved' ? { ...rest, likely: act, clauses: acts.clauses.map(without) } : { ...acts, likely: act };
  const outcome = OUTCOME[act];
  if (outcome !== undefined) {
    const clauses = acts.outcome === outcome ? acts.clauses : withLast(acts.clauses, { outcome, onlyFine: false });
    return { ...acts, outcome, likely: act, underWay: false, clauses };
  }
  const turn = TURN[act];
  if (turn !== undefined) {
    const own = acts.clauses.at(-1)?.turns ?? [];
    return {
      ...silent,
      turns: new Set([...acts.turns, turn]),
      clauses: withLast(silent.clauses, { turns: [...own, turn] }),
    };
  }
  if (act === 'underway') return { ...silent, underWay: true, clauses: withLast(silent.clauses, { underWay: true }) };
  if (act === 'dontknow') return { ...silent, dontKnow: true };
  return silent;
}

/** An outcome that such messages hardly ever tell is none. */
function doubted(acts: Acts, shares: ActShares): Acts {
  const { outcome, ...rest } = acts;
  return outcome === 'solved' && shares.solved < DOUBTED ? { ...rest, clauses: acts.clauses.map(without) } : acts;
}

const without = ({ outcome: _outcome, ...clause }: HeardClause): HeardClause => clause;

const withLast = (clauses: readonly HeardClause[], more: Partial<HeardClause>): HeardClause[] =>
  clauses.map((clause, i) => (i === clauses.length - 1 ? { ...clause, ...more } : clause));
