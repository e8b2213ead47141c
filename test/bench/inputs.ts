import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The tune half of our own questions: messages as people write them. */
export async function messagesFrom(projectDir: string): Promise<string[]> {
  const dir = path.join(projectDir, 'test/eval/questions/tune');
  const files = await Promise.all((await readdir(dir)).map((name) => readFile(path.join(dir, name), 'utf8')));
  const lines = files.flatMap((file) => file.split('\n')).filter((line) => line.trim() !== '');
  return lines.map((line) => (JSON.parse(line) as { say: string }).say);
}

/** What the figures were measured on. */
export function machine(): string {
  const cpu = os.cpus()[0]?.model ?? 'unknown processor';
  const memory = (os.totalmem() / 2 ** 30).toFixed(0);
  return `${os.cpus().length} × ${cpu}, ${memory} GiB, Node ${process.version}, ${os.type()}`;
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
