import type { Facts, Findings, Move, Question } from '../src/knowledge/conversation.js';
import { findingsFor } from '../src/search/findings.js';
import { IDENTIFIER_LIMIT } from '../src/search/query.js';
import type { Search } from '../src/search/search.js';
import { maskSecrets } from '../src/text/mask.js';
import { capText } from '../src/text/normalize.js';
import { saysUnderWay } from '../src/text/outcome.js';
import { decide } from '../src/triage/decide.js';
import { identifiable, nextAspect, seenBeliefs } from '../src/triage/identify.js';
import { THRESHOLDS } from '../src/triage/thresholds.js';
import { readCommand } from './commands.js';
import { answered, withWorkload } from './fact-changes.js';
import { handoff, readVersions } from './handoff.js';
import { Interruptions } from './interruptions.js';
import { Knowledge } from './knowledge.js';
import { lines } from './markdown.js';
import {
  isOpen,
  isSame,
  type Memory,
  type Problem,
  problemOf,
  rememberingBefore,
  rememberingOpen,
  suspend,
  withProblem,
} from './memory.js';
import {
  allWorkloadChoices,
  ask,
  carryOut,
  dontKnowChoice,
  questionReply,
  same,
  startChoices,
  workloadChoices,
} from './moves.js';
import { phrases } from './phrases.ko.js';
import { isOld, type Press } from './presses.js';
import { readMessage } from './reading.js';
import type { Reply } from './reply.js';
import { problemText, shortProblem } from './said.js';
import { hasSeveralUnits, showNextUnit } from './steps.js';
import { doneWith, finish, say, type Trace, type Turn } from './turn.js';
import { isBareAnswer, isDontKnow, isOldButton, saysAgain } from './unasked.js';

export type { Turn } from './turn.js';

/** An ending by itself: what an input method leaves behind when Enter comes before the last syllable is done. */
const LEFTOVER = /^[요다여용욤죠데지까서고면는은을를이가에도임]$/;

/** Days that conversations are kept where nothing else is set. */
export const RETENTION_DAYS = 30;

const NOT_THEIRS = 'a press on a card for somebody else';

/** Candidates of a decision that are told with it. */
const TOLD_CANDIDATES = 5;

/**
 * The conversation, free of any channel and SDK: a message and what is remembered in, replies and new memory out.
 * The same message on the same memory gives the same turn. Secrets are masked before anything looks at a message, so that
 * nothing remembered, shown or written down can hold one.
 */
export class Guide {
  readonly knowledge: Knowledge;
  private readonly interruptions: Interruptions;

  constructor(
    search: Search,
    private readonly retentionDays = RETENTION_DAYS,
  ) {
    this.knowledge = new Knowledge(search);
    this.interruptions = new Interruptions(this.knowledge);
  }

  /** What is said when someone joins, or when the bot comes to where many talk. */
  greet(memory: Memory, inGroup = false): Turn {
    const open = inGroup ? undefined : memory.person.open;
    const choices = [...(open ? [same(phrases.buttons.lastTime)] : []), ...startChoices(this.knowledge)];
    const text = lines(
      phrases.greeting,
      inGroup ? phrases.inGroup : open ? phrases.lastTime(shortProblem(open.facts)) : '',
    );
    return this.withNotice(say({ ...memory, greeted: true }, { text, choices }, 'joined'));
  }

  /** Answers one message; `press` where it was said by a button of a card. Nothing of `before` is changed. */
  respond(before: Memory, message: string, press?: Press): Turn {
    const memory: Memory = { ...before, turn: before.turn + 1 };
    const text = maskSecrets(capText(message, IDENTIFIER_LIMIT)).trim();
    if (press && !press.mine)
      return this.withNotice(say(memory, { text: phrases.notYourButton, choices: [] }, NOT_THEIRS));
    if (press && isOld(press, text, before, this.knowledge)) {
      const turn = this.interruptions.resume(memory, phrases.oldButton, 'a press on an old card');
      return { ...turn, memory: rememberingBefore(turn.memory, before) };
    }
    if (LEFTOVER.test(text)) return { memory, replies: [], because: 'a lone syllable left by an input method' };
    const command = readCommand(text);
    const turn = command ? this.interruptions.obey(command, memory) : this.converse(memory, text);
    if (turn.forget) return turn;
    // An aside neither counts as missed nor makes up for it.
    const isAside = isSame(turn.memory.facts, before.facts);
    const missed = turn.because === STAYS_OPEN ? before.missed + 1 : isAside ? before.missed : 0;
    const after = command?.kind === 'undo' ? turn.memory : rememberingBefore(turn.memory, before, isAside);
    const versionsAsked = memory.versionsAsked || turn.replies.some(({ file }) => file !== undefined);
    return this.withNotice({ ...turn, memory: rememberingOpen({ ...after, missed, versionsAsked }) });
  }

