import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import MiniSearch from 'minisearch';
import type { Corpus } from '../../src/articles/corpus.js';
import { passagesOf } from '../../src/search/fields.js';
import { type KnowledgeData, KnowledgeIndex } from '../../src/search/knowledge-index.js';
import { Search } from '../../src/search/search.js';

/** What is measured at one size; times in milliseconds, memory in megabytes. */
export interface ScaleFigures {
  entries: number;
  build: number;
  load: number;
  fileMegabytes: number;
  memory: number;
  candidates: Quantiles;
  rerank: Quantiles;
  whole: Quantiles;
  /** Each message's shortest time over the rounds: the work itself, without pauses of the garbage collector or the machine. */
  shortest: { candidates: Quantiles; rerank: Quantiles; whole: Quantiles };
  /** `wholeBeside`: our whole query, each message put to both in turn. */
  miniSearch: { build: number; memory: number; query: Quantiles; wholeBeside: Quantiles };
}

interface Quantiles {
  p50: number;
  p99: number;
}

const quantiles = (times: number[]): Quantiles => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
};

/** Memory of the heap; typed arrays stand outside of it and are counted by their length. */
function memory(): number {
  // Run with --expose-gc: garbage is none of the index.
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function timed<T>(work: () => T | Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

/** Rounds over all messages; the first warms up and is not counted. */
const ROUNDS = { ours: 6, beside: 2 };

/** Puts each message several times; the first round does not count. No text twice, since a turn's results are remembered. */
async function rounds(
  count: number,
  messages: readonly string[],
  measure: (message: string, counts: boolean, number: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < count; round += 1)
    for (const [number, message] of messages.entries())
      await measure(`${message}${' '.repeat(round)}`, round > 0, number);
}

/** Times of one kind of work: all of them, and the shortest of each message. */
class Times {
  private readonly all: number[] = [];
  private readonly best: number[] = [];

  add(message: number, time: number): void {
    this.all.push(time);
    this.best[message] = Math.min(this.best[message] ?? Number.POSITIVE_INFINITY, time);
  }

  quantiles(): Quantiles {
    return quantiles(this.all);
  }

  shortest(): Quantiles {
    return quantiles(this.best);
  }
}

/**
 * Measures one size: our index and FlexSearch's candidate search inside it, each message put to both in turn, then ours and
 * MiniSearch with the same encoder.
 */
export async function measureScale(corpus: Corpus, messages: readonly string[]): Promise<ScaleFigures> {
  const { entries, workloads, glossary } = corpus;
  const before = memory();
  const [index, build] = await timed(() => KnowledgeIndex.build(entries, workloads, glossary));
  const arrays = Object.values(index.ranking.data).reduce(
    (sum, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0),
    0,
  );
  const used = memory() - before + arrays / 2 ** 20;
  const file = serialize(await index.export());
  const [, load] = await timed(() => KnowledgeIndex.load(deserialize(file) as KnowledgeData));
  const search = new Search(index);

  // Ours first, alone: another index in the same process would lengthen the pauses of its garbage collector.
  const times = { candidates: new Times(), rerank: new Times(), whole: new Times() };
  await rounds(ROUNDS.ours, messages, async (message, counts, number) => {
    const [, whole] = await timed(() => search.search(message));
    const asked = search.understand(message);
    const [numbers, candidates] = await timed(() => search.candidates(asked.query));
    const [, rerank] = await timed(() => search.rerank(asked, numbers));
    if (!counts) return;
    times.whole.add(number, whole);
    times.candidates.add(number, candidates);
    times.rerank.add(number, rerank);
  });

  const beforeMini = memory();
  const [mini, miniBuild] = await timed(() => {
    const built = new MiniSearch<{ id: number; text: string }>({
      fields: ['text'],
      tokenize: (text) => index.encoder.encode(text),
      processTerm: (term) => term,
    });
    built.addAll(
      entries.map((entry, id) => ({
        id,
        text: passagesOf(entry)
          .map(({ text }) => text)
          .join('\n'),
      })),
    );
    return built;
  });
  const miniMemory = memory() - beforeMini;
  const beside = { whole: [] as number[], mini: [] as number[] };
  await rounds(ROUNDS.beside, messages, async (message, counts) => {
    const [, whole] = await timed(() => search.search(message));
    const [, ofMini] = await timed(() => mini.search(message).slice(0, 60));
    if (!counts) return;
    beside.whole.push(whole);
    beside.mini.push(ofMini);
  });
  return {
    entries: entries.length,
    build,
    load,
    fileMegabytes: file.length / 2 ** 20,
    memory: used,
    candidates: times.candidates.quantiles(),
    rerank: times.rerank.quantiles(),
    whole: times.whole.quantiles(),
    shortest: {
      candidates: times.candidates.shortest(),
      rerank: times.rerank.shortest(),
      whole: times.whole.shortest(),
    },
    miniSearch: {
      build: miniBuild,
      memory: miniMemory,
      query: quantiles(beside.mini),
      wholeBeside: quantiles(beside.whole),
    },
  };
}

/** One size in a process of its own, so that no other's memory counts: `node scale.js CORPUS_FILE`. */
async function main([corpusFile = '']: string[]): Promise<void> {
  const { corpus, messages } = deserialize(await readFile(corpusFile)) as { corpus: Corpus; messages: string[] };
  process.stdout.write(`${JSON.stringify(await measureScale(corpus, messages))}\n`);
}

if (path.basename(process.argv[1] ?? '') === 'scale.js') await main(process.argv.slice(2));
