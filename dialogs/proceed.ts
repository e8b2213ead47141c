import type { Facts, Findings, Move, Question } from '../src/knowledge/conversation.js';
import { findingsFor } from '../src/search/findings.js';
import { decide } from '../src/triage/decide.js';
import { identifiable, nextAspect, seenBeliefs } from '../src/triage/identify.js';
import { THRESHOLDS } from '../src/triage/thresholds.js';
import { isAllTold } from '../src/triage/told.js';
import { renderPage } from './answer.js';
import type { Effect } from './effects.js';
import { answered, withOutcome, withWorkload } from './fact-changes.js';
import { handoff } from './handoff.js';
import { problemText } from './hear.js';
import type { Knowledge } from './knowledge.js';
import { lines } from './markdown.js';
import {
  isOpen,
  keepPast,
  lastSolved,
  type Memory,
  type Problem,
  problemOf,
  suspended,
  trialOf,
  withProblem,
} from './memory.js';
import { ask, carryOut, handOver, showPage } from './moves.js';
import { phrases } from './phrases.ko.js';
import { nearestTo, pointOut } from './pointing.js';
import { againPhrase, isSoft, questionReply } from './questions/index.js';
import { type Reply, same } from './reply.js';
import { hasSeveralUnits, showNextUnit, showRest } from './steps.js';
import { claimedSteps } from './tried.js';
import { doneWith, finish, say, type Turn, type TurnKind } from './turn.js';

/** Candidates of a decision that are told with it. */
const TOLD_CANDIDATES = 5;

/** Carries out what a message does to the open problem. */
export class Proceed {
  constructor(private readonly knowledge: Knowledge) {}

  carryOut(effect: Effect, memory: Memory): Turn {
    const { facts } = memory;
    switch (effect.kind) {
      case 'decide':
        return this.decideNext(memory, effect.facts, effect.also, effect.opening);
      case 'new-problem':
        return this.newProblem(memory, effect.facts);
      case 'identify':
        return this.identify(memory, facts);
      case 'noted':
        return this.resume({ ...memory, facts: effect.facts }, phrases.noted, 'noted');
      case 'lost':
        return say(memory, stuckReply(), 'explained', 'does not know what to do with the answer');
      case 'again':
        return this.again(memory);
      case 'waits':
        return this.resume({ ...memory, facts: effect.facts ?? facts }, phrases.takeYourTime, 'waits');
      case 'aside':
        return this.resume(memory, phrases.unknownTopic(effect.foreign), 'aside');
      case 'explain':
        return this.explain(memory);
      case 'named': {
        const name = this.knowledge.nameOf(effect.facts.workload?.value ?? '');
        return say(
          { ...memory, facts: effect.facts },
          { text: phrases.tellProblem(name), choices: [] },
          'asks-problem',
        );
      }
      case 'none-of-these': {
        const because = 'none of the offered was it';
        const move: Move = { kind: 'unknown', about: 'rejected', foreign: [], codes: [], because };
        return finish(memory, carryOut(move, effect.facts, this.knowledge), 'decline', because);
      }
      case 'stepped':
        return this.nextStep(memory, effect.facts, effect.entry);
      case 'tried':
        return this.rest(memory, effect.facts, effect.entry, effect.told);
      case 'point':
        return this.point(memory, effect.facts, effect.entry, effect.words);
      case 'nearest': {
        const entry = memory.shown && this.knowledge.entry(memory.shown.entry);
        const found = entry && nearestTo(effect.words, entry, this.knowledge);
        return found
          ? this.resume(memory, lines(phrases.nearestThere, found), 'pointed', 'not understood: the nearest')
          : this.again(memory);
      }
      case 'solved':
        return this.solved(memory, effect.facts, effect.entry);
      case 'reopen':
        return this.reopen(memory, effect.isBack);
      case 'rated':
        return this.rated(memory, effect.helpful, effect.entry);
      case 'reason':
        return say(
          { ...memory, facts: answered(facts) },
          { text: phrases.reasonTaken, choices: [] },
          'reason',
          `reason: ${effect.words}`,
        );
      case 'versions':
        return this.withVersions(memory, effect.value);
      case 'nothing-asked':
        return say(memory, { text: phrases.nothingAsked, choices: this.knowledge.allWorkloadChoices }, 'nothing-asked');
    }
  }