  /** Answers a message that is nothing but files. */
  refuseFiles(before: Memory): Turn {
    const memory: Memory = { ...before, turn: before.turn + 1 };
    return this.withNotice(this.interruptions.resume(memory, phrases.noFiles, 'only files'));
  }

  /** Says once to each person what is kept, and how long. */
  private withNotice(turn: Turn): Turn {
    const [first, ...rest] = turn.replies;
    const { person } = turn.memory;
    if (!first || person.noticed) return turn;
    return {
      ...turn,
      memory: { ...turn.memory, person: { ...person, noticed: true } },
      replies: [{ ...first, text: lines(first.text, phrases.notice(this.retentionDays)) }, ...rest],
    };
  }

  private converse(memory: Memory, text: string): Turn {
    const { facts } = memory;
    if (facts.open === undefined) {
      if (facts.problem.length === 0 && isDontKnow(text)) return this.identify(memory, facts);
      if (isBareAnswer(text) || isOldButton(text)) return this.nothingAsked(memory);
    }
    const { open } = facts;
    if (memory.closed && facts.problem.length === 0 && (!open || open.kind === 'rating') && saysAgain(text))
      return this.reopen(memory, memory.closed);
    const isChoice = open?.kind === 'entry' || open?.kind === 'workload';
    const versions = memory.versionsAsked && !isChoice ? readVersions(text) : undefined;
    if (versions !== undefined) return this.withVersions(memory, versions);
    const reading = readMessage(facts, text, memory.turn, this.knowledge);
    switch (reading.kind) {
      case 'decide':
        return this.decideNext(memory, reading.facts, reading.alsoWorkloads ?? []);
      case 'dont-know':
        return this.identify(memory, facts);
      case 'ask-again':
        if (saysUnderWay(text)) return this.interruptions.resume(memory, phrases.takeYourTime, 'is trying');
        return this.askAgain(memory);
      case 'aside':
        return this.interruptions.resume(memory, phrases.unknownTopic(reading.foreign), 'aside');
      case 'explain':
        return this.interruptions.explain(memory);
      case 'workload-only': {
        const name = this.knowledge.nameOf(reading.facts.workload?.value ?? '');
        const reply = { text: phrases.tellProblem(name), choices: [] };
        return say({ ...memory, facts: reading.facts }, reply, 'only the workload was named');
      }
      case 'none-of-these': {
        const move: Move = {
          kind: 'unknown',
          about: 'rejected',
          foreign: [],
          codes: [],
          because: 'none of the offered was it',
        };
        return finish(memory, carryOut(move, reading.facts, this.knowledge), move.because);
      }
      case 'stepped':
        return this.nextStep(memory, reading.facts, reading.entry);
      case 'solved':
        return this.solved(memory, reading.facts, reading.entry);
      case 'rated':
        return this.rated(memory, reading.helpful, reading.entry);
      case 'reason':
        return say(
          { ...memory, facts: answered(facts) },
          { text: phrases.reasonTaken, choices: [] },
          `reason: ${text}`,
        );
    }
  }

  /** The open question once more; the workload question gives way to plainer ones when it was missed before. */
  private askAgain(memory: Memory): Turn {
    const { open } = memory.facts;
    if (!open) return this.nothingAsked(memory);
    if (open.kind === 'workload' && memory.missed > 0) return this.identify(memory, memory.facts);
    if (open.kind === 'solved' && memory.missed > 0) {
      const { oneByOne, no, yes, handoff: person } = phrases.buttons;
      return say(memory, { text: phrases.stuck, choices: [oneByOne, no, yes, person].map(same) }, STAYS_OPEN);
    }
    return say(memory, questionReply(open, this.knowledge, againPhrase(open), true), STAYS_OPEN);
  }

