import { LRUCache } from 'lru-cache';

/** Results kept of one function. */
const KEPT = 5000;

/** A pure function of a text that remembers its results: names of things are compared in every turn, and are always the same. */
export function remembered(compute: (text: string) => string, kept = KEPT): (text: string) => string {
  const results = new LRUCache<string, string>({ max: kept, memoMethod: compute });
  return (text) => results.memo(text);
}
