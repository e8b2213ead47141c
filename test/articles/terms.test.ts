import { beforeAll, expect, test } from '@jest/globals';
import { newMemory } from '../../dialogs/memory.js';
import type { Corpus } from '../../src/articles/corpus.js';
import { squash } from '../../src/text/normalize.js';
import { projectCorpus, projectGuide } from '../support/knowledge.js';

let corpus: Corpus;
beforeAll(async () => {
  corpus = await projectCorpus();
});

test('each term has a meaning in 해요체 and a public page', () => {
  for (const { names, means, page } of corpus.glossary.terms) {
    expect(names.length).toBeGreaterThan(0);
    expect(means).toMatch(/[요]\.$/);
    expect(new URL(page).protocol).toBe('https:');
  }
});

test('no name means two terms', () => {
  const names = corpus.glossary.terms.flatMap(({ names: own }) => [...new Set(own.map(squash))]);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test.each(['자격 증명 모음이 뭐예요', '스크래치 폴더가 뭔가요', 'VSS가 뭐예요?', 'MARS가 뭐죠', 'MABS가 뭐예요'])(
  '%s is answered with its meaning and its page, and the problem stays open',
  async (question) => {
    const guide = await projectGuide();
    const shown = guide.respond(newMemory(), 'MARS 0x1FC07 정품 인증 오류').memory;
    const { replies, memory } = guide.respond(shown, question);
    expect(replies[0]?.text).toMatch(/https:\/\/learn\.microsoft\.com/);
    expect(replies[0]?.text).toMatch(/[예에]요\./);
    expect(memory.facts.open).toEqual(shown.facts.open);
  },
);
