import type { Facts, Move, Question } from '../src/knowledge/conversation.js';
import { findingsFor } from '../src/search/findings.js';
import { IDENTIFIER_LIMIT } from '../src/search/query.js';
import type { Search } from '../src/search/search.js';
import { capText } from '../src/text/normalize.js';
import { readYesNo } from '../src/text/replies.js';
import { workloadBeliefs } from '../src/triage/belief.js';
import { decide } from '../src/triage/decide.js';
import { THRESHOLDS } from '../src/triage/thresholds.js';
import { readCommand } from './commands.js';
import { answered, withWorkload } from './fact-changes.js';
import { Interruptions } from './interruptions.js';
import { Knowledge } from './knowledge.js';
import type { Memory } from './memory.js';
import {
  allWorkloadChoices,
  ask,
  carryOut,
  dontKnowChoice,
  lines,
  questionReply,
  summary,
  workloadChoices,
} from './moves.js';
import { phrases } from './phrases.ko.js';
import { readMessage } from './reading.js';
import { problemText } from './said.js';
import { doneWith, finish, say, type Turn } from './turn.js';

export type { Turn } from './turn.js';

/** An ending by itself: what an input method leaves behind when Enter comes before the last syllable is done. */
const LEFTOVER = /^[요다여용욤죠데지까서고면는은을를이가에도임]$/;

/**
 * The conversation, free of any channel and SDK: a message and what is remembered in, replies and new memory out.
 * The same message on the same memory gives the same turn.
 */
export class Guide {
  readonly knowledge: Knowledge;
  private readonly interruptions: Interruptions;

  constructor(search: Search) {
    this.knowledge = new Knowledge(search);
    this.interruptions = new Interruptions(this.knowledge);
  }

  /** What is said when someone joins. */
  greet(memory: Memory): Turn {
    const declared = this.knowledge.declaredWorkloads;
    const choices = [...allWorkloadChoices(this.knowledge), dontKnowChoice()];
    const text = phrases.greeting(declared.map((workload) => workload.name));
    return say({ ...memory, greeted: true }, { text, choices }, 'joined');
  }

  /** Answers one message. */
  respond(before: Memory, message: string): Turn {
    const memory: Memory = { ...structuredClone(before), turn: before.turn + 1 };
    const text = capText(message, IDENTIFIER_LIMIT).trim();
    if (LEFTOVER.test(text)) return { memory, replies: [], because: 'a lone syllable left by an input method' };
    const command = readCommand(text);
    const turn = command ? this.interruptions.obey(command, memory) : this.converse(memory, text);
    const missed = turn.because === STAYS_OPEN ? before.missed + 1 : 0;
    return { ...turn, memory: { ...turn.memory, missed } };
  }

  private converse(memory: Memory, text: string): Turn {
    const { facts } = memory;
    if (facts.open === undefined) {
      if (facts.problem.length === 0 && isDontKnow(text)) return this.identify(memory, facts);
      if (isBareAnswer(text)) return this.nothingAsked(memory);
    }
    const reading = readMessage(facts, text, memory.turn, this.knowledge);
    switch (reading.kind) {
      case 'decide':
        return this.decideNext(memory, reading.facts, reading.alsoWorkloads ?? []);
      case 'dont-know':
        return this.identify(memory, facts);
      case 'ask-again':
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
      case 'solved':
        return say({ ...memory, facts: doneWith(reading.facts) }, { text: phrases.solved, choices: [] }, 'solved');
    }
  }

  /** The open question once more; the workload question gives way to plainer ones when it was missed before. */
  private askAgain(memory: Memory): Turn {
    const { open } = memory.facts;
    if (!open) return this.nothingAsked(memory);
    if (open.kind === 'workload' && memory.missed > 0) return this.identify(memory, memory.facts);
    return say(memory, questionReply(open, this.knowledge, againPhrase(open), true), STAYS_OPEN);
  }

