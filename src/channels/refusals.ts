import type { Logger } from 'pino';

/** Lines about refused requests in a minute; what is more is counted and summed up at its end. */
const LINES = 20;
const PERIOD_MS = 60_000;

/** Says why requests are refused without letting whoever sends them fill the log: 24,000 bad ones made 11,000 lines. */
export class Refusals {
  private since = Number.NEGATIVE_INFINITY;
  private said = 0;
  private unsaid = 0;

  constructor(
    private readonly logger: Logger,
    private readonly now: () => number = () => performance.now(),
  ) {}

  warn(fields: object, message: string): void {
    if (this.now() - this.since >= PERIOD_MS) {
      if (this.unsaid > 0)
        this.logger.warn({ requests: this.unsaid }, 'further requests were refused in the minute before');
      this.since = this.now();
      this.said = 0;
      this.unsaid = 0;
    }
    if (this.said < LINES) this.logger.warn(fields, message);
    else this.unsaid += 1;
    this.said += 1;
  }
}
