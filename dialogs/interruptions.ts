import { type Move, noFacts } from '../src/knowledge/conversation.js';
import { stepsOf } from '../src/knowledge/entry.js';
import { causePages } from '../src/triage/pages.js';
import { pageCount, renderPage, renderStep } from './answer.js';
import type { Command } from './commands.js';
import type { Knowledge } from './knowledge.js';
import type { Memory } from './memory.js';
import {
  allWorkloadChoices,
  carryOut,
  dontKnowChoice,
  lines,
  questionReply,
  summary,
  workloadChoices,
} from './moves.js';
import { phrases } from './phrases.ko.js';
import { doneWith, finish, say, type Turn } from './turn.js';

/** What a person may say at any turn. Facts stay, and the open question is put again in one line. */
export class Interruptions {
  constructor(private readonly knowledge: Knowledge) {}

  obey(command: Command, memory: Memory): Turn {
    const { facts } = memory;
    switch (command.kind) {
      case 'help':
        return this.resume(memory, phrases.help(this.workloadNames()), 'help');
      case 'cancel': {
        const hadProblem = facts.problem.length > 0 || facts.open !== undefined;
        const text = hadProblem ? phrases.cancelled : phrases.nothingToCancel;
        return say({ ...memory, facts: doneWith(facts) }, { text, choices: [] }, 'cancelled');
      }
      case 'restart': {
        const { shown: _shown, ...rest } = memory;
        return say(
          { ...rest, facts: noFacts() },
          { text: phrases.restarted, choices: allWorkloadChoices(this.knowledge) },
          'restarted',
        );
      }
      case 'repeat':
        return this.repeat(memory);
      case 'step':
        return this.repeatStep(memory, command.number);
      case 'next-page':
        return this.nextPage(memory);
      case 'handoff': {
        const text = lines(phrases.handoffOnRequest, summary(facts, this.knowledge));
        return say(memory, { text, choices: [] }, 'asked for a person');
      }
      case 'thanks': {
        if (facts.open !== undefined && facts.open.kind !== 'solved')
          return this.resume(memory, phrases.welcome, 'thanked');
        const helped = facts.open?.kind === 'solved';
        const after = helped ? { ...memory, facts: doneWith(facts) } : memory;
        return say(after, { text: helped ? phrases.thanks : phrases.welcome, choices: [] }, 'thanked');
      }
      case 'greeting':
        return this.resume(memory, facts.open ? phrases.hello : phrases.greeting(this.workloadNames()), 'greeted');
      case 'what-are-these':
        return facts.open?.kind === 'solved' || facts.open?.kind === 'entry'
          ? this.resume(memory, phrases.askWhichStep, 'asked what is meant')
          : this.explain(memory);
      case 'noise':
        return this.resume(memory, phrases.noise, 'no words');
    }
  }

  /** Says something aside and comes back to the open question in one line. */
  resume(memory: Memory, aside: string, because: string): Turn {
    const { open } = memory.facts;
    if (!open) return say(memory, { text: aside, choices: [] }, because);
    const again = questionReply(open, this.knowledge);
    return say(memory, { ...again, text: lines(aside, phrases.resumed, again.text) }, because);
  }

  /** What the workloads are, for someone who asks. */
  explain(memory: Memory): Turn {
    const { open } = memory.facts;
    const declared = this.knowledge.declaredWorkloads.map(({ id }) => id);
    const ids = open?.kind === 'workload' && open.options.length > 0 ? open.options : declared;
    const items = ids.flatMap((id) => this.knowledge.workload(id) ?? []);
    const choices = [...workloadChoices(ids, this.knowledge), dontKnowChoice()];
    const facts = {
      ...memory.facts,
      open: open?.kind === 'workload' ? open : { kind: 'workload' as const, options: ids },
    };
    return say({ ...memory, facts }, { text: phrases.explainWorkloads(items), choices }, 'explained the workloads');
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
    if (!entry || !memory.shown) return this.resume(memory, phrases.nothingShown, 'no step to repeat');
    const steps = stepsOf(entry);
    if (steps.length === 0) return this.repeat(memory);
    // Each cause counts its own steps: those of the page that is in view come first.
    const inView = causePages(entry)[memory.shown.page]?.flatMap((cause) => cause.parts) ?? [];
    const onPage = inView.flatMap((part) => (part.kind === 'steps' ? part.steps : []));
    const own = onPage.filter((step) => step.number === number);
    const found = own.length > 0 ? own : steps.filter((step) => step.number === number);
    if (found.length === 0) {
      const last = Math.max(...steps.map((step) => step.number));
      return this.resume(memory, phrases.noSuchStep(last), 'no such step');
    }
    const shown = found.map((step) => renderStep(step, entry));
    return this.resume(memory, lines(phrases.stepAgain(number), ...shown), `repeated step ${number}`);
  }

  private nextPage(memory: Memory): Turn {
    const { facts, shown } = memory;
    const entry = shown && this.knowledge.entry(shown.entry);
    if (!entry || !shown) return this.resume(memory, phrases.nothingShown, 'no page to turn');
    if (shown.page + 1 >= pageCount(entry)) return this.resume(memory, phrases.lastPage, 'no further page');
    const move: Move = {
      kind: 'answer',
      entry: entry.id,
      fromPage: shown.page + 1,
      sure: true,
      because: 'turned the page',
    };
    return finish(memory, carryOut(move, facts, this.knowledge), move.because);
  }

  private workloadNames(): string[] {
    return this.knowledge.declaredWorkloads.map((workload) => workload.name);
  }
}