  private decideNext(memory: Memory, facts: Facts, alsoWorkloads: readonly string[]): Turn {
    if (facts.problem.length === 0 && facts.workload) {
      const reply = { text: phrases.tellProblem(this.knowledge.nameOf(facts.workload.value)), choices: [] };
      return say({ ...memory, facts }, reply, 'only the workload is known');
    }
    if (facts.problem.length === 0) return this.identify(memory, facts);
    const before = memory.facts.open;
    if (before?.kind === 'identify' && facts.workload === undefined) return this.identify(memory, facts);
    const findings = findingsFor(this.knowledge.search, problemText(facts));
    const move = decide(facts, findings, this.knowledge);
    const identified = before?.kind === 'identify' && facts.workload;
    const opening = identified ? phrases.identified(this.knowledge.nameOf(identified.value)) : '';
    const carried = carryOut(
      move,
      this.withWeakName(facts, findings.cues.weaklyNamed, move, memory.turn),
      this.knowledge,
      opening,
    );
    const others = workloadChoices(alsoWorkloads, this.knowledge);
    const reply = { ...carried.reply, choices: [...carried.reply.choices, ...others] };
    return finish(memory, { ...carried, reply }, move.because);
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

  /** Plain yes/no questions for someone who doesn't know the product, the likeliest workload first; at most three. */
  private identify(memory: Memory, facts: Facts): Turn {
    const asked = facts.asked.flatMap((question) => (question.kind === 'identify' ? [question.workload] : []));
    const findings = findingsFor(this.knowledge.search, problemText(facts));
    const beliefs = workloadBeliefs(findings.candidates, findings.cues).map((belief) => belief.of);
    const rank = (id: string): number => (beliefs.includes(id) ? beliefs.indexOf(id) : beliefs.length);
    const possible = this.knowledge.declaredWorkloads
      .filter((workload) => !facts.notWorkloads.includes(workload.id))
      .sort((a, b) => rank(a.id) - rank(b.id));
    const [likeliest] = possible;
    if (possible.length === 1 && likeliest) return this.conclude(memory, facts, likeliest.id);
    const next = possible.find((workload) => workload.question !== undefined && !asked.includes(workload.id));
    if (next && asked.length < THRESHOLDS.maxQuestions) {
      const opening = asked.length === 0 ? phrases.startIdentifying : '';
      const carried = ask({ kind: 'identify', workload: next.id }, facts, this.knowledge, opening);
      return finish(memory, carried, 'the person does not know the workload');
    }
    if (memory.described) return this.giveBest(memory, facts, likeliest?.id);
    const open: Question = { kind: 'workload', options: possible.map(({ id }) => id) };
    const reply = {
      text: phrases.describeSetUp,
      choices: [...workloadChoices(open.options, this.knowledge), dontKnowChoice()],
    };
    const because = 'three questions did not identify the workload';
    return say(
      { ...memory, described: true, facts: { ...facts, open, asked: [...facts.asked, open] } },
      reply,
      because,
    );
  }

  /** The person cannot say what they have: the best answer all the same, or what to hand to support. */
  private giveBest(memory: Memory, facts: Facts, likeliest: string | undefined): Turn {
    if (likeliest !== undefined && facts.problem.length > 0) return this.conclude(memory, facts, likeliest);
    const text = lines(phrases.handoffIntro, summary(facts, this.knowledge));
    return say(
      { ...memory, facts: answered(facts) },
      { text, choices: [] },
      'neither workload nor problem could be told',
    );
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

function isDontKnow(text: string): boolean {
  return text.length <= 12 && /모르|모름|몰라/.test(text);
}

/** Yes or no and nothing else; "안돼요" and "실패" tell of a problem. */
function isBareAnswer(text: string): boolean {
  return text.length <= 5 && readYesNo(text) !== undefined && !/안|실패|못/.test(text);
}

function againPhrase(question: Question): string {
  switch (question.kind) {
    case 'workload':
      return phrases.askWorkloadAgain;
    case 'entry':
      return phrases.askEntryAgain;
    case 'solved':
      return phrases.tryAndTell;
    default:
      return phrases.yesNoAgain;
  }
}
