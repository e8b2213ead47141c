import { IDENTIFIER_LIMIT } from '../src/search/query.js';
import type { Search } from '../src/search/search.js';
import { type Command, readCommand } from '../src/text/command.js';
import { inMeantLayout } from '../src/text/hangul.js';
import { maskSecrets } from '../src/text/mask.js';
import { capText } from '../src/text/normalize.js';
import { aboutShown } from './about-shown.js';
import { Commands } from './commands/index.js';
import { readCorrection } from './corrections.js';
import type { Effect } from './effects.js';
import { forNewProblem } from './fact-changes.js';
import { type Heard, hear, type InView, shortProblem } from './hear.js';
import { Knowledge } from './knowledge.js';
import { lines } from './markdown.js';
import { isSame, keepPast, type Memory, rememberingBefore, rememberingOpen } from './memory.js';
import { phrases } from './phrases.ko.js';
import { isOld, type Press } from './presses.js';
import { Proceed } from './proceed.js';
import { isAboutShown, isSoft, readAnswer } from './questions/index.js';
import { same } from './reply.js';
import { readStatement, versionsTold } from './statements.js';
import { say, type Turn } from './turn.js';
import { twoProblems } from './two-problems.js';

export type { Turn } from './turn.js';

/** An ending by itself: what an input method leaves behind when Enter comes before the last syllable is done. */
const LEFTOVER = /^[요다여용욤죠데지까서고면는은을를이가에도임]$/;

/** Days that conversations are kept where nothing else is set. */
export const RETENTION_DAYS = 30;

/** Commands whose words are answers to some questions too: 다음 to a step, 전부 to a list, thanks after 해결됐어요. */
const ALSO_ANSWERS: ReadonlySet<Command['name']> = new Set(['next-page', 'show-all', 'thanks', 'noise', 'greeting']);

const isAmbiguous = ({ text }: Heard): boolean => {
  const command = readCommand(text);
  return command === undefined || ALSO_ANSWERS.has(command.name);
};

const wantsElsewhere = ({ acts }: Heard): boolean =>
  acts.clauses.at(-1)?.turns.some((act) => act === 'go-back' || act === 'hand-over') === true;

function inViewOf({ shown, facts: { open } }: Memory): InView | undefined {
  return shown && { entry: shown.entry, isTalkedOf: open === undefined || isAboutShown(open) || isSoft(open) };
}

/** Reads a message that was heard; undefined where it is not of this reader's kind. */
type Reader = (heard: Heard, memory: Memory) => Turn | undefined;

/**
 * The conversation, free of any channel and SDK: a message and what is remembered in, replies and new memory out.
 * The same message on the same memory gives the same turn. Secrets are masked before anything looks at a message, so that
 * nothing remembered, shown or written down can hold one.
 */
export class Guide {
  readonly knowledge: Knowledge;
  private readonly proceed: Proceed;
  private readonly commands: Commands;

  constructor(
    search: Search,
    private readonly retentionDays = RETENTION_DAYS,
  ) {
    this.knowledge = new Knowledge(search);
    this.proceed = new Proceed(this.knowledge);
    this.commands = new Commands(this.knowledge, this.proceed);
  }

  /** Who reads a message, in this order; the first that can, does. */
  private readonly readers: readonly Reader[] = [
    // What can only be a command: "처음부터", "내 기록 삭제".
    (heard, memory) => (isAmbiguous(heard) ? undefined : this.command(heard, memory)),
    // Who takes something back answers no question with it, whatever is open.
    (heard, memory) => this.effectOf(readCorrection(heard, memory, this.knowledge), memory),
    // Back to another problem, or on to a person: said last, it is what is wanted, whatever was said of the steps before it.
    (heard, memory) =>
      wantsElsewhere(heard) ? this.commands.recall(heard, memory) : this.commands.callBack(heard, memory),
    // The summary asked for versions; nothing else looks like them.
    (heard, memory) => this.effectOf(versionsTold(heard, memory.facts), memory),
    // What waits for an answer comes first: "전부" to a list chooses, and shows no steps.
    (heard, memory) => this.answer(heard, memory),
    // What may also be an answer, and was none: "다음", "감사합니다"; and what asks for something in a sentence.
    (heard, memory) => this.command(heard, memory) ?? this.commands.recall(heard, memory),
    // A question about the answer in view is never searched for anew, and never an outcome.
    (heard, memory) => aboutShown(heard, memory, this.knowledge, this.proceed),
    // Two problems would be read as one by what follows.
    (heard, memory) => this.two(heard, memory),
    // What is left tells something: a correction, what was tried, evidence, a new problem.
    (heard, memory) => this.proceed.carryOut(readStatement(heard, memory, this.knowledge), memory),
  ];

