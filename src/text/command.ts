import { LRUCache } from 'lru-cache';
import { normalize } from './normalize.js';
import { COMMANDS, type CommandAct, LEADS, TAILS } from './replies.ko.js';
import { replyText } from './reply-text.js';

/** What a message asks of the assistant, if it is that and nothing else. */
export type Command =
  | { name: Exclude<CommandAct, 'why'> | 'noise' }
  | { name: 'step'; number: number }
  /** Why it is asked or told; of one step where a number is given. */
  | { name: 'why'; number?: number };

/** Characters; a longer message is no command. */
const LONGEST_COMMAND = 120;
const SHORTEST_FLOOD = 400;

const names = [...new Set(COMMANDS.map(({ act }) => act))];
const FRAMES = new Map(
  names.map((act) => {
    const forms = COMMANDS.filter((row) => row.act === act).map(({ form }) => `(?:${form})`);
    return [act, new RegExp(`^(?:${LEADS})*?(?:${forms.join('|')})(?:${TAILS})*$`)] as const;
  }),
);

const bare = (text: string): string =>
  normalize(text)
    .trim()
    .toLowerCase()
    .replace(/[ㅋㅎㅠㅜ]{2,}/g, '')
    .replace(/[\s.,!~^;:'"…·()]+/g, '')
    .replace(/(?<=.)\?+$/, '');

const commandsIn = (text: string): CommandAct[] => names.filter((act) => FRAMES.get(act)?.test(bare(text)));

/** Throws where an example of a command is heard as another, or as none. */
export function checkCommands(): void {
  const misheard = COMMANDS.flatMap(({ act, examples }) =>
    examples.flatMap((example) => {
      const heard = commandsIn(example).join(', ');
      return heard === act ? [] : [`"${example}" is "${act}" and is heard as "${heard}"`];
    }),
  );
  if (misheard.length > 0)
    throw new Error(`Commands of the lexicon are misheard: ${misheard.join('; ')}. Make one of the forms narrower.`);
}

const ORDINALS = ['첫', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉'];
const STEP = new RegExp(`(\\d{1,2}|${ORDINALS.join('|')})\\s*(?:번째|번|째)?\\s*(?:단계|스텝|step|순서)`);
/** "3번 다시": a step even without the word. */
const NUMBER_AGAIN = /^(\d{1,2})\s*번(?:만|을|거|째)?\s*(?:단계)?\s*(?:다시|뭐(?:였|죠|지)|한\s?번|또)/;
const STEP_ASKED = /뭐(?:였|더|죠|지|라)|다시|보여\s?(?:줘|주)|알려|한번|였/;
/** Words of a failure: a message that has one is no request to see something again. */
const FAILURE = /안\s?(?:돼|되|됐|됨|된|됩|보여|보이|나|떠)|못|실패|오류|에러/;

/** The command that a message is, if it is one and nothing else: "처음부터 백업이 안 됐어요" is a problem. */
export function readCommand(text: string): Command | undefined {
  return text.length > LONGEST_COMMAND ? commandOf(text) : commands.memo(text) || undefined;
}

const KEPT = 500;
const commands = new LRUCache<string, Command | false>({ max: KEPT, memoMethod: (text) => commandOf(text) ?? false });

function commandOf(text: string): Command | undefined {
  if (text.length > LONGEST_COMMAND) return isFlood(text) ? { name: 'noise' } : undefined;
  const clean = normalize(text).trim();
  if (!saysAnything(clean)) return { name: 'noise' };
  const [found] = commandsIn(clean);
  if (found === 'why') {
    const number = bare(clean).match(/^(\d{1,2})번/)?.[1];
    return number === undefined ? { name: 'why' } : { name: 'why', number: Number(number) };
  }
  if (found !== undefined) return { name: found };
  if (FAILURE.test(clean)) return undefined;
  const step = clean.match(NUMBER_AGAIN)?.[1] ?? (STEP_ASKED.test(clean) ? clean.match(STEP)?.[1] : undefined);
  if (step === undefined) return undefined;
  return { name: 'step', number: /\d/.test(step) ? Number(step) : ORDINALS.indexOf(step) + 1 };
}

/** Whether there are words at all; a sign may be a yes or no, or a place in a list. */
function saysAnything(text: string): boolean {
  const plain = bare(text);
  if (/[가-힣a-z0-9①-⑨]|[ㄱ-ㅎㅏ-ㅣ]{2}|^\?{2,}$|^[ㅇㄴ]$/.test(plain)) return true;
  return /[가-힣]/.test(replyText(text));
}

/** The same few words over and over. */
function isFlood(text: string): boolean {
  return text.length > SHORTEST_FLOOD && !/[A-Za-z]{10,}|\d{3,}/.test(text) && new Set(text.split(/\s+/)).size <= 4;
}