  /** Says something aside and comes back to the open question in one line. */
  resume(memory: Memory, aside: string, kind: TurnKind, because: string = kind): Turn {
    const { open } = memory.facts;
    if (!open || isSoft(open)) return say(memory, { text: aside, choices: [] }, kind, because);
    const again = questionReply(open, this.knowledge);
    return say(memory, { ...again, text: lines(aside, phrases.resumed, again.text) }, kind, because);
  }

  /** The open question once more; plainer, or with other ways out, where it was missed before. */
  again(memory: Memory): Turn {
    const { open, unread } = memory.facts;
    if (!open) return this.carryOut({ kind: 'nothing-asked' }, memory);
    if (open.kind === 'workload' && unread.length > 0) return this.identify(memory, memory.facts);
    const missed: Memory = {
      ...memory,
      facts: { ...memory.facts, unread: [...unread, { value: open.kind, source: 'concluded', turn: memory.turn }] },
    };
    if (open.kind === 'solved' && unread.length > 0)
      return say(missed, stuckReply(), 'again', 'the question stays open');
    return say(
      missed,
      questionReply(open, this.knowledge, againPhrase(open), true),
      'again',
      'the question stays open',
    );
  }

  /** What the workloads are, for someone who asks. */
  explain(memory: Memory): Turn {
    const { open } = memory.facts;
    const declared = this.knowledge.declaredWorkloads.map(({ id }) => id);
    const asksWorkload = open?.kind === 'workload' || open?.kind === 'describe';
    const ids = asksWorkload && open.options.length > 0 ? open.options : declared;
    const items = ids.flatMap((id) => this.knowledge.workload(id) ?? []);
    const choices = [...this.knowledge.workloadChoices(ids), same(phrases.buttons.dontKnow)];
    const facts = { ...memory.facts, open: asksWorkload ? open : { kind: 'workload' as const, options: ids } };
    return say({ ...memory, facts }, { text: phrases.explainWorkloads(items), choices }, 'explained');
  }

  /** The next move for these facts. */
  decideNext(memory: Memory, facts: Facts, also: readonly string[] = [], said = ''): Turn {
    if (facts.problem.length === 0 && facts.workload) return this.carryOut({ kind: 'named', facts }, memory);
    if (facts.problem.length === 0) return this.identify(memory, facts);
    const asked = memory.facts.open;
    if (asked?.kind === 'identify' && facts.workload === undefined && facts.looks.length > memory.facts.looks.length)
      return this.identify(memory, facts);
    const findings = findingsFor(this.knowledge.search, problemText(facts));
    const move = decide(facts, findings, this.knowledge);
    const identified = asked?.kind === 'identify' && facts.workload;
    const opening = lines(said, identified ? phrases.identified(this.knowledge.nameOf(identified.value)) : '');
    const settled = this.withWeakName(facts, findings.cues.weaklyNamed, move, memory.turn);
    const turn = this.carry(memory, move, settled, opening, findings);
    const others = this.knowledge.workloadChoices(also);
    const [reply, ...rest] = turn.replies;
    return reply && others.length > 0
      ? { ...turn, replies: [{ ...reply, choices: [...reply.choices, ...others] }, ...rest] }
      : turn;
  }

