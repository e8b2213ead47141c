/** Codes of the errors that this program raises itself. */
export type ErrorCode =
  | 'SETTING_INVALID'
  | 'CORPUS_MISSING'
  | 'CORPUS_EMPTY'
  | 'CORPUS_FILE_INVALID'
  | 'INDEX_UNREADABLE'
  | 'STORAGE_FAILED'
  | 'DATA_IN_USE'
  | 'STATE_CONFLICT'
  | 'PORT_IN_USE'
  | 'DIRECT_LINE_FAILED'
  | 'WEB_FILES_MISSING'
  | 'TEAMS_FILE_INVALID';

/** An error that says what happened, with the value in quotes, and how to mend it. */
export class GuideError extends Error {
  override readonly name = 'GuideError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