  /** What is said when someone joins, or when the bot comes to where many talk. */
  greet(memory: Memory, inGroup = false): Turn {
    const open = inGroup ? undefined : memory.person.open;
    const choices = [...(open ? [same(phrases.buttons.lastTime)] : []), ...this.knowledge.startChoices];
    const text = lines(
      phrases.greeting,
      inGroup ? phrases.inGroup : open ? phrases.lastTime(shortProblem(open.facts)) : '',
    );
    return this.withNotice(say({ ...memory, greeted: true }, { text, choices }, 'joined'));
  }

  /** Answers one message; `press` where it was said by a button of a card. Nothing of `before` is changed. */
  respond(before: Memory, message: string, press?: Press): Turn {
    const memory: Memory = { ...before, turn: before.turn + 1 };
    const text = inMeantLayout(maskSecrets(capText(message, IDENTIFIER_LIMIT)).trim());
    if (press && !press.mine)
      return this.withNotice(say(memory, { text: phrases.notYourButton, choices: [] }, 'not-theirs'));
    if (press && isOld(press, text, before, this.knowledge)) {
      const turn = this.proceed.resume(memory, phrases.oldButton, 'old-button');
      return { ...turn, memory: rememberingBefore(turn.memory, before) };
    }
    if (LEFTOVER.test(text)) return { memory, replies: [], kind: 'leftover', because: 'left by an input method' };
    const turn = this.read(hear(text, memory.turn, memory.facts, this.knowledge, inViewOf(memory)), memory);
    if (turn.forget) return turn;
    const after =
      turn.kind === 'undone'
        ? turn.memory
        : rememberingBefore(turn.memory, before, isSame(turn.memory.facts, before.facts));
    return this.withNotice({ ...turn, memory: rememberingOpen(after) });
  }

  /** Answers a message that is nothing but files. */
  refuseFiles(before: Memory): Turn {
    const memory: Memory = { ...before, turn: before.turn + 1 };
    return this.withNotice(this.proceed.resume(memory, phrases.noFiles, 'files'));
  }

  private read(heard: Heard, memory: Memory): Turn {
    for (const reader of this.readers) {
      const turn = reader(heard, memory);
      if (turn) return turn;
    }
    return this.proceed.again(memory);
  }

  private answer(heard: Heard, memory: Memory): Turn | undefined {
    const { open } = memory.facts;
    return this.effectOf(open && readAnswer(open, heard, memory.facts, this.knowledge), memory);
  }

  private effectOf(effect: Effect | undefined, memory: Memory): Turn | undefined {
    return effect && this.proceed.carryOut(effect, memory);
  }

  private command(heard: Heard, memory: Memory): Turn | undefined {
    const command = readCommand(heard.text);
    if (command) return this.commands.obey(command, memory);
    // Thanks, a greeting, a nod, in whatever words.
    return heard.acts.likely === 'courtesy' ? this.commands.nod(heard, memory) : undefined;
  }

  /** Two problems in one message: the first is answered, the second waits and is offered. */
  private two(heard: Heard, memory: Memory): Turn | undefined {
    const { turns } = heard.acts;
    const parts = turns.has('not-that') || turns.has('corrects') ? undefined : twoProblems(heard, this.knowledge);
    if (!parts) return undefined;
    const [first, second] = parts.map((text) =>
      forNewProblem(memory.facts, hear(text, memory.turn, memory.facts, this.knowledge), this.knowledge),
    );
    if (!first || !second) return undefined;
    const turn = this.proceed.newProblem(keepPast(memory, { facts: second }), first);
    const [reply, ...rest] = turn.replies;
    if (!reply) return turn;
    const said = phrases.twoProblems(shortProblem(first), shortProblem(second));
    const choices = [...reply.choices, same(phrases.buttons.otherProblem)];
    return { ...turn, replies: [{ ...reply, text: lines(said, reply.text), choices }, ...rest] };
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
}
