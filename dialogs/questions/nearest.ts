import { squash } from '../../src/text/normalize.js';
import type { Choice } from '../../src/text/replies.js';
import { bigrams } from '../../src/text/tokens.js';

/** How much of an option's words a typed reply must have to mean it. */
const OPTION_SHARE = 0.6;

/** The option whose words a typed reply repeats. */
export function nearestOption(text: string, choices: readonly Choice[]): string | undefined {
  const said = new Set(bigrams(squash(text)));
  if (said.size < 3) return undefined;
  const shares = choices.map((choice): [string, number] => {
    const words = new Set(bigrams(squash(choice.forms.at(-1) ?? '')));
    const common = [...said].filter((pair) => words.has(pair)).length;
    return [choice.id, common / Math.min(said.size, words.size)];
  });
  const [best] = shares.sort((a, b) => b[1] - a[1]);
  return best && best[1] >= OPTION_SHARE ? best[0] : undefined;
}
