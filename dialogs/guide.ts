import { type Facts, type Move, noFacts, type Question } from '../src/knowledge/conversation.js';
import { stepsOf } from '../src/knowledge/entry.js';
import { findingsFor } from '../src/search/findings.js';
import type { Search } from '../src/search/search.js';
import { readYesNo } from '../src/text/replies.js';
import { workloadBeliefs } from '../src/triage/belief.js';
import { decide } from '../src/triage/decide.js';
import { THRESHOLDS } from '../src/triage/thresholds.js';
import { pageCount, renderPage, renderStep } from './answer.js';
import { type Command, readCommand } from './commands.js';
import { Knowledge } from './knowledge.js';
import type { Memory } from './memory.js';
import {
  ask,
  type Carried,
  carryOut,
  lines,
  questionReply,
  summary,
  withoutQuestion,
  workloadChoices,
} from './moves.js';
import { phrases } from './phrases.ko.js';
import { problemText, readMessage } from './reading.js';
import type { Reply } from './reply.js';

/** One turn's outcome. `because` tells the operator why this was said. */
export interface Turn {
  memory: Memory;
  replies: Reply[];
  because: string;
}

/** A Hangul message of one syllable that says nothing: what an input method leaves behind when Enter comes early. */
const LEFTOVER = /^(?![네예응어넵엉옙웅넹노])[가-힣]$/;

/**
 * The conversation, free of any channel and SDK: a message and what is remembered in, replies and new memory out.
 * The same message on the same memory gives the same turn.
 */
export class Guide {
  readonly knowledge: Knowledge;

  constructor(search: Search) {
    this.knowledge = new Knowledge(search);
  }

  /** What is said when someone joins. */
  greet(memory: Memory): Turn {
    const reply: Reply = {
      text: phrases.greeting(this.workloadNames()),
      choices: [
        ...workloadChoices(
          this.knowledge.declaredWorkloads.map(({ id }) => id),
          this.knowledge,
        ),
        { title: phrases.buttons.dontKnow, say: phrases.buttons.dontKnow },
      ],
    };
    return { memory: { ...memory, greeted: true }, replies: [reply], because: 'joined' };
  }

  /** Answers one message. */
  respond(before: Memory, message: string): Turn {
    const memory: Memory = { ...structuredClone(before), turn: before.turn + 1 };
    const text = message.trim();
    if (LEFTOVER.test(text)) return { memory, replies: [], because: 'a lone syllable left by an input method' };
    const command = readCommand(text);
    if (command) return this.obey(command, memory);
    return this.converse(memory, text);
  }

  private converse(memory: Memory, text: string): Turn {
    const { facts } = memory;
    if (facts.problem.length === 0 && facts.open === undefined && isDontKnow(text)) return this.identify(memory, facts);
    // An answer where nothing was asked.
    if (facts.open === undefined && text.length <= 4 && readYesNo(text) !== undefined) return this.unread(memory);
    const reading = readMessage(facts, text, memory.turn, this.knowledge);
    switch (reading.kind) {
      case 'decide':
        return this.decideNext(memory, reading.facts, reading.alsoWorkloads ?? []);
      case 'dont-know':
        return this.identify(memory, facts);
      case 'ask-again':
        return facts.open
          ? say(
              memory,
              questionReply(facts.open, this.knowledge, askAgainPhrase(facts.open)),
              'the question stays open',
            )
          : this.unread(memory);
      case 'explain':
        return this.explain(memory);
      case 'workload-only':
        return say(
          { ...memory, facts: reading.facts },
          { text: phrases.tellProblem(this.knowledge.nameOf(reading.facts.workload?.value ?? '')), choices: [] },
          'only the workload was named',
        );
      case 'none-of-these': {
        const declined = carryOut(
          { kind: 'unknown', about: 'no-match', foreign: [], codes: [], because: 'none of the offered was it' },
          { ...reading.facts, asked: [...reading.facts.asked, { kind: 'workload', options: [] }] },
          this.knowledge,
          phrases.rejectedAll,
        );
        return finish(memory, declined, 'none of the offered was it');
      }
      case 'solved':
        return say(
          { ...memory, facts: { ...noFacts(), ...keptWorkload(reading.facts) } },
          { text: phrases.solved, choices: [] },
          'solved',
        );
    }
  }

