import 'dotenv/config';
import { readFile } from 'node:fs/promises';
import { Guide } from '../dialogs/guide.js';
import { openKnowledgeBase } from './channels/knowledge-base.js';
import { replay } from './channels/replay.js';
import { readSettings } from './channels/settings.js';
import { GuideError } from './knowledge/errors.js';
import { Search } from './search/search.js';

// `npm run replay -- FILE...`: do the turns of a journal go as they went?
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  const files = process.argv.slice(2);
  if (files.length === 0)
    throw new GuideError('SETTING_INVALID', 'No journal is named. Call: npm run replay -- data/journal/journal.jsonl');
  const { index, corpus } = await openKnowledgeBase(readSettings(process.env));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const { turns, changed, skipped, unread } = replay(
    texts.flatMap((text) => text.split('\n')),
    new Guide(new Search(index)),
  );
  for (const { event, kind, because, after } of changed) {
    say(`${event.at} ${event.conversation} turn ${event.turn}: "${event.said.slice(0, 80)}"`);
    say(`  was: ${event.kind ?? ''} (${event.because}) ${JSON.stringify(event.after)}`);
    say(`  now: ${kind} (${because}) ${JSON.stringify(after)}`);
    if (event.corpus !== corpus) say('  (the journal was written over another corpus)');
  }
  say(
    `${turns} turns replayed, ${changed.length} went otherwise; ${skipped} of conversations that began before, ${unread} lines unread`,
  );
  if (changed.length > 0) process.exitCode = 1;
} catch (error) {
  const isOurs = error instanceof GuideError || (error as NodeJS.ErrnoException).code === 'ENOENT';
  if (!isOurs) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
