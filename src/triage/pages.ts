import { blocksOf, type Cause, type Entry } from '../knowledge/entry.js';
import { blockText } from '../knowledge/rich-text.js';

/** About one screen of a chat pane, in characters. */
export const SCREEN = 1000;

/**
 * The causes of an entry in the groups that are shown at a time: as many whole causes as fit one screen, in the
 * article's order. An entry without causes has one empty page.
 */
export function causePages(entry: Entry): Cause[][] {
  const pages: Cause[][] = [];
  let room = 0;
  for (const cause of entry.causes) {
    const length = lengthOf(cause);
    const page = pages[pages.length - 1];
    if (page && length <= room) {
      page.push(cause);
      room -= length;
    } else {
      pages.push([cause]);
      room = SCREEN - length;
    }
  }
  return pages.length > 0 ? pages : [[]];
}

function lengthOf(cause: Cause): number {
  return blockText(cause.cause).length + cause.parts.reduce((sum, part) => sum + blockText(blocksOf(part)).length, 0);
}

/** What an entry's cure says, for comparison: entries with the same words have the same cure. */
export function cureKey(entry: Entry): string {
  const words = entry.causes
    .flatMap((cause) => cause.parts.map((part) => blockText(blocksOf(part))))
    .join('')
    .replace(/\s+/g, '');
  return words === '' ? entry.id : words;
}
