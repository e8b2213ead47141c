import type { Findings, UnknownCode } from '../knowledge/conversation.js';
import type { Search } from './search.js';

/** What search finds out about a problem: the pure data that triage decides on. */
export function findingsFor(search: Search, problem: string): Findings {
  const { hits, query, identifiers, cues, foreign } = search.search(problem);
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
    vague: query.vague,
    empty: query.empty && cues.named.length + cues.weaklyNamed.length === 0,
  };
}
