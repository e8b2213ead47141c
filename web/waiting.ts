import { Kept, parsed } from './kept.js';
import type { Waiting } from './line.js';
import type { Activity } from './web-chat.js';

const kept = new Kept('sessionStorage', 'backup-guide-waiting');

/** Where the tab keeps nothing, it lasts until a reload. */
let inMemory: readonly Activity[] = [];

/** What was said and could not be sent yet, while the tab is open. */
export const waiting: Waiting = {
  list() {
    const found = parsed(kept.read());
    return Array.isArray(found) ? (found as Activity[]) : [...inMemory];
  },
  keep(activities) {
    inMemory = activities;
    kept.write(JSON.stringify(activities));
  },
};