  private decideNext(memory: Memory, facts: Facts, alsoWorkloads: readonly string[]): Turn {
    if (facts.problem.length === 0 && facts.workload)
      return say(
        { ...memory, facts },
        { text: phrases.tellProblem(this.knowledge.nameOf(facts.workload.value)), choices: [] },
        'only the workload is known',
      );
    if (facts.problem.length === 0) return this.identify(memory, facts);
    const before = memory.facts.open;
    if (before?.kind === 'identify' && facts.workload === undefined) return this.identify(memory, facts);
    const findings = findingsFor(this.knowledge.search, problemText(facts));
    const move = decide(facts, findings, this.knowledge);
    const opening =
      before?.kind === 'identify' && facts.workload
        ? phrases.identified(this.knowledge.nameOf(facts.workload.value))
        : '';
    const carried = carryOut(move, facts, this.knowledge, opening);
    const others = workloadChoices(alsoWorkloads, this.knowledge);
    return finish(
      memory,
      { ...carried, reply: { ...carried.reply, choices: [...carried.reply.choices, ...others] } },
      move.because,
    );
  }

  /** Plain yes/no questions for someone who doesn't know the product, the likeliest workload first; at most three. */
  private identify(memory: Memory, facts: Facts): Turn {
    const asked = facts.asked
      .filter((question): question is Extract<Question, { kind: 'identify' }> => question.kind === 'identify')
      .map((question) => question.workload);
    const findings = findingsFor(this.knowledge.search, problemText(facts));
    const beliefs = workloadBeliefs(findings.candidates, findings).map((belief) => belief.of);
    const rank = (id: string): number => (beliefs.includes(id) ? beliefs.indexOf(id) : beliefs.length);
    const possible = this.knowledge.declaredWorkloads
      .filter((workload) => !facts.notWorkloads.includes(workload.id))
      .sort((a, b) => rank(a.id) - rank(b.id));
    const [only] = possible;
    if (possible.length === 1 && only) return this.conclude(memory, facts, only.id);
    const next = possible.find((workload) => workload.question !== undefined && !asked.includes(workload.id));
    if (next && asked.length < THRESHOLDS.maxQuestions) {
      return finish(
        memory,
        ask(
          { kind: 'identify', workload: next.id },
          facts,
          this.knowledge,
          asked.length === 0 ? phrases.startIdentifying : '',
        ),
        'the person does not know the workload',
      );
    }
    const described = memory.facts.open?.kind === 'workload' && memory.facts.open.options.length === 0;
    if (described || facts.problem.length === 0) {
      const fallback = possible[0];
      return fallback && facts.problem.length > 0
        ? this.conclude(memory, facts, fallback.id)
        : this.unread({ ...memory, facts: withoutQuestion(facts) });
    }
    const open: Question = { kind: 'workload', options: possible.map(({ id }) => id) };
    return say(
      { ...memory, facts: { ...facts, open, asked: [...facts.asked, open] } },
      { text: phrases.describeSetUp, choices: workloadChoices(open.options, this.knowledge) },
      'three questions did not identify the workload',
    );
  }

  private conclude(memory: Memory, facts: Facts, workload: string): Turn {
    return this.decideNext(
      memory,
      { ...withoutQuestion(facts), workload: { value: workload, source: 'concluded', turn: memory.turn } },
      [],
    );
  }

  private obey(command: Command, memory: Memory): Turn {
    const { facts } = memory;
    switch (command.kind) {
      case 'help':
        return this.resume(memory, phrases.help(this.workloadNames()), 'help');
      case 'cancel': {
        const hadProblem = facts.problem.length > 0 || facts.open !== undefined;
        return say(
          { ...memory, facts: { ...noFacts(), ...keptWorkload(facts) } },
          { text: hadProblem ? phrases.cancelled : phrases.nothingToCancel, choices: [] },
          'cancelled',
        );
      }
      case 'restart': {
        const { shown: _shown, ...rest } = memory;
        return say(
          { ...rest, facts: noFacts() },
          {
            text: phrases.restarted,
            choices: workloadChoices(
              this.knowledge.declaredWorkloads.map(({ id }) => id),
              this.knowledge,
            ),
          },
          'restarted',
        );
      }
      case 'repeat':
        return this.repeat(memory);
      case 'step':
        return this.repeatStep(memory, command.number);
      case 'next-page':
        return this.nextPage(memory);
      case 'handoff':
        return say(
          memory,
          { text: lines(phrases.handoffOnRequest, summary(facts, this.knowledge)), choices: [] },
          'asked for a person',
        );
      case 'thanks':
        return say(
          { ...memory, facts: facts.open?.kind === 'solved' ? { ...noFacts(), ...keptWorkload(facts) } : facts },
          { text: phrases.thanks, choices: [] },
          'thanked',
        );
      case 'greeting':
        return this.resume(memory, facts.open ? phrases.hello : phrases.greeting(this.workloadNames()), 'greeted');
      case 'what-are-these':
        return this.explain(memory);
      case 'noise':
        return this.resume(memory, phrases.noise, 'no words');
    }
  }

