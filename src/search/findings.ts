import type { Findings, UnknownCode } from '../knowledge/conversation.js';
import type { Search } from './search.js';

/** Terms that a question without a word of ours still means nothing in particular with ("뭐부터 하나요"). */
const FEW_TERMS = 3;

/** What search finds out about a problem: the pure data that triage decides on. */
export function findingsFor(search: Search, problem: string): Findings {
  const { hits, query, intent, identifiers, cues, foreign } = search.search(problem);
  const unknownCodes = identifiers.flatMap((found): UnknownCode[] => {
    if (found.kind === 'unknown') return [{ text: found.text }];
    return found.kind === 'near' ? [{ text: found.text, near: { text: found.meant, entries: found.entries } }] : [];
  });
  return {
    candidates: hits,
    cues,
    foreign,
    unknownCodes,
    concepts: query.concepts,
    // "역할 차이가 뭔가요": who asks about something that no article has does not say that a backup fails.
    vague: query.vague && (intent.reportsFailure || !intent.asksHow || query.telling.size <= FEW_TERMS),
    empty: query.empty && cues.named.length + cues.weaklyNamed.length === 0,
  };
}
