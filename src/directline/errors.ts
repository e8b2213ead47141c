/** A request that is refused; `status` and `code` are those of Direct Line 3.0, the message says the cure. */
export class DirectLineError extends Error {
  override readonly name = 'DirectLineError';

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 408 | 413 | 415 | 429 | 503,
    readonly code: string,
    message: string,
    /** Seconds after which it may be tried again. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}
