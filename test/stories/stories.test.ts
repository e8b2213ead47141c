import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Guide } from '../../dialogs/guide.js';
import { projectGuide } from '../support/knowledge.js';
import { matches, play, readStories } from '../support/story.js';

const dir = path.dirname(fileURLToPath(import.meta.url));
let guide: Guide;

beforeAll(async () => {
  guide = await projectGuide();
});

for (const file of readdirSync(dir).filter((name) => name.endsWith('.story.txt'))) {
  describe(file.replace('.story.txt', ''), () => {
    for (const story of readStories(path.join(dir, file))) {
      test(story.name, () => {
        const moves = play(guide, story);
        const told = story.turns.map(({ say, expect: expected }, i) => ({
          say,
          move: matches(moves[i] ?? '', expected) ? expected : moves[i],
        }));
        expect(told).toEqual(story.turns.map(({ say, expect: expected }) => ({ say, move: expected })));
      });
    }
  });
}