  private decideNext(memory: Memory, facts: Facts, alsoWorkloads: readonly string[]): Turn {
    if (facts.problem.length === 0 && facts.workload) {
      const reply = { text: phrases.tellProblem(this.knowledge.nameOf(facts.workload.value)), choices: [] };
      return say({ ...memory, facts }, reply, 'only the workload is known');
    }
    if (facts.problem.length === 0) return this.identify(memory, facts);
    const asked = memory.facts.open;
    if (asked?.kind === 'identify' && facts.workload === undefined && facts.looks.length > memory.facts.looks.length)
      return this.identify(memory, facts);
    const findings = findingsFor(this.knowledge.search, problemText(facts));
    const move = decide(facts, findings, this.knowledge);
    const identified = asked?.kind === 'identify' && facts.workload;
    const aside = this.setsAside(memory, facts);
    const opening = lines(
      aside ? phrases.suspended : '',
      identified ? phrases.identified(this.knowledge.nameOf(identified.value)) : '',
    );
    const settled = this.withWeakName(facts, findings.cues.weaklyNamed, move, memory.turn);
    const turn = this.carry(aside ? suspend(memory, problemOf(memory)) : memory, move, settled, opening, findings);
    const others = workloadChoices(alsoWorkloads, this.knowledge);
    const [reply] = turn.replies;
    return reply && others.length > 0
      ? { ...turn, replies: [{ ...reply, choices: [...reply.choices, ...others] }] }
      : turn;
  }

  /** Carries out a move; an answer in the way that the person wants to see it. */
  private carry(memory: Memory, move: Move, facts: Facts, opening: string, findings: Findings): Turn {
    const entry = move.kind === 'answer' ? this.knowledge.entry(move.entry) : undefined;
    const stepwise = memory.view === 'steps' && entry !== undefined && hasSeveralUnits(entry);
    const paged = carryOut(move, facts, this.knowledge, opening);
    const carried = stepwise ? showNextUnit(entry, facts, this.knowledge, opening) : paged;
    return { ...finish(memory, carried, move.because), trace: traceOf(move, findings) };
  }

  /** Whether these facts are about another problem, so that the one before is put aside: one that got somewhere. */
  private setsAside(memory: Memory, facts: Facts): boolean {
    const present = problemOf(memory);
    const isNew = facts.problem[0]?.turn === memory.turn && memory.facts.problem.length > 0;
    return isNew && isOpen(present) && (memory.facts.trials.length > 0 || memory.facts.open !== undefined);
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
    if (!entry) return this.nothingAsked({ ...memory, facts });
    return finish(memory, showNextUnit(entry, facts, this.knowledge), 'the next step');
  }

  private solved(memory: Memory, facts: Facts, entry: string): Turn {
    const open: Question = { kind: 'rating', entry };
    const rating = questionReply(open, this.knowledge, phrases.solved);
    const previous = memory.suspended.length > 0 ? [same(phrases.buttons.previous)] : [];
    const reply: Reply = { ...rating, choices: [...rating.choices, ...previous] };
    const closed: Problem = memory.shown ? { facts, shown: memory.shown } : { facts };
    return say({ ...withProblem(memory, { facts: { ...doneWith(facts), open } }), closed }, reply, 'solved');
  }

  private rated(memory: Memory, helpful: boolean, entry: string): Turn {
    const rest = answered(memory.facts);
    const facts: Facts = helpful ? rest : { ...rest, open: { kind: 'reason', entry } };
    const text = helpful ? phrases.ratedUp : phrases.ratedDown;
    return say({ ...memory, facts }, { text, choices: [] }, helpful ? 'rated as helpful' : 'rated as not helpful');
  }

  /** It was not solved after all: the next thing to try, as after 아니요. */
  private reopen({ closed: _closed, ...memory }: Memory, problem: Problem): Turn {
    const last = problem.facts.trials.length - 1;
    const trials = problem.facts.trials.map((trial, i) =>
      i === last ? { ...trial, outcome: 'failed' as const } : trial,
    );
    const turn = this.decideNext(withProblem(memory, problem), { ...answered(problem.facts), trials }, []);
    const [reply, ...rest] = turn.replies;
    return reply ? { ...turn, replies: [{ ...reply, text: lines(phrases.reopened, reply.text) }, ...rest] } : turn;
  }

