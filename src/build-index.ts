import { buildWithProgram } from './channels/knowledge-base.js';
import { GuideError } from './knowledge/errors.js';
import { checkLexicon } from './text/lexicon-check.js';

// A program that mishears its own lexicon is not built.
checkLexicon();
// Part of `npm run build`: the index is a product of the articles as dist/ is one of the sources.
try {
  for (const warning of await buildWithProgram()) process.stderr.write(`${warning}\n`);
} catch (error) {
  if (!(error instanceof GuideError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = 1;
}
