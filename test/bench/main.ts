import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serialize } from 'node:v8';
import { type Corpus, loadCorpus } from '../../src/articles/corpus.js';
import { corpusWith, resize } from './corpus-at-scale.js';
import { machine, messagesFrom } from './inputs.js';
import type { ScaleFigures } from './scale.js';
import { measureStarts } from './starts.js';

// Compiled, this file stands in dist-bench/test/bench.
const here = path.dirname(fileURLToPath(import.meta.url));
const projectDir = path.resolve(here, '../../..');
const corpusDir = path.join(projectDir, 'corpus');
const SIZES = [114, 1_000, 10_000, 100_000];
/** Old-space limit of a measuring process, MB; MiniSearch needs most of it at the largest size. */
const HEAP = 14_000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function measure(corpus: Corpus, size: number, messages: readonly string[]): Promise<ScaleFigures> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'guide-bench-'));
  try {
    const file = path.join(dir, 'corpus.bin');
    // Only what is measured: other entries in memory would lengthen the pauses of the garbage collector.
    await writeFile(file, serialize({ corpus: resize(corpus, size), messages }));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', `--max-old-space-size=${HEAP}`, path.join(here, 'scale.js'), file],
      { maxBuffer: 2 ** 24 },
    );
    return JSON.parse(stdout) as ScaleFigures;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
const ratio = (a: number, b: number): string => (b > 0 ? (a / b).toFixed(2) : '–');

function rowOf(f: ScaleFigures): string {
  return [
    f.entries,
    `${(f.build / 1000).toFixed(2)} s (${ratio(f.build, f.miniSearch.build)})`,
    `${(f.load / 1000).toFixed(2)} s, ${f.fileMegabytes.toFixed(0)} MB`,
    `${f.memory.toFixed(0)} MB (${ratio(f.memory, f.miniSearch.memory)})`,
    `${ms(f.candidates.p50)} / ${ms(f.candidates.p99)}`,
    `${ms(f.rerank.p50)} / ${ms(f.rerank.p99)}`,
    `${ms(f.whole.p50)} / ${ms(f.whole.p99)}`,
    ratio(f.whole.p99, f.candidates.p99),
    `${ms(f.miniSearch.query.p50)} / ${ms(f.miniSearch.query.p99)} (${ratio(f.miniSearch.wholeBeside.p99, f.miniSearch.query.p99)})`,
  ].join(' | ');
}

function shortestRowOf({ entries, shortest: { candidates, rerank, whole } }: ScaleFigures): string {
  const pair = ({ p50, p99 }: { p50: number; p99: number }): string => `${ms(p50)} / ${ms(p99)}`;
  return [entries, pair(candidates), pair(rerank), pair(whole), ratio(whole.p99, candidates.p99)].join(' | ');
}

async function main([folder]: string[]): Promise<void> {
  print(machine());
  const corpus = folder === undefined ? await loadCorpus(corpusDir) : await corpusWith(corpusDir, folder);
  if (folder === undefined) print('Only our own corpus; for scale: npm run bench -- FOLDER (of Korean articles)');
  else print(`${corpus.entries.length} different entries; larger sizes repeat some`);
  // Every fourth is enough: some 400 messages, thrice each.
  const messages = (await messagesFrom(projectDir)).filter((_, i) => i % 4 === 0);
  print('\nTimes in ms, p50 / p99; in brackets the ratio to MiniSearch with the same encoder in the same run.\n');
  print(
    '| entries | index build | load, file | memory | candidates (FlexSearch) | re-rank | whole query | whole ÷ candidates, p99 | MiniSearch query (whole ÷ it, p99) |',
  );
  print('|---|---|---|---|---|---|---|---|---|');
  const all: ScaleFigures[] = [];
  for (const size of folder === undefined ? SIZES.slice(0, 1) : SIZES) {
    const figures = await measure(corpus, size, messages);
    all.push(figures);
    print(`| ${rowOf(figures)} |`);
  }
  print("\nThe same of each message's shortest time, without pauses of the garbage collector or the machine.\n");
  print('| entries | candidates (FlexSearch) | re-rank | whole query | whole ÷ candidates, p99 |');
  print('|---|---|---|---|---|');
  for (const figures of all) print(`| ${shortestRowOf(figures)} |`);
  print(`\n${await measureStarts(projectDir)}`);
}

await main(process.argv.slice(2));
