import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { projectDir } from './support/knowledge.js';

/** Rooms in the order of their arrows: a room may import those before it, never one after it. */
const ORDER = [
  'src/text',
  'src/knowledge',
  'src/articles',
  'src/search',
  'src/triage',
  'src/journal',
  'dialogs',
  'src/directline',
  'src/channels',
  'src',
];

const roomOf = (file: string): string => ORDER.find((room) => room !== 'src' && file.startsWith(`${room}/`)) ?? 'src';

const files = ['src', 'dialogs'].flatMap((dir) =>
  readdirSync(path.join(projectDir, dir), { recursive: true })
    .map((name) => path.posix.join(dir, String(name).split(path.sep).join('/')))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')),
);

const importsOf = (file: string): string[] =>
  [...readFileSync(path.join(projectDir, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  );

test('imports point to the left only', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => path.posix.join(path.posix.dirname(file), target))
      .filter((target) => ORDER.indexOf(roomOf(target)) > ORDER.indexOf(roomOf(file)))
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('each library is known in its own rooms only', () => {
  const homes: Array<[RegExp, string[]]> = [
    [/^botbuilder/, ['dialogs', 'src/channels']],
    [/^botframework-connector/, ['src/channels']],
    [/^(?:restify|libsql|pino|async-mutex|sirv|esbuild|p-retry|cockatiel|fflate)$/, ['src/channels']],
    [/^(?:jose|rate-limiter-flexible|body-parser)$/, ['src/directline', 'src/channels']],
    [/^ws$/, ['src/directline']],
    [/^flexsearch$/, ['src/search']],
    [/^natural/, ['src/search']],
    [/^(?:mdast|hast|micromark)/, ['src/articles', 'src/channels']],
    [/^es-hangul$/, ['src/text']],
    [/^rotating-file-stream$/, ['src/journal']],
    [/^valibot$/, ['src/articles', 'src/directline', 'src/channels']],
  ];
  const strangers = files.flatMap((file) =>
    importsOf(file).flatMap((target) =>
      homes
        .filter(([library, rooms]) => library.test(target) && !rooms.includes(roomOf(file)))
        .map(() => `${file} → ${target}`),
    ),
  );
  expect(strangers).toEqual([]);
});

test('Direct Line stands alone, as a package would', () => {
  const others = files
    .filter((file) => file.startsWith('src/directline/'))
    .flatMap((file) => importsOf(file).filter((target) => target.startsWith('../')));
  expect(others).toEqual([]);
});

test('natural comes in by deep path, since its entry point loads everything it has', () => {
  expect(files.flatMap(importsOf).filter((target) => target === 'natural')).toEqual([]);
});

test('text and triage do no input or output', () => {
  const io = files
    .filter((file) => /^src\/(?:text|knowledge|triage)\//.test(file))
    .flatMap((file) => importsOf(file).filter((target) => target.startsWith('node:')));
  expect(io).toEqual([]);
});

test('files stay small enough to read in one sitting', () => {
  const long = files
    .map((file) => [file, readFileSync(path.join(projectDir, file), 'utf8').split('\n').length] as const)
    .filter(([, lines]) => lines > 400);
  expect(long).toEqual([]);
});
