import { checkCommands } from './command.js';
import { Lexicon } from './lexicon.js';
import { ASKINGS, OUTCOMES, STEPS, TURNS } from './lexicon.ko.js';
import { CHOICES } from './replies.ko.js';

/** Throws where an example of any table is heard otherwise. The build and the tests ask this, so that no start has to (30 ms). */
export function checkLexicon(): void {
  for (const rows of [OUTCOMES, ASKINGS, STEPS, TURNS, CHOICES]) new Lexicon<string>(rows).checkExamples();
  checkCommands();
}
