import type { Waiting } from './line.js';
import type { Activity } from './web-chat.js';

const KEPT = 'backup-guide-waiting';

/** Where the tab keeps nothing, it lasts until a reload. */
let inMemory: readonly Activity[] = [];

/** What was said and could not be sent yet, while the tab is open. */
export const waiting: Waiting = {
  list() {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
      return Array.isArray(kept) ? (kept as Activity[]) : [...inMemory];
    } catch {
      return [...inMemory];
    }
  },
  keep(activities) {
    inMemory = activities;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(activities));
    } catch {
      // Switched off or full.
    }
  },
};
