import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Service, startService } from '../../src/channels/service.js';
import { readSettings } from '../../src/channels/settings.js';
import { freePort } from './client.js';
import { corpusDir } from './knowledge.js';

/** A bot on a free port with data of its own, that can be stopped and started again on them. */
export class RunningBot {
  private service: Service | undefined;

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly more: NodeJS.ProcessEnv,
  ) {}

  static async start(more: NodeJS.ProcessEnv = {}): Promise<RunningBot> {
    const bot = new RunningBot(await mkdtemp(path.join(os.tmpdir(), 'guide-bot-')), await freePort(), more);
    await bot.restart();
    return bot;
  }

  /** Starts it again after a stop. */
  async restart(): Promise<void> {
    this.service = await startService(this.settings(), () => {});
  }

  /** Its settings, with others in place of some. */
  settings(others: NodeJS.ProcessEnv = {}): ReturnType<typeof readSettings> {
    return readSettings({
      PORT: String(this.port),
      DATA_DIR: this.dataDir,
      CORPUS_DIR: corpusDir,
      LOG_LEVEL: 'silent',
      ...this.more,
      ...others,
    });
  }

  async stop(): Promise<void> {
    await this.service?.stop();
  }

  /** Stops it and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
