import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Guide } from '../../dialogs/guide.js';
import { projectDir, projectSearch } from '../support/knowledge.js';
import { type Half, playDialog, readDialogs } from './followups.js';

const DIR = path.join(projectDir, 'test/eval');

/** Floors, a little under what is measured (docs/evaluation.md). The report half is not read one by one. */
const FLOORS: Record<Half, number> = { tune: 0.84, report: 0.78 };

async function rightOf(half: Half): Promise<{ share: number; byKind: Record<string, string> }> {
  const guide = new Guide(await projectSearch());
  const counts: Record<string, [right: number, all: number]> = {};
  for (const dialog of readDialogs(DIR, half)) {
    const [right, all] = counts[dialog.cat] ?? [0, 0];
    counts[dialog.cat] = [right + Number(playDialog(guide, dialog).failed.length === 0), all + 1];
  }
  const all = Object.values(counts);
  const sum = (place: 0 | 1): number => all.reduce((total, count) => total + count[place], 0);
  const byKind = Object.fromEntries(Object.entries(counts).map(([kind, [right, of]]) => [kind, `${right}/${of}`]));
  return { share: sum(0) / sum(1), byKind };
}

test('there are 300 dialogs and more, by several authors', () => {
  const dialogs = [...readDialogs(DIR, 'tune'), ...readDialogs(DIR, 'report')];
  expect(dialogs.length).toBeGreaterThanOrEqual(300);
  expect(new Set(dialogs.map(({ id }) => id)).size).toBe(dialogs.length);
  const authors = new Set(dialogs.map(({ id }) => id.replace(/^\w+\/|:.*$/g, '')));
  expect(authors.size).toBeGreaterThanOrEqual(6);
});

test.each(['tune', 'report'] as const)('the %s half stays above its floor', async (half) => {
  const { share, byKind } = await rightOf(half);
  if (process.env['FIGURES'])
    process.stdout.write(`${half}: ${(100 * share).toFixed(1)} % ${JSON.stringify(byKind)}\n`);
  expect(share).toBeGreaterThanOrEqual(FLOORS[half]);
});

test('nobody who asks whether something may be done is told that it is solved', async () => {
  const guide = new Guide(await projectSearch());
  const closed = [...readDialogs(DIR, 'tune'), ...readDialogs(DIR, 'report')]
    .filter(({ cat }) => cat === 'perm')
    .filter((dialog) =>
      playDialog(guide, { ...dialog, follow: dialog.follow.slice(0, 1) }).kinds[1]?.startsWith('solved'),
    );
  expect(closed.map(({ id }) => id)).toEqual([]);
});
