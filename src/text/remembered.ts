/** Results kept of one function; past that all are forgotten, which costs little. */
const KEPT = 5000;

/** A pure function of a text that remembers its results: names of things are compared in every turn, and are always the same. */
export function remembered(compute: (text: string) => string): (text: string) => string {
  const results = new Map<string, string>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (results.size >= KEPT) results.clear();
    results.set(text, result);
    return result;
  };
}
