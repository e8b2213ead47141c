import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Guide, Turn } from '../../dialogs/guide.js';
import { newMemory } from '../../dialogs/memory.js';

/** What a reply must hold. Spaces, case and markdown don't matter. */
export interface Expectation {
  /** 0 is the reply to the opening. */
  after: number;
  must?: string[];
  mustNot?: string[];
  /** At least one of these lists stands there wholly. */
  any?: string[][];
  /** It says that the articles don't have this. */
  declines?: boolean;
  /** It asks something back. */
  asks?: boolean;
}

/** A dialog of somebody who saw the articles, and neither the program nor its words. */
export interface Dialog {
  id: string;
  cat: string;
  say: string;
  follow: string[];
  expect: Expectation[];
}

export type Half = 'tune' | 'report';

export function readDialogs(dir: string, half: Half): Dialog[] {
  const folder = path.join(dir, 'followups', half);
  return readdirSync(folder)
    .sort()
    .flatMap((file) =>
      readFileSync(path.join(folder, file), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line, i) => ({ id: `${half}/${path.basename(file, '.jsonl')}:${i + 1}`, ...JSON.parse(line) }) as Dialog),
    );
}

const squash = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/&#8203;/g, '')
    .replace(/<br\s*\/?>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[\\*_~`|]/g, '')
    .replace(/\s+/g, '');

const DECLINES = /없는 코드|없어요|없는 문제|다루지 않|다뤄요/;

/** Pages of an answer are read to their end before the next message, as a person scrolls. */
const MOST_PAGES = 6;
const READS_ON = /^다음 (?:원인|단계)/;

const wordsOf = ({ replies }: Turn): string =>
  replies
    .map(({ text, question = '', choices }) => [text, question, ...choices.map(({ title }) => title)].join('\n'))
    .join('\n');

/** Plays a dialog; returns what fails, and what was said. */
export function playDialog(
  guide: Guide,
  { say, follow, expect }: Dialog,
): { failed: string[]; said: string[]; kinds: string[] } {
  let memory = newMemory();
  const kinds: string[] = [];
  const said = [say, ...follow].map((message) => {
    let turn = guide.respond(memory, message);
    memory = structuredClone(turn.memory);
    kinds.push(`${turn.kind} (${turn.because})`);
    let words = wordsOf(turn);
    const isAnswer = turn.kind === 'answer' || turn.kind === 'rest';
    for (let page = 0; isAnswer && page < MOST_PAGES; page += 1) {
      const more = turn.replies.at(-1)?.choices.find(({ title }) => READS_ON.test(title));
      if (!more) break;
      turn = guide.respond(memory, more.say);
      memory = structuredClone(turn.memory);
      words += `\n${wordsOf(turn)}`;
    }
    return words;
  });
  const failed = expect.flatMap(({ after, must = [], mustNot = [], any = [], declines, asks }) => {
    const text = squash(said[after] ?? '');
    const has = (fragment: string): boolean => text.includes(squash(fragment));
    return [
      ...must.filter((fragment) => !has(fragment)).map((fragment) => `after ${after}: lacks "${fragment}"`),
      ...mustNot.filter(has).map((fragment) => `after ${after}: has "${fragment}"`),
      ...(any.length > 0 && !any.some((all) => all.every(has))
        ? [`after ${after}: has none of ${JSON.stringify(any)}`]
        : []),
      ...(declines && !DECLINES.test(said[after] ?? '') && !/[?？]/.test(said[after] ?? '')
        ? [`after ${after}: does not decline`]
        : []),
      ...(asks && !/[?？]|골라|적어/.test(said[after] ?? '') ? [`after ${after}: asks nothing`] : []),
    ];
  });
  return { failed, said, kinds };
}