  /** A new problem; one that is under way is put aside. What turns out to be the one in view is no new one. */
  newProblem(memory: Memory, facts: Facts): Turn {
    const present = problemOf(memory);
    const gotSomewhere = memory.facts.trials.length > 0 || memory.facts.open !== undefined;
    const aside = isOpen(present) && gotSomewhere;
    const kept = aside ? keepPast(memory, present) : memory;
    const opening = aside ? phrases.suspended : '';
    const turn = this.decideNext(withProblem(kept, { facts: doneWith(memory.facts) }), facts, [], opening);
    const isSame = aside && turn.kind === 'answer' && turn.memory.shown?.entry === memory.shown?.entry;
    if (!isSame || !memory.shown) return turn;
    const joined = { ...memory.facts, problem: [...memory.facts.problem, ...facts.problem] };
    return this.point(memory, joined, memory.shown.entry, facts.problem.map(({ value }) => value).join('\n'));
  }

  /** A problem as it was left: decided anew where nothing was shown or asked of it yet. */
  takeUp(memory: Memory, problem: Problem, opening: string): Turn | undefined {
    if (problem.facts.trials.length > 0 || problem.facts.open !== undefined) return undefined;
    return this.decideNext(withProblem(memory, { facts: doneWith(memory.facts) }), problem.facts, [], opening);
  }

  /** Carries out a move; an answer in the way that the person wants to see it, without what is done already. */
  private carry(memory: Memory, move: Move, facts: Facts, opening: string, findings: Findings): Turn {
    const entry = move.kind === 'answer' ? this.knowledge.entry(move.entry) : undefined;
    const absent = entry && facts.trials.length === 0 ? absentCodes(findings) : '';
    const said = lines(opening, absent);
    const trace = { move: move.kind, candidates: consideredIn(move, findings) };
    const paged = carryOut(move, facts, this.knowledge, said);
    if (entry && move.kind === 'answer' && move.fromPage === 0 && trialOf(facts, entry.id) === undefined) {
      const claims = claimedSteps(facts, entry, this.knowledge, memory.turn);
      if (claims.length > 0 && !isAllTold(entry, claims)) {
        const claimed: Facts = {
          ...paged.facts,
          trials: paged.facts.trials.map((trial) => (trial.entry === entry.id ? { ...trial, steps: claims } : trial)),
        };
        const rest = showRest(
          entry,
          claimed,
          this.knowledge,
          lines(said, phrases.understoodRest(this.knowledge.nameOf(entry.workload), entry.label)),
        );
        return { ...finish(memory, rest, 'answer', move.because), trace };
      }
    }
    const stepwise = memory.view?.value === 'steps' && entry !== undefined && hasSeveralUnits(entry);
    const carried = stepwise ? showNextUnit(entry, facts, this.knowledge, said) : paged;
    return { ...finish(memory, carried, kindOf(move), move.because), trace };
  }

  /** A weak name that the move agrees with is what was meant. */
  private withWeakName(facts: Facts, weaklyNamed: readonly string[], move: Move, turn: number): Facts {
    const [name] = weaklyNamed;
    if (facts.workload || name === undefined || weaklyNamed.length > 1) return facts;
    const entries =
      move.kind === 'answer'
        ? [move.entry]
        : move.kind === 'ask' && move.question.kind === 'entry'
          ? move.question.options
          : [];
    const agrees = entries.length > 0 && entries.every((entry) => this.knowledge.entry(entry)?.workload === name);
    return agrees ? withWorkload(facts, name, turn, 'concluded') : facts;
  }

  private nextStep(memory: Memory, facts: Facts, id: string): Turn {
    const entry = this.knowledge.entry(id);
    if (!entry) return this.carryOut({ kind: 'nothing-asked' }, { ...memory, facts });
    return finish(memory, showNextUnit(entry, facts, this.knowledge), 'next-step');
  }

