/** Milliseconds before trying again: first soon, then rarer up to `most`, with chance so that not all pages come at once. */
export const waitBefore = (attempt: number, most: number): number =>
  Math.min(500 * 2 ** attempt, most) * (0.75 + Math.random() / 2);
