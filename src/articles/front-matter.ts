import { parseDocument } from 'yaml';
import type { TranslationKind } from '../knowledge/entry.js';

export interface FrontMatter {
  title?: string;
  /** ISO date (YYYY-MM-DD) of the translation, else of the article; empty where neither stands there. */
  date: string;
  translation: TranslationKind;
}

/** Raised by a file that cannot be read as an article; `line` is where. */
export class BrokenArticle extends Error {
  override readonly name = 'BrokenArticle';

  constructor(
    readonly line: number,
    readonly reason: string,
    options?: { cause?: unknown },
  ) {
    super(`line ${line}: ${reason}`, options);
  }
}

const OPENING = /^---[ \t]*\n/;
const CLOSING = /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** Reads the YAML block at the head of an article. Throws BrokenArticle where it never ends or is no YAML. */
export function readFrontMatter(text: string): FrontMatter {
  if (!OPENING.test(text)) return { date: '', translation: 'unknown' };
  const end = text.search(CLOSING);
  if (end < 0) throw new BrokenArticle(1, 'the front matter that begins here with "---" is never closed');
  return frontMatterOf(parseYaml(text.slice(text.indexOf('\n') + 1, end + 1), 1));
}

/** Parses YAML; errors carry the line in the file, `linesBefore` lines into it. */
export function parseYaml(text: string, linesBefore = 0): unknown {
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: false });
  const error = document.errors[0];
  if (error)
    throw new BrokenArticle((error.linePos?.[0].line ?? 1) + linesBefore, error.message.split('\n')[0] ?? 'not YAML', {
      cause: error,
    });
  try {
    return document.toJS();
  } catch (cause) {
    // Aliases that multiply without end.
    throw new BrokenArticle(1 + linesBefore, 'the YAML cannot be resolved', { cause });
  }
}

export function frontMatterOf(value: unknown): FrontMatter {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const kind = String(fields['ms.translationtype'] ?? '').toUpperCase();
  const title = fields['title'];
  return {
    ...(typeof title === 'string' && title.trim() ? { title: title.trim() } : {}),
    date: isoDate(fields['ms.lasthandoff']) || isoDate(fields['ms.date']),
    translation: kind === 'HT' ? 'human' : kind === 'MT' ? 'machine' : 'unknown',
  };
}

/** "08/27/2020" → "2020-08-27"; empty where it is no date. */
function isoDate(value: unknown): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '');
  const american = text.match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})/);
  if (american) return `${american[3]}-${american[1]?.padStart(2, '0')}-${american[2]?.padStart(2, '0')}`;
  return text.match(/^\d{4}-\d{2}-\d{2}/)?.[0] ?? '';
}
