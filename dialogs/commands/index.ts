import { noFacts } from '../../src/knowledge/conversation.js';
import { coverage } from '../../src/search/within.js';
import type { Command } from '../../src/text/command.js';
import { stripParticle } from '../../src/text/hangul.js';
import { normalize, squash } from '../../src/text/normalize.js';
import { type Heard, problemText, shortProblem } from '../hear.js';
import type { Knowledge } from '../knowledge.js';
import {
  isOpen,
  keepPast,
  lastSolved,
  type Memory,
  newMemory,
  type Problem,
  problemOf,
  suspended,
  undone,
  withProblem,
} from '../memory.js';
import { handOver } from '../moves.js';
import { phrases } from '../phrases.ko.js';
import type { Proceed } from '../proceed.js';
import { isAboutShown, isSoft, questionReply } from '../questions/index.js';
import { same } from '../reply.js';
import { doneWith, say, type Turn } from '../turn.js';
import { Showing } from './showing.js';

/** Share of a message's words that the entry of a problem before must have for it to be called by them. */
const NAMED_BEFORE = 0.5;
const RESUMES = /계속|마저|이어|다시|돌아|아까|이전|나머지|쪽|건(?:은|도|을|$|\s)|도요/;

type Run = (memory: Memory) => Turn;

/** What may be said at any turn, by the command's name. Facts stay, and the open question is put again in one line. */
export class Commands {
  private readonly showing: Showing;
  private readonly plain: Record<Exclude<Command['name'], 'step' | 'why'>, Run>;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly proceed: Proceed,
  ) {
    const showing = new Showing(knowledge, proceed);
    this.showing = showing;
    this.plain = {
      // About the answer in view.
      'next-page': (memory) => showing.nextPage(memory),
      'show-all': (memory) => showing.showAll(memory),
      'one-by-one': (memory) => showing.oneByOne(memory),
      commands: (memory) => showing.commandsOnly(memory),
      // About the problem.
      cancel: (memory) => this.cancel(memory),
      restart: (memory) => this.restart(memory),
      undo: (memory) => this.undo(memory),
      previous: (memory) => this.previous(memory),
      'last-time': (memory) => this.lastTime(memory),
      'new-problem': (memory) => this.newProblem(memory),
      handoff: (memory) => this.handOff(memory),
      // About the conversation.
      help: (memory) => proceed.resume(memory, phrases.help(this.workloadNames()), 'help'),
      greeting: (memory) => this.greet(memory),
      thanks: (memory) => this.thank(memory),
      'what-are-these': (memory) => this.whatAreThese(memory),
      upset: (memory) => proceed.resume(memory, phrases.upset, 'upset'),
      noise: (memory) => proceed.resume(memory, phrases.noise, 'noise'),
      forget: (memory) => this.forget(memory),
    };
  }

  /** The answer once more, the problem before, or what to hand to a person: said in a sentence, with whatever words of the problem. */
  recall(heard: Heard, memory: Memory): Turn | undefined {
    const { acts, content, elsewhere } = heard;
    const { turns, outcome, asks } = acts;
    // "보고서에 붙이게 원문 다시요": the answer once more, and no summary of it.
    const repeats = turns.has('show-again') && !/요약|정리|상담|담당|사람|직원|엔지니어/.test(heard.text);
    if (turns.has('hand-over') && !repeats) return this.handOff(memory);
    const back = this.callBack(heard, memory);
    if (back) return back;
    if (turns.has('go-back') && (suspended(memory).length > 0 || (acts.likely === 'goback' && !content && !elsewhere)))
      return this.previous(memory);
    // "세션이 끊겨서 날아갔어요. 좀 전 내용 다시요": the last thing said is what is wanted.
    const wantsAgain = heard.acts.clauses.at(-1)?.turns.includes('show-again') && !turns.has('recalls');
    const tells = heard.elsewhere || (outcome !== undefined && asks.length === 0 && heard.content && !wantsAgain);
    if (tells || (memory.shown === undefined && heard.content)) return undefined;
    if (turns.has('step-wise')) return this.showing.oneByOne(memory);
    return turns.has('show-again') ? this.showing.repeat(memory) : undefined;
  }

  /** Back to a problem that is called by its words, unless what is open may be answered with them. */
  callBack(heard: Heard, memory: Memory): Turn | undefined {
    const { open } = memory.facts;
    const named = open && !isAboutShown(open) && !isSoft(open) ? undefined : this.namedBefore(heard, memory);
    return named && this.goBack({ ...memory, past: memory.past.filter((one) => one !== named) }, named);
  }

  /** A problem before this one, called by its own words: "다시 WSB 설치 건", "380008 계속". */
  private namedBefore(
    { text, elsewhere, exact, acts, cues, content, nameOnly }: Heard,
    memory: Memory,
  ): Problem | undefined {
    const [workload, ...others] = [...cues.named, ...cues.weaklyNamed];
    if (workload !== undefined && others.length === 0 && !content && !nameOnly) {
      const ofIt = suspended(memory).findLast(({ facts }) => facts.workload?.value === workload);
      if (ofIt && memory.facts.workload?.value !== workload) return ofIt;
    }
    const resumes = acts.turns.has('go-back') || acts.turns.has('show-again') || RESUMES.test(text);
    const called = this.calledByOwnWord(text, memory, resumes);
    if (called && exact.length === 0) return called;
    if (acts.outcome === 'failed' && !elsewhere && exact.length === 0) return undefined;
    return suspended(memory).findLast(({ facts, shown }) => {
      // One that was only queued is also called by its name alone.
      if (!resumes && shown !== undefined) return false;
      const id = shown?.entry ?? this.knowledge.search.search(problemText(facts)).hits[0]?.entry;
      const entry = id === undefined ? undefined : this.knowledge.entry(id);
      if (!entry) return false;
      if (exact.length > 0) return exact.includes(entry.id);
      const present = memory.shown && this.knowledge.entry(memory.shown.entry);
      const there = coverage(this.knowledge.search, entry, text);
      const here = present ? coverage(this.knowledge.search, present, text) : 0;
      return there >= NAMED_BEFORE && there - here >= NAMED_BEFORE / 2;
    });
  }

  /**
   * Of two problems that were told together the one that waits, where the last clause with a word that only one of them has
   * has one of its: "BMR 쪽 보여줘요", "db02 쪽은요", "둘째 건은 어떻게 해요".
   */
  private calledByOwnWord(text: string, memory: Memory, resumes: boolean): Problem | undefined {
    const said = squash(text);
    const ours = ownWords(problemText(memory.facts));
    const lastOf = (words: readonly string[], others: readonly string[]): number =>
      Math.max(-1, ...words.filter((word) => !others.includes(word)).map((word) => said.lastIndexOf(word)));
    // One that was worked at already is called back by more than a word.
    const called = suspended(memory).findLast((problem) => {
      const theirs = ownWords(problemText(problem.facts));
      const there = lastOf(theirs, ours);
      return (isQueued(problem) || resumes) && there >= 0 && there > lastOf(ours, theirs);
    });
    const queued = suspended(memory).findLast(isQueued);
    if (called || !queued) return called;
    return OTHER_OF_TWO.test(said) ? queued : undefined;
  }

  obey(command: Command, memory: Memory): Turn {
    if (command.name === 'step') return this.showing.step(memory, command.number);
    if (command.name === 'why') return this.showing.why(memory, command.number);
    return this.plain[command.name](memory);
  }

  private cancel(memory: Memory): Turn {
    const { facts } = memory;
    const hadProblem = facts.problem.length > 0 || facts.open !== undefined;
    const text = hadProblem ? phrases.cancelled : phrases.nothingToCancel;
    const choices = hadProblem && suspended(memory).length > 0 ? [same(phrases.buttons.previous)] : [];
    return say(withProblem(memory, { facts: doneWith(facts) }), { text, choices }, 'cancelled');
  }

  private restart(memory: Memory): Turn {
    const { view: _view, ...rest } = withProblem(memory, { facts: noFacts() });
    return say(
      { ...rest, past: [] },
      { text: phrases.restarted, choices: this.knowledge.allWorkloadChoices },
      'restarted',
    );
  }

  private undo(memory: Memory): Turn {
    const restored = undone(memory);
    if (!restored) return this.proceed.resume(memory, phrases.nothingToUndo, 'nothing-to-undo');
    return this.showing.show(restored, phrases.undone, 'undone');
  }

  /** Back to the problem that was set aside last; the present one takes its place. */
  private previous(memory: Memory): Turn {
    const problem = suspended(memory).at(-1);
    if (problem) return this.goBack({ ...memory, past: memory.past.filter((one) => one !== problem) }, problem);
    if (memory.person.open) return this.lastTime(memory);
    return this.proceed.resume(memory, phrases.noPrevious, 'nothing-previous');
  }

  private lastTime(memory: Memory): Turn {
    const { open } = memory.person;
    const isPresent = open?.facts.problem[0]?.value === memory.facts.problem[0]?.value;
    if (open && !isPresent) return this.goBack(memory, open);
    if (suspended(memory).length > 0) return this.previous(memory);
    return this.proceed.resume(memory, phrases.noPrevious, 'nothing-previous');
  }

  private goBack(memory: Memory, problem: Problem): Turn {
    const present = problemOf(memory);
    const kept = isOpen(present) ? keepPast(memory, present) : memory;
    const opening = phrases.backTo(shortProblem(problem.facts));
    return (
      this.proceed.takeUp(kept, problem, opening) ?? this.showing.show(withProblem(kept, problem), opening, 'previous')
    );
  }

  private newProblem(memory: Memory): Turn {
    const present = problemOf(memory);
    const kept = isOpen(present) ? keepPast(memory, present) : memory;
    const reply = { text: phrases.newProblem, choices: this.knowledge.allWorkloadChoices };
    return say(withProblem(kept, { facts: doneWith(memory.facts) }), reply, 'new-problem');
  }

  /** The summary for the support; right after it was solved, still about that. Where there is no problem, asks for it. */
  private handOff(memory: Memory): Turn {
    const { facts } = memory;
    const about = facts.problem.length > 0 ? facts : lastSolved(memory)?.facts;
    if (!about)
      return this.proceed.resume(
        memory,
        phrases.handoffNothing,
        'asks-problem',
        'asked for a person before a problem was told',
      );
    const { facts: handed, reply: pack } = handOver(phrases.handoffOnRequest, about, this.knowledge);
    const after = facts.problem.length > 0 ? { ...memory, facts: handed } : memory;
    const { open } = facts;
    if (!open || isSoft(open)) return say(after, pack, 'summary');
    const again = questionReply(open, this.knowledge);
    const question = again.question || phrases.pasteSummary;
    return say(after, { ...again, ...pack, question, choices: again.choices }, 'summary');
  }

  private greet(memory: Memory): Turn {
    if (memory.facts.open) return this.proceed.resume(memory, phrases.hello, 'greeted');
    return say(memory, { text: phrases.greeting, choices: this.knowledge.startChoices }, 'greeted');
  }

  /** Thanks for the steps: nothing is said of whether they helped, so the problem stays open. */
  private thank(memory: Memory): Turn {
    const { open } = memory.facts;
    if (open && isAboutShown(open))
      return say(memory, questionReply(open, this.knowledge, phrases.welcomeTryIt, true), 'thanked');
    return this.proceed.resume(memory, phrases.welcome, 'thanked');
  }

  /** Kind words that are no command. */
  nod({ text }: Heard, memory: Memory): Turn {
    return /감사|고맙|고마|땡큐|thank|수고|복\s?받/.test(text)
      ? this.thank(memory)
      : this.proceed.resume(memory, phrases.takeYourTime, 'waits');
  }

  private whatAreThese(memory: Memory): Turn {
    const { open } = memory.facts;
    return open && (isAboutShown(open) || open.kind === 'entry')
      ? this.proceed.resume(memory, phrases.askWhichStep, 'explained', 'asked what is meant')
      : this.proceed.explain(memory);
  }

  private forget(memory: Memory): Turn {
    const blank = { ...newMemory(), greeted: memory.greeted, person: { noticed: true }, seen: memory.seen };
    const reply = { text: phrases.forgotten, choices: this.knowledge.startChoices, forgotten: true as const };
    return { ...say(blank, reply, 'forgot'), forget: true };
  }

  private workloadNames(): string[] {
    return this.knowledge.declaredWorkloads.map(({ name }) => name);
  }
}

/** Told beside another, and not looked at yet. */
const isQueued = ({ facts, shown }: Problem): boolean => facts.trials.length === 0 && shown === undefined;

/** Words of a problem by which it may be called: names and nouns without their particles. */
function ownWords(text: string): string[] {
  return normalize(text)
    .split(/[^가-힣a-z0-9]+/)
    .map(stripParticle)
    .filter((word) => word.length > 1 && !OF_ANY_PROBLEM.test(word));
}

const OTHER_OF_TWO = /(?:둘째|두번째|나머지|남은|뒤에말한|다른)(?:하나|건|거|것|쪽|문제|서버|사고|오류|에러|놈)/;

const OF_ANY_PROBLEM =
  /^(?:백업|오류|에러|실패|서버|문제|하나|또|건|안|떠|나|해|두|그리고|이거|저거|되|돼|같|번|코드|발생)/;
