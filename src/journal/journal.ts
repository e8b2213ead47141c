import { createHmac } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { GuideError } from '../knowledge/errors.js';
import { remembered } from '../text/remembered.js';
import type { TurnEvent } from './event.js';
import { keyIn } from './key-file.js';

/** A file is closed at this size, or at the end of the day (UTC). */
const FILE_SIZE = '8M';
/** All files together; the oldest goes first. */
const TOTAL_SIZE = '160M';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Waits before the file is opened again after a failure (a full disk), longer each time, and lines that wait with it. */
const REOPEN_MS = { first: 1000, longest: 60_000 };
const MOST_HELD = 2000;

/** Hashes kept in memory. */
const HASHES = 2000;

const CURRENT = 'journal.jsonl';
const ROTATED = /^journal-.*\.jsonl$/;

/**
 * What the bot did, turn by turn: a folder of JSON lines, only ever appended to, rotated and bounded in size and age. A turn
 * is never held up by it: a full disk costs lines, not answers.
 */
export class Journal {
  /** Undefined while files are rewritten; what is appended then is held. */
  private stream: RotatingFileStream | undefined;
  private held: string[] = [];
  /** Lines that could neither be written nor held since the last that was. */
  private dropped = 0;
  private reopening: NodeJS.Timeout | undefined;
  private waitMs = REOPEN_MS.first;
  private rewriting: Promise<void> = Promise.resolve();
  /** Remembers those who are at it: each turn needs two. */
  private readonly hashOf: (text: string) => string;

  private constructor(
    private readonly dir: string,
    private readonly retentionDays: number,
    private readonly onTrouble: (error: Error) => void,
  ) {
    const key = keyIn(path.join(dir, 'key'));
    this.hashOf = remembered((text) => createHmac('sha256', key).update(text).digest('hex').slice(0, 16), HASHES);
    this.stream = this.openStream();
  }

  /** Opens the journal in a folder, which is made where it is missing. `onTrouble` hears of what could not be written. */
  static async open(dir: string, retentionDays: number, onTrouble: (error: Error) => void): Promise<Journal> {
    await mkdir(dir, { recursive: true }).catch((cause: unknown) => {
      throw new GuideError(
        'STORAGE_FAILED',
        `The journal's folder "${dir}" cannot be made: ${cause instanceof Error ? cause.message : String(cause)}. Check that DATA_DIR can be written, the disk has room, and nothing else has this name.`,
        { cause },
      );
    });
    return new Journal(dir, retentionDays, onTrouble);
  }

  /** The hash by which a person or conversation is known here; the key to it stays in the folder. */
  hash(...parts: readonly string[]): string {
    return this.hashOf(parts.join('\u0000'));
  }

  append(event: TurnEvent): void {
    const line = `${JSON.stringify(event)}\n`;
    if (this.stream) this.stream.write(line);
    else this.hold(line);
  }

  /** Keeps a line for when there is a file again. */
  private hold(line: string): void {
    if (this.held.length < MOST_HELD) this.held.push(line);
    else this.dropped += 1;
  }

  /** Removes every line of a person. */
  async forget(person: string): Promise<void> {
    // One that failed is its caller's trouble, not that of all after it.
    this.rewriting = this.rewriting.catch(() => undefined).then(() => this.rewriteWithout(person));
    return this.rewriting;
  }

  private async rewriteWithout(person: string): Promise<void> {
    const open = this.stream;
    this.stream = undefined;
    try {
      if (open) await ended(open);
      for (const file of [...(await this.rotated()), path.join(this.dir, CURRENT)]) {
        const text = await readFile(file, 'utf8').catch(() => '');
        const kept = text.split('\n').filter((line) => !line.includes(`"person":"${person}"`));
        const shorter = kept.join('\n');
        if (shorter.length === text.length) continue;
        const partial = `${file}.partial`;
        await writeFile(partial, shorter);
        await rename(partial, file);
      }
    } finally {
      this.stream = this.openStream();
      this.writeHeld();
    }
  }

  private writeHeld(): void {
    const { held, stream } = this;
    this.held = [];
    for (const line of held) stream?.write(line);
  }

  /** The stream has failed and takes nothing any more: another, a while later. What it had not written yet is lost, and counted. */
  private failed(stream: RotatingFileStream | undefined, error: Error): void {
    this.onTrouble(error);
    // One that was closed before is none of now.
    if (stream !== this.stream) return;
    this.stream = undefined;
    if (this.reopening) return;
    this.reopening = setTimeout(() => {
      this.reopening = undefined;
      void this.reopen();
    }, this.waitMs).unref();
    this.waitMs = Math.min(2 * this.waitMs, REOPEN_MS.longest);
  }

  private async reopen(): Promise<void> {
    // A rewriting opens it itself.
    await this.rewriting.catch(() => undefined);
    if (this.stream) return;
    try {
      // The line that was cut by the full disk ends here, so that the next is whole.
      await appendFile(path.join(this.dir, CURRENT), '\n');
    } catch (error) {
      this.failed(undefined, error as Error);
      return;
    }
    this.stream = this.openStream();
    this.writeHeld();
    this.waitMs = REOPEN_MS.first;
    if (this.dropped > 0) this.onTrouble(new Error(`The journal is written again; ${this.dropped} lines were lost.`));
    this.dropped = 0;
  }

  /** Deletes files older than the retention. */
  async dropOld(now: Date): Promise<void> {
    for (const file of await this.rotated()) {
      const { mtimeMs } = await stat(file);
      if (now.getTime() - mtimeMs > this.retentionDays * DAY_MS) await rm(file, { force: true });
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.reopening);
    await this.rewriting.catch(() => undefined);
    if (this.stream) await ended(this.stream);
  }

  private openStream(): RotatingFileStream {
    const stream = createStream(nameOf, {
      path: this.dir,
      size: FILE_SIZE,
      interval: '1d',
      intervalUTC: true,
      maxSize: TOTAL_SIZE,
      history: 'rotated.txt',
    });
    stream.on('error', (error) => this.failed(stream, error));
    stream.on('warning', this.onTrouble);
    return stream;
  }

  private async rotated(): Promise<string[]> {
    const names = await readdir(this.dir);
    return names.filter((name) => ROTATED.test(name)).map((name) => path.join(this.dir, name));
  }
}

const ended = (stream: RotatingFileStream): Promise<void> =>
  new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.end(() => resolve());
  });

/** journal.jsonl, once closed journal-2026-11-25-1.jsonl. */
function nameOf(time: number | Date | null, index?: number): string {
  return time ? `journal-${new Date(time).toISOString().slice(0, 10)}-${index ?? 1}.jsonl` : CURRENT;
}
