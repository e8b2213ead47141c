import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** A server in a process of its own, up when it answers 200 on /healthz. */
export class ServerProcess {
  private constructor(
    readonly port: number,
    private readonly process: ChildProcess,
    /** Milliseconds from spawning to the first 200. */
    readonly startMs: number,
  ) {}

  static async start(script: string, port: number, env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
    const begun = performance.now();
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, ...env, PORT: String(port) },
      stdio: 'ignore',
    });
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
      if (answer?.status === 200) return new ServerProcess(port, child, performance.now() - begun);
      if (child.exitCode !== null) throw new Error(`"${script}" ended with ${child.exitCode} before it served`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Processor time of the process so far, ms; 0 where the system does not tell. */
  async cpuMs(): Promise<number> {
    const stat = await readFile(`/proc/${this.process.pid}/stat`, 'utf8').catch(() => '');
    // After the name in brackets: user and system time, in hundredths of a second.
    const [, , , , , , , , , , , user = '0', system = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(user) + Number(system)) * 10;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await gone;
  }
}
