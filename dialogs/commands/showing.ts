import type { Facts, Question } from '../../src/knowledge/conversation.js';
import { type Entry, stepsOf } from '../../src/knowledge/entry.js';
import { blockText } from '../../src/knowledge/rich-text.js';
import { hazardsIn } from '../../src/triage/hazards.js';
import { pagesOf, type Unit, unitsOf } from '../../src/triage/pages.js';
import {
  commandsOf,
  pageCount,
  renderPage,
  renderPages,
  renderSource,
  renderStep,
  renderUnit,
  renderWarning,
} from '../answer.js';
import { withStepResults } from '../fact-changes.js';
import { shortProblem } from '../hear.js';
import type { Knowledge } from '../knowledge.js';
import { codeBlock, lines } from '../markdown.js';
import { type Memory, trialOf, type View } from '../memory.js';
import { showPage } from '../moves.js';
import { phrases } from '../phrases.ko.js';
import type { Proceed } from '../proceed.js';
import { isAboutShown, isSoft, questionReply, whyAsked } from '../questions/index.js';
import { hasSeveralUnits, showNextUnit, showWhole } from '../steps.js';
import { finish, say, type Turn } from '../turn.js';

/** What may be said about the answer in view: see it again, a step of it, all of it, its commands, its reason. */
export class Showing {
  constructor(
    private readonly knowledge: Knowledge,
    private readonly proceed: Proceed,
  ) {}

  private shownEntry({ shown }: Memory): { entry: Entry; page: number } | undefined {
    const entry = shown && this.knowledge.entry(shown.entry);
    return entry && shown ? { entry, page: shown.page } : undefined;
  }

  private nothingShown(memory: Memory): Turn {
    return this.proceed.resume(memory, phrases.nothingShown, 'nothing-shown');
  }

  repeat(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.nothingShown(memory);
    const { open } = memory.facts;
    const again = open && !isSoft(open) ? questionReply(open, this.knowledge) : { text: '', choices: [] };
    const text = open?.kind === 'step' ? renderUnit(shown.entry, open.unit) : allShown(shown, memory);
    return say(memory, { ...again, text }, 'repeated');
  }