  /** What is left of an entry; where nothing is, it did not help. */
  private rest(memory: Memory, facts: Facts, id: string, told: number): Turn {
    const entry = this.knowledge.entry(id);
    const steps = trialOf(facts, id)?.steps ?? [];
    if (!entry || isAllTold(entry, steps)) {
      const trials = facts.trials.map((trial) =>
        trial.entry === id && entry ? { ...trial, shownPages: this.knowledge.pagesOf(id) } : trial,
      );
      return this.decideNext(memory, withOutcome(answered({ ...facts, trials }), 'failed'), [], phrases.allTold);
    }
    if (memory.view?.value === 'steps' && memory.facts.open?.kind === 'step')
      return finish(memory, showNextUnit(entry, answered(facts), this.knowledge, phrases.rest(told)), 'next-step');
    return finish(memory, showRest(entry, answered(facts), this.knowledge, phrases.rest(told)), 'rest');
  }

  /** Where in the answer in view stands what was told. */
  private point(memory: Memory, facts: Facts, id: string, words: string): Turn {
    const entry = this.knowledge.entry(id);
    const found = entry && pointOut(words, entry, this.knowledge);
    const settled = { ...memory, facts };
    if (!entry || !found) return this.again(settled);
    // What only names the problem says that this answer is the right one.
    const { open } = facts;
    if (found.isName && open && memory.shown)
      return say(
        settled,
        questionReply(open, this.knowledge, lines(phrases.isThisOne, renderPage({ entry, page: memory.shown.page }))),
        'pointed',
        'it is the one in view',
      );
    return this.resume(settled, lines(phrases.pointed, found.text), 'pointed');
  }

  private solved(memory: Memory, facts: Facts, entry: string): Turn {
    const open: Question = { kind: 'rating', entry };
    const rating = questionReply(open, this.knowledge, phrases.solved);
    const previous = suspended(memory).length > 0 ? [same(phrases.buttons.previous)] : [];
    const reply: Reply = { ...rating, choices: [...rating.choices, ...previous] };
    const closed: Problem = memory.shown ? { facts, shown: memory.shown } : { facts };
    return say(keepPast(withProblem(memory, { facts: { ...doneWith(facts), open } }), closed), reply, 'solved');
  }

  private rated(memory: Memory, helpful: boolean, entry: string): Turn {
    const rest = answered(memory.facts);
    const facts: Facts = helpful ? rest : { ...rest, open: { kind: 'reason', entry } };
    const text = helpful ? phrases.ratedUp : phrases.ratedDown;
    return say(
      { ...memory, facts },
      { text, choices: [] },
      'rated',
      helpful ? 'rated as helpful' : 'rated as not helpful',
    );
  }

  /** It was not solved after all: the next thing to try, as after 아니요. What came back is met by what helped before. */
  private reopen(memory: Memory, isBack: boolean): Turn {
    const problem = lastSolved(memory);
    if (!problem) return this.carryOut({ kind: 'nothing-asked' }, memory);
    const rest = { ...memory, past: memory.past.filter((one) => one !== problem) };
    const helped = problem.shown && this.knowledge.entry(problem.shown.entry);
    if (isBack && helped) {
      const again = withOutcome(answered(problem.facts), 'shown');
      return finish(
        withProblem(rest, problem),
        showPage(helped, 0, again, phrases.cameBack),
        'answer',
        'what helped before',
      );
    }
    const failed = withOutcome(answered(problem.facts), 'failed');
    return this.decideNext(withProblem(rest, problem), failed, [], phrases.reopened);
  }

  /** The summary once more, with the versions that it asked for. */
  private withVersions(memory: Memory, value: string): Turn {
    const facts: Facts = { ...memory.facts, versions: { value, source: 'said', turn: memory.turn } };
    const pack = handoff(phrases.versionsTaken, facts, this.knowledge).reply;
    const again = facts.open && !isSoft(facts.open) ? questionReply(facts.open, this.knowledge) : pack;
    return say({ ...memory, facts }, { ...again, ...pack, choices: again.choices }, 'versions');
  }

