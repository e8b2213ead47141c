import { noFacts, type Question } from '../src/knowledge/conversation.js';
import { blocksOf, type Entry, stepsOf } from '../src/knowledge/entry.js';
import { blockText } from '../src/knowledge/rich-text.js';
import { hazardsIn } from '../src/triage/hazards.js';
import { pagesOf, type Unit, unitsOf } from '../src/triage/pages.js';
import { commandsOf, pageCount, renderPage, renderSource, renderStep, renderUnit, renderWarning } from './answer.js';
import type { Command } from './commands.js';
import { handoff } from './handoff.js';
import type { Knowledge } from './knowledge.js';
import { codeBlock, lines } from './markdown.js';
import { isOpen, type Memory, newMemory, type Problem, problemOf, suspend, undone, withProblem } from './memory.js';
import {
  allWorkloadChoices,
  dontKnowChoice,
  questionReply,
  same,
  showPage,
  startChoices,
  workloadChoices,
} from './moves.js';
import { phrases } from './phrases.ko.js';
import { shortProblem } from './said.js';
import { hasSeveralUnits, showNextUnit, showWhole, withStepResult } from './steps.js';
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
        const choices = hadProblem && memory.suspended.length > 0 ? [same(phrases.buttons.previous)] : [];
        return say(withProblem(memory, { facts: doneWith(facts) }), { text, choices }, 'cancelled');
      }
      case 'restart':
        return say(
          { ...withProblem(memory, { facts: noFacts() }), suspended: [], described: false, view: 'pages' },
          { text: phrases.restarted, choices: allWorkloadChoices(this.knowledge) },
          'restarted',
        );
      case 'repeat':
        return this.repeat(memory);
      case 'step':
        return this.repeatStep(memory, command.number);
      case 'next-page':
        return this.nextPage(memory);
      case 'show-all':
        return this.showAll(memory);
      case 'one-by-one':
        return this.oneByOne(memory);
      case 'commands':
        return this.commandsOnly(memory);
      case 'why':
        return this.why(memory, command.number);
      case 'undo':
        return this.undo(memory);
      case 'previous':
        return this.previous(memory);
      case 'last-time':
        return this.lastTime(memory);
      case 'forget':
        return {
          ...say(
            { ...newMemory(), greeted: memory.greeted, person: { noticed: true }, seen: memory.seen },
            { text: phrases.forgotten, choices: startChoices(this.knowledge), forgotten: true },
            'forgot the person',
          ),
          forget: true,
        };
      case 'handoff': {
        const { open } = facts;
        // Right after it was solved the summary is still about that.
        const about = facts.problem.length > 0 ? facts : (memory.closed?.facts ?? facts);
        const pack = handoff(phrases.handoffOnRequest, about, this.knowledge, !memory.versionsAsked);
        if (!open || isSoft(open)) return say(memory, pack, 'asked for a person');
        const again = questionReply(open, this.knowledge);
        const question = again.question ?? phrases.pasteSummary;
        return say(memory, { ...again, ...pack, question, choices: again.choices }, 'asked for a person');
      }
      case 'thanks': {
        if (facts.open !== undefined && facts.open.kind !== 'solved')
          return this.resume(memory, phrases.welcome, 'thanked');
        const helped = facts.open?.kind === 'solved';
        const after = helped ? withProblem(memory, { facts: doneWith(facts) }) : memory;
        return say(after, { text: helped ? phrases.thanks : phrases.welcome, choices: [] }, 'thanked');
      }
      case 'greeting':
        if (facts.open) return this.resume(memory, phrases.hello, 'greeted');
        return say(memory, { text: phrases.greeting, choices: startChoices(this.knowledge) }, 'greeted');
      case 'what-are-these':
        return facts.open?.kind === 'solved' || facts.open?.kind === 'entry' || facts.open?.kind === 'step'
          ? this.resume(memory, phrases.askWhichStep, 'asked what is meant')
          : this.explain(memory);
      case 'noise':
        return this.resume(memory, phrases.noise, 'no words');
      case 'upset':
        return this.resume(memory, phrases.upset, 'upset');
      case 'safety':
        return this.safety(memory);
      case 'new-problem': {
        const present = problemOf(memory);
        const kept = isOpen(present) ? suspend(memory, present) : memory;
        const reply = { text: phrases.newProblem, choices: allWorkloadChoices(this.knowledge) };
        return say(withProblem(kept, { facts: doneWith(facts) }), reply, 'another problem, not yet told');
      }
    }
  }

  /** Says something aside and comes back to the open question in one line. */
  resume(memory: Memory, aside: string, because: string): Turn {
    const { open } = memory.facts;
    if (!open || isSoft(open)) return say(memory, { text: aside, choices: [] }, because);
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

  private shownEntry({ shown }: Memory): { entry: Entry; page: number } | undefined {
    const entry = shown && this.knowledge.entry(shown.entry);
    return entry && shown ? { entry, page: shown.page } : undefined;
  }

  private repeat(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.resume(memory, phrases.nothingShown, 'nothing to repeat');
    const { open } = memory.facts;
    const again = open && !isSoft(open) ? questionReply(open, this.knowledge) : { text: '', choices: [] };
    const text = open?.kind === 'step' ? renderUnit(shown.entry, open.unit) : renderPage(shown);
    return say(memory, { ...again, text }, 'repeated');
  }

  private repeatStep(memory: Memory, number: number): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.resume(memory, phrases.nothingShown, 'no step to repeat');
    const { entry, page } = shown;
    const steps = stepsOf(entry);
    if (steps.length === 0) return this.repeat(memory);
    const texts =
      memory.facts.open?.kind === 'step' ? this.unitText(entry, number) : this.stepTexts(entry, page, number);
    if (texts.length === 0) {
      const last =
        memory.facts.open?.kind === 'step' ? unitsOf(entry).length : Math.max(...steps.map((step) => step.number));
      return this.resume(memory, phrases.noSuchStep(last), 'no such step');
    }
    return this.resume(memory, lines(phrases.stepAgain(number), ...texts), `repeated step ${number}`);
  }

  /** Step by step, a number is that of the counter. */
  private unitText(entry: Entry, number: number): string[] {
    return unitsOf(entry)[number - 1] ? [renderUnit(entry, number - 1)] : [];
  }

  /** Each cause counts its own steps: those of the page in view come first; several are told apart by their cause. */
  private stepTexts(entry: Entry, page: number, number: number): string[] {
    const found = (units: readonly Unit[]): Unit[] => units.filter(({ step }) => step?.number === number);
    const causesInView = new Set((pagesOf(entry)[page] ?? []).map(({ cause }) => cause));
    const all = unitsOf(entry);
    const inView = found(all.filter(({ cause }) => causesInView.has(cause)));
    const chosen = inView.length > 0 ? inView : found(all);
    return chosen.flatMap(({ cause, step }) => {
      const name = chosen.length > 1 && entry.causes.length > 1 ? phrases.cause(cause + 1, entry.causes.length) : '';
      return step ? [lines(name, renderStep(step, entry))] : [];
    });
  }

  /** What of the shown steps is better not done by mistake. */
  private safety(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.resume(memory, phrases.nothingShown, 'nothing shown to warn of');
    const { open } = memory.facts;
    const parts =
      open?.kind === 'step'
        ? (unitsOf(shown.entry)[open.unit]?.parts ?? [])
        : (pagesOf(shown.entry)[shown.page] ?? []).flatMap((piece) => piece.parts);
    const hazards = [...new Set(parts.flatMap((part) => hazardsIn(blockText(blocksOf(part)))))];
    const text =
      hazards.length === 0 ? phrases.noHazard : phrases.safety(hazards.map((hazard) => phrases.hazards[hazard]));
    return this.resume(memory, lines(text, renderSource(shown.entry)), 'said what to be careful of');
  }

  private nextPage(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.resume(memory, phrases.nothingShown, 'no page to turn');
    const { open } = memory.facts;
    if (open?.kind === 'step') {
      const skipped = withStepResult(memory.facts, shown.entry.id, { unit: open.unit, outcome: 'skipped' });
      return finish(memory, showNextUnit(shown.entry, skipped, this.knowledge), 'the next step');
    }
    if (shown.page + 1 >= pageCount(shown.entry)) return this.resume(memory, phrases.lastPage, 'no further page');
    return finish(memory, showPage(shown.entry, shown.page + 1, memory.facts, phrases.next), 'turned the page');
  }

  /** All steps at once from now on, beginning with the answer in view. */
  private showAll(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    const paged: Memory = { ...memory, view: 'pages' };
    if (!shown) return this.resume(paged, phrases.pagesFromNowOn, 'shows pages from now on');
    return finish(paged, showWhole(shown.entry, memory.facts), 'showed all at once');
  }

  /** Step by step from now on, beginning with the answer in view. */
  private oneByOne(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    const stepped: Memory = { ...memory, view: 'steps' };
    const { open } = memory.facts;
    const inView = open?.kind === 'solved' || open?.kind === 'step';
    if (!shown || !inView || !hasSeveralUnits(shown.entry))
      return this.resume(stepped, phrases.stepsFromNowOn, 'shows steps from now on');
    return finish(stepped, showNextUnit(shown.entry, memory.facts, this.knowledge), 'goes step by step');
  }

  private commandsOnly(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.resume(memory, phrases.nothingShown, 'no commands to show');
    const commands = commandsOf(shown);
    if (commands.length === 0) return this.resume(memory, phrases.noCommands, 'the entry has no commands');
    const blocks = commands.map((command) => lines(...hazardsIn(command).map(renderWarning), codeBlock(command)));
    const turn = this.resume(memory, lines(phrases.commandsOnly, ...blocks), 'showed the commands');
    return { ...turn, replies: turn.replies.map((reply) => ({ ...reply, plain: true })) };
  }

  /** The reason for the open question, or of what was shown, with its source. */
  private why(memory: Memory, number: number | undefined): Turn {
    const { open } = memory.facts;
    const asked = open && WHY_ASKED[open.kind];
    if (asked !== undefined) return this.resume(memory, asked, 'said why it is asked');
    const shown = this.shownEntry(memory);
    if (!shown) return this.resume(memory, phrases.whyNothing, 'nothing to give a reason for');
    const problem = shortProblem(memory.facts);
    const answer = problem === '' ? '' : phrases.whyAnswer(problem, shown.entry.label);
    const cause = this.causeOf(shown, open, number);
    const text = lines(answer, cause === '' ? '' : phrases.whyCause(cause), renderSource(shown.entry));
    return this.resume(memory, text, 'said why it is answered so');
  }

  /** The words of the cause that the step in question belongs to; empty where the article names none. */
  private causeOf(
    { entry, page }: { entry: Entry; page: number },
    open: Question | undefined,
    number?: number,
  ): string {
    const inView = pagesOf(entry)[page] ?? [];
    const place =
      open?.kind === 'step'
        ? unitsOf(entry)[open.unit]?.cause
        : (inView.find(({ parts }) =>
            parts.some((part) => part.kind === 'steps' && part.steps.some((step) => step.number === number)),
          )?.cause ?? (inView.length === 1 ? inView[0]?.cause : undefined));
    return blockText(place === undefined ? [] : (entry.causes[place]?.cause ?? []))
      .replace(/\s+/g, ' ')
      .trim();
  }

  private undo(memory: Memory): Turn {
    const restored = undone(memory);
    if (!restored) return this.resume(memory, phrases.nothingToUndo, 'nothing to undo');
    return this.show(restored, phrases.undone, 'undid the last move');
  }

  /** Back to the problem that was set aside last; the present one takes its place. */
  private previous(memory: Memory): Turn {
    const problem = memory.suspended.at(-1);
    if (!problem)
      return memory.person.open
        ? this.lastTime(memory)
        : this.resume(memory, phrases.noPrevious, 'no previous problem');
    return this.goBack({ ...memory, suspended: memory.suspended.slice(0, -1) }, problem);
  }

  private lastTime(memory: Memory): Turn {
    const { open } = memory.person;
    const isPresent = open?.facts.problem[0]?.value === memory.facts.problem[0]?.value;
    if (!open || isPresent) {
      if (memory.suspended.length > 0) return this.previous(memory);
      return this.resume(memory, phrases.noPrevious, 'no problem of an earlier conversation');
    }
    return this.goBack(memory, open);
  }

  private goBack(memory: Memory, problem: Problem): Turn {
    const present = problemOf(memory);
    const kept = isOpen(present) ? suspend(memory, present) : memory;
    const opening = phrases.backTo(shortProblem(problem.facts));
    return this.show(withProblem(kept, problem), opening, 'back to a problem set aside');
  }

  /** The problem as it stands: what was shown last, or the open question. */
  private show(memory: Memory, opening: string, because: string): Turn {
    const shown = this.shownEntry(memory);
    const { open } = memory.facts;
    if (shown && (open?.kind === 'solved' || open?.kind === 'step')) {
      const text = open.kind === 'step' ? renderUnit(shown.entry, open.unit) : renderPage(shown);
      return say(memory, { ...questionReply(open, this.knowledge), text: lines(opening, text) }, because);
    }
    if (open && !isSoft(open)) return say(memory, questionReply(open, this.knowledge, opening), because);
    return say(memory, { text: lines(opening, phrases.tellMore), choices: [] }, because);
  }

  private workloadNames(): string[] {
    return this.knowledge.declaredWorkloads.map((workload) => workload.name);
  }
}

/** Questions that nobody has to answer, and that are not put again. */
function isSoft({ kind }: Question): boolean {
  return kind === 'rating' || kind === 'reason';
}

const WHY_ASKED: Partial<Record<Question['kind'], string>> = {
  workload: phrases.whyWorkload,
  identify: phrases.whyIdentify,
  entry: phrases.whyEntry,
  'near-code': phrases.whyCode,
};