  /** Says something aside and comes back to the open question in one line. */
  private resume(memory: Memory, aside: string, because: string): Turn {
    const { open } = memory.facts;
    if (!open) return say(memory, { text: aside, choices: [] }, because);
    const again = questionReply(open, this.knowledge);
    return say(memory, { ...again, text: lines(aside, phrases.resumed, again.text) }, because);
  }

  private explain(memory: Memory): Turn {
    const { open } = memory.facts;
    const ids =
      open?.kind === 'workload' && open.options.length > 0
        ? open.options
        : this.knowledge.declaredWorkloads.map(({ id }) => id);
    const items = ids.flatMap((id) => this.knowledge.workload(id) ?? []);
    return say(
      memory,
      {
        text: phrases.explainWorkloads(items),
        choices: [
          ...workloadChoices(ids, this.knowledge),
          { title: phrases.buttons.dontKnow, say: phrases.buttons.dontKnow },
        ],
      },
      'explained the workloads',
    );
  }

  private repeat(memory: Memory): Turn {
    const entry = memory.shown && this.knowledge.entry(memory.shown.entry);
    if (!entry || !memory.shown) return this.resume(memory, phrases.nothingShown, 'nothing to repeat');
    const { open } = memory.facts;
    const again = open ? questionReply(open, this.knowledge) : { text: '', choices: [] };
    return say(memory, { ...again, text: renderPage({ entry, page: memory.shown.page }) }, 'repeated');
  }

  private repeatStep(memory: Memory, number: number): Turn {
    const entry = memory.shown && this.knowledge.entry(memory.shown.entry);
    if (!entry) return this.resume(memory, phrases.nothingShown, 'no step to repeat');
    const steps = stepsOf(entry);
    const step = steps.find((one) => one.number === number);
    if (steps.length === 0) return this.repeat(memory);
    if (!step)
      return this.resume(memory, phrases.noSuchStep(Math.max(0, ...steps.map((one) => one.number))), 'no such step');
    return this.resume(memory, lines(phrases.stepAgain(number), renderStep(step, entry)), `repeated step ${number}`);
  }

  private nextPage(memory: Memory): Turn {
    const { facts, shown } = memory;
    const entry = shown && this.knowledge.entry(shown.entry);
    if (!entry || !shown) return this.resume(memory, phrases.nothingShown, 'no page to turn');
    if (shown.page + 1 >= pageCount(entry)) return this.repeat(memory);
    const move: Move = { kind: 'answer', entry: entry.id, fromPage: shown.page + 1, because: 'turned the page' };
    return finish(memory, carryOut(move, facts, this.knowledge), move.because);
  }

  private unread(memory: Memory): Turn {
    return say(memory, { text: phrases.smallTalk, choices: [] }, 'not understood');
  }

  private workloadNames(): string[] {
    return this.knowledge.declaredWorkloads.map((workload) => workload.name);
  }
}

function say(memory: Memory, reply: Reply, because: string): Turn {
  return { memory, replies: [reply], because };
}

function finish(memory: Memory, { facts, reply, shown }: Carried, because: string): Turn {
  return say({ ...memory, facts, ...(shown ? { shown } : {}) }, reply, because);
}

function keptWorkload(facts: Facts): Pick<Facts, 'workload'> | Record<string, never> {
  return facts.workload ? { workload: facts.workload } : {};
}

function isDontKnow(text: string): boolean {
  return text.length <= 12 && /모르|모름|몰라/.test(text);
}

function askAgainPhrase(question: Question): string {
  if (question.kind === 'workload') return phrases.askWorkloadAgain;
  return question.kind === 'entry' ? phrases.askEntryAgain : phrases.yesNoAgain;
}