  step(memory: Memory, number: number): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.nothingShown(memory);
    const { entry, page } = shown;
    const steps = stepsOf(entry);
    if (steps.length === 0) return this.repeat(memory);
    const isStepwise = memory.facts.open?.kind === 'step';
    const texts = isStepwise ? unitText(entry, number) : stepTexts(entry, page, number);
    if (texts.length === 0) {
      const last = isStepwise ? unitsOf(entry).length : Math.max(...steps.map((step) => step.number));
      return this.proceed.resume(memory, phrases.noSuchStep(last), 'repeated-step', 'no such step');
    }
    return this.proceed.resume(memory, lines(phrases.stepAgain(number), ...texts), 'repeated-step');
  }

  nextPage(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.nothingShown(memory);
    const { open } = memory.facts;
    if (open?.kind === 'step') {
      const skipped = { unit: open.unit, outcome: 'skipped' as const, turn: memory.turn };
      const facts = withStepResults(memory.facts, shown.entry.id, [skipped]);
      return finish(memory, showNextUnit(shown.entry, facts, this.knowledge), 'next-step');
    }
    if (shown.page + 1 >= pageCount(shown.entry)) return this.proceed.resume(memory, phrases.lastPage, 'last-page');
    return finish(memory, showPage(shown.entry, shown.page + 1, memory.facts, phrases.next), 'page');
  }

  /** All steps at once from now on, beginning with the answer in view. */
  showAll(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    const paged = withView(memory, 'pages');
    if (!shown) return this.proceed.resume(paged, phrases.pagesFromNowOn, 'view');
    return finish(paged, showWhole(shown.entry, memory.facts), 'view');
  }

  /** Step by step from now on, beginning with the answer in view. */
  oneByOne(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    const stepped = withView(memory, 'steps');
    const { open } = memory.facts;
    if (!shown || !open || !isAboutShown(open) || !hasSeveralUnits(shown.entry))
      return this.proceed.resume(stepped, phrases.stepsFromNowOn, 'view');
    return finish(stepped, showNextUnit(shown.entry, memory.facts, this.knowledge), 'view');
  }

  commandsOnly(memory: Memory): Turn {
    const shown = this.shownEntry(memory);
    if (!shown) return this.nothingShown(memory);
    const commands = commandsOf(shown);
    if (commands.length === 0) return this.proceed.resume(memory, phrases.noCommands, 'commands', 'there are none');
    const blocks = commands.map((command) => lines(...hazardsIn(command).map(renderWarning), codeBlock(command)));
    const turn = this.proceed.resume(memory, lines(phrases.commandsOnly, ...blocks), 'commands');
    return { ...turn, replies: turn.replies.map((reply) => ({ ...reply, plain: true })) };
  }

  /** The reason for the open question, or of what was shown, with its source. */
  why(memory: Memory, number: number | undefined): Turn {
    const { facts } = memory;
    const asked = facts.open && whyAsked(facts.open);
    if (asked !== undefined) return this.proceed.resume(memory, asked, 'why', 'why it is asked');
    const shown = this.shownEntry(memory);
    if (!shown) return this.proceed.resume(memory, phrases.whyNothing, 'why', 'nothing to give a reason for');
    const problem = shortProblem(facts);
    const answer = problem === '' ? '' : phrases.whyAnswer(problem, shown.entry.label);
    const cause = causeOf(shown, facts.open, number);
    const text = lines(answer, cause === '' ? '' : phrases.whyCause(cause), renderSource(shown.entry));
    return this.proceed.resume(memory, text, 'why', 'why it is answered so');
  }

  /** The problem as it stands: what was shown last, or the open question. */
  show(memory: Memory, opening: string, kind: Turn['kind']): Turn {
    const shown = this.shownEntry(memory);
    const { open } = memory.facts;
    if (shown && open && isAboutShown(open)) {
      const text = open.kind === 'step' ? renderUnit(shown.entry, open.unit) : renderPage(shown);
      return say(memory, { ...questionReply(open, this.knowledge), text: lines(opening, text) }, kind);
    }
    if (open && !isSoft(open)) return say(memory, questionReply(open, this.knowledge, opening), kind);
    return say(memory, { text: lines(opening, phrases.tellMore), choices: [] }, kind);
  }
}

/** Characters of pages that are shown again together; of a longer answer the last page. */
const LONGEST_AGAIN = 4000;

/** The pages of an answer that were shown so far. */
function allShown({ entry, page }: { entry: Entry; page: number }, { facts }: Memory): string {
  const pages = Math.max(page + 1, trialOf(facts, entry.id)?.shownPages ?? 1);
  const text = renderPages(entry, pages);
  return text.length <= LONGEST_AGAIN ? text : renderPage({ entry, page });
}

function withView(memory: Memory, value: View): Memory {
  return { ...memory, view: { value, source: 'said', turn: memory.turn } };
}

/** Step by step, a number is that of the counter. */
function unitText(entry: Entry, number: number): string[] {
  return unitsOf(entry)[number - 1] ? [renderUnit(entry, number - 1)] : [];
}

/** Each cause counts its own steps: those of the page in view come first; several are told apart by their cause. */
function stepTexts(entry: Entry, page: number, number: number): string[] {
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

/** The words of the cause that the step in question belongs to; empty where the article names none. */
function causeOf({ entry, page }: { entry: Entry; page: number }, open: Facts['open'], number?: number): string {
  const inView = pagesOf(entry)[page] ?? [];
  const place = isStep(open)
    ? unitsOf(entry)[open.unit]?.cause
    : (inView.find(({ parts }) =>
        parts.some((part) => part.kind === 'steps' && part.steps.some((step) => step.number === number)),
      )?.cause ?? (inView.length === 1 ? inView[0]?.cause : undefined));
  return blockText(place === undefined ? [] : (entry.causes[place]?.cause ?? []))
    .replace(/\s+/g, ' ')
    .trim();
}

const isStep = (open: Question | undefined): open is Extract<Question, { kind: 'step' }> => open?.kind === 'step';
