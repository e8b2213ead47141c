import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { pageCount, renderPage } from '../../dialogs/answer.js';
import { projectCorpus, projectDir } from '../support/knowledge.js';

/**
 * How a machine-translated article is shown, read through by a person when it was made. After a wanted change:
 * GOLDEN=write npm run jest -- golden, and read the difference.
 */
const file = path.join(projectDir, 'test/dialogs/mars.golden.md');

test('the MARS article is shown as reviewed', async () => {
  const { entries } = await projectCorpus();
  const shown = entries
    .filter((entry) => entry.workload === 'mars')
    .map(
      (entry) =>
        `<!-- ${entry.id} -->\n\n${Array.from({ length: pageCount(entry) }, (_, page) => renderPage({ entry, page })).join('\n\n---\n\n')}\n`,
    )
    .join('\n');
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, shown);
  expect(shown).toBe(readFileSync(file, 'utf8'));
});