  /**
   * Plain questions about what they see for someone who doesn't know the product, those that tell most first; at most three,
   * then a description in their own words.
   */
  identify(memory: Memory, facts: Facts): Turn {
    const findings = findingsFor(this.knowledge.search, problemText(facts));
    const workloads = identifiable(facts, this.knowledge.declaredWorkloads);
    const beliefs = seenBeliefs(facts, findings, workloads);
    const [likeliest] = beliefs;
    if (beliefs.length === 1 && likeliest) return this.conclude(memory, facts, likeliest.of);
    const aspect = nextAspect(facts, findings, workloads, phrases.aspects.length);
    if (aspect !== undefined) {
      const opening = facts.looks.length === 0 ? phrases.startIdentifying : '';
      const question: Question = { kind: 'identify', aspect, workloads: workloads.map(({ id }) => id) };
      return finish(
        memory,
        ask(question, facts, this.knowledge, opening),
        'ask',
        'the person does not know the workload',
      );
    }
    if (likeliest && likeliest.probability >= THRESHOLDS.identifiedEnough)
      return this.conclude(memory, facts, likeliest.of);
    if (facts.asked.some(({ kind }) => kind === 'describe')) return this.giveBest(memory, facts, likeliest?.of);
    const question: Question = { kind: 'describe', options: beliefs.map(({ of }) => of) };
    return finish(memory, ask(question, facts, this.knowledge), 'ask', 'the questions did not identify the workload');
  }

  /** The person cannot say what they have: the best answer all the same, or what to hand to support. */
  private giveBest(memory: Memory, facts: Facts, likeliest: string | undefined): Turn {
    if (likeliest !== undefined && facts.problem.length > 0) {
      const known = withWorkload(answered(facts), likeliest, memory.turn, 'concluded');
      return this.decideNext(memory, known, [], phrases.guess(this.knowledge.nameOf(likeliest)));
    }
    const { facts: after, reply } = handOver(phrases.handoffIntro, answered(facts), this.knowledge);
    return say({ ...memory, facts: after }, reply, 'hand-over', 'neither workload nor problem could be told');
  }

  private conclude(memory: Memory, facts: Facts, workload: string): Turn {
    return this.decideNext(memory, withWorkload(answered(facts), workload, memory.turn, 'concluded'));
  }
}

/** What can be done with an answer that somebody cannot go on with. */
function stuckReply(): Reply {
  const { oneByOne, notSolved, solved, handoff: person } = phrases.buttons;
  return { text: phrases.stuck, choices: [oneByOne, notSolved, solved, person].map(same) };
}

/** A log holds codes of all kinds; so many are a person's own. */
const CODES_OF_A_PERSON = 2;

/** Says of codes that no article has that the answer goes by the words beside them. */
function absentCodes({ unknownCodes, candidates }: Findings): string {
  const isTold = unknownCodes.length > 0 && unknownCodes.length <= CODES_OF_A_PERSON;
  return isTold && !candidates.some(({ exact }) => exact)
    ? phrases.absentCode(unknownCodes.map(({ text }) => text))
    : '';
}

function kindOf(move: Move): TurnKind {
  switch (move.kind) {
    case 'answer':
      return 'answer';
    case 'ask':
      return 'ask';
    case 'handoff':
      return 'hand-over';
    case 'unknown':
      return move.about === 'small-talk' ? 'small-talk' : 'decline';
  }
}

/** The beliefs that a move was decided on; where it followed from the facts alone, those that search has. */
function consideredIn({ considered }: Move, { candidates }: Findings): NonNullable<Turn['trace']>['candidates'] {
  const best = candidates[0]?.score ?? 0;
  const sum = candidates.reduce((total, { score }) => total + Math.exp(score - best), 0);
  const shares =
    considered ?? candidates.map(({ entry, score }) => ({ entry, probability: Math.exp(score - best) / sum }));
  return shares
    .slice(0, TOLD_CANDIDATES)
    .map(({ entry, probability }) => ({ entry, probability: Math.round(1000 * probability) / 1000 }));
}
