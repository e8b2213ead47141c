import { type ChildProcess, spawn } from 'node:child_process';

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

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await gone;
  }
}