  /** The summary once more, with the versions that it asked for. */
  private withVersions(memory: Memory, value: string): Turn {
    const facts: Facts = { ...memory.facts, versions: { value, source: 'said', turn: memory.turn } };
    const pack = handoff(phrases.versionsTaken, facts, this.knowledge);
    const again = facts.open ? questionReply(facts.open, this.knowledge) : pack;
    return say({ ...memory, facts }, { ...again, ...pack, choices: again.choices }, 'versions for the summary');
  }

  /**
   * Plain questions about what they see for someone who doesn't know the product, those that tell most first; at most three,
   * then a description in their own words.
   */
  private identify(memory: Memory, facts: Facts): Turn {
    const findings = findingsFor(this.knowledge.search, problemText(facts));
    const workloads = identifiable(facts, this.knowledge.declaredWorkloads);
    const beliefs = seenBeliefs(facts, findings, workloads);
    const [likeliest] = beliefs;
    if (beliefs.length === 1 && likeliest) return this.conclude(memory, facts, likeliest.of);
    const aspect = nextAspect(facts, findings, workloads, phrases.aspects.length);
    if (aspect !== undefined) {
      const opening = facts.looks.length === 0 ? phrases.startIdentifying : '';
      return finish(
        memory,
        ask({ kind: 'identify', aspect, workloads: workloads.map(({ id }) => id) }, facts, this.knowledge, opening),
        'the person does not know the workload',
      );
    }
    if (likeliest && likeliest.probability >= THRESHOLDS.identifiedEnough)
      return this.conclude(memory, facts, likeliest.of);
    if (memory.described) return this.giveBest(memory, facts, likeliest?.of);
    const open: Question = { kind: 'workload', options: beliefs.map(({ of }) => of) };
    const reply = {
      text: phrases.describeSetUp,
      choices: [...workloadChoices(open.options, this.knowledge), dontKnowChoice()],
    };
    return say(
      { ...memory, described: true, facts: { ...facts, open, asked: [...facts.asked, open] } },
      reply,
      'the questions did not identify the workload',
    );
  }

  /** The person cannot say what they have: the best answer all the same, or what to hand to support. */
  private giveBest(memory: Memory, facts: Facts, likeliest: string | undefined): Turn {
    if (likeliest !== undefined && facts.problem.length > 0) {
      const turn = this.conclude(memory, facts, likeliest);
      const [reply, ...others] = turn.replies;
      const guess = phrases.guess(this.knowledge.nameOf(likeliest));
      return reply ? { ...turn, replies: [{ ...reply, text: lines(guess, reply.text) }, ...others] } : turn;
    }
    const rest = answered(facts);
    const reply = handoff(phrases.handoffIntro, rest, this.knowledge);
    return say({ ...memory, facts: rest }, reply, 'neither workload nor problem could be told');
  }

  private conclude(memory: Memory, facts: Facts, workload: string): Turn {
    return this.decideNext(memory, withWorkload(answered(facts), workload, memory.turn, 'concluded'), []);
  }

  /** A yes or no where nothing was asked. */
  private nothingAsked(memory: Memory): Turn {
    const choices = allWorkloadChoices(this.knowledge);
    return say(memory, { text: phrases.nothingAsked, choices }, 'an answer where nothing was asked');
  }
}

const STAYS_OPEN = 'the question stays open';

function traceOf(move: Move, { candidates }: Findings): Trace {
  const top = candidates.slice(0, TOLD_CANDIDATES);
  const best = top[0]?.score ?? 0;
  const sum = candidates.reduce((total, { score }) => total + Math.exp(score - best), 0);
  return {
    move: move.kind,
    candidates: top.map(({ entry, score }) => ({
      entry,
      probability: Math.round((1000 * Math.exp(score - best)) / sum) / 1000,
    })),
  };
}

function againPhrase(question: Question): string {
  switch (question.kind) {
    case 'workload':
      return phrases.askWorkloadAgain;
    case 'identify':
      return phrases.askAspectAgain;
    case 'entry':
      return phrases.askEntryAgain;
    case 'solved':
      return phrases.tryAndTell;
    case 'step':
      return phrases.stepAgainQuestion;
    default:
      return phrases.yesNoAgain;
  }
}
