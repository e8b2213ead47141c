import { findInCommands } from './masking/commands.js';
import { findForms } from './masking/forms.js';
import { findLabelled } from './masking/labelled.js';
import { findPersonal } from './masking/personal.js';
import type { Finder, Span } from './masking/span.js';
import { normalize } from './normalize.js';

/** After the known forms, in this order: where two begin at one place, the first says what stands there. */
const FINDERS: readonly Finder[] = [findInCommands, findLabelled, findPersonal];

const PLACEHOLDERS =
  /<[\w가-힣][\w가-힣 .-]{0,40}>(?=[\s,;:"'/@)]|$|[가-힣])|%\w{1,30}%|(?<=\s)\*+(?=\s)|(?<=[=:\s"'])\*{3,}/g;

/**
 * `text` with passwords, keys, tokens and personal data replaced: for whatever is kept or handed on. Looked for in the
 * normalised text (composed Hangul, no invisible signs, narrow letters), and that is what is given back where anything was found.
 */
export function maskSecrets(text: string): string {
  const plain = normalize(text);
  // What stands in an example where a secret would is neither one, nor what is looked for before one.
  const shown = plain.replace(PLACEHOLDERS, (found) => ' '.repeat(found.length));
  const spans = [...findForms(plain), ...FINDERS.flatMap((find) => find(shown))].sort((a, b) => a.at - b.at);
  if (spans.length === 0) return text;
  let masked = '';
  let at = 0;
  for (const span of apart(spans)) {
    masked += plain.slice(at, span.at) + span.as;
    at = span.end;
  }
  return masked + plain.slice(at);
}

/** Spans that overlap as one. */
function apart(sorted: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of sorted) {
    const last = kept.at(-1);
    if (!last || span.at >= last.end) kept.push({ ...span });
    else if (span.end > last.end) last.end = span.end;
  }
  return kept;
}
