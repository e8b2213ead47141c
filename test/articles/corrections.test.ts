import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { pageCount, renderPage } from '../../dialogs/answer.js';
import { phrases } from '../../dialogs/phrases.ko.js';
import { readCorrections } from '../../src/articles/corpus-files.js';
import type { Entry } from '../../src/knowledge/entry.js';
import { squash } from '../../src/text/normalize.js';
import { corpusDir, projectCorpus } from '../support/knowledge.js';

const rules = readCorrections('corrections.yml', readFileSync(path.join(corpusDir, 'corrections.yml'), 'utf8'));
let entries: Entry[];

beforeAll(async () => {
  entries = (await projectCorpus()).entries;
});

const shown = (entry: Entry): string =>
  Array.from({ length: pageCount(entry) }, (_, page) => renderPage({ entry, page })).join('\n\n');

describe('every known error is corrected beside the step', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const corrected = entries.filter((entry) => entry.corrections.some((correction) => correction.id === id));
    expect(corrected.length).toBeGreaterThan(0);
    for (const entry of corrected) {
      const markdown = shown(entry);
      const words = squash(
        markdown
          .replace(/\\([\\`*_~[\]|#+.)-])/g, '$1')
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>'),
      );
      expect(markdown).toContain(phrases.ownNote);
      expect(words).toContain(squash(rule.correct));
      expect(words).toContain(squash(rule.ground));
      // A corrected command is the one that can be copied; the article's stands under 원문, as plain text.
      const codes = [...markdown.matchAll(/```[\s\S]*?```|`[^`]+`/g)].map((match) => squash(match[0]));
      if (rule.command) {
        expect(codes.some((code) => code.includes(squash(rule.correct)))).toBe(true);
        expect(markdown).toContain('원문: ');
        const wrong = rule.says.map(squash).filter((says) => !squash(rule.correct).includes(says));
        expect(codes.filter((code) => wrong.some((says) => code.includes(says)))).toEqual([]);
      }
    }
  });
});

test('a correction names words that stand in an article', () => {
  const words = squash(
    [
      'backup-azure-mars-troubleshoot.md',
      'backup-azure-mabs-troubleshoot.2020-05-21.md',
      'backup-azure-mabs-troubleshoot.2020-01-09.md',
      'backup-azure-vms-troubleshoot.md',
      'backup-azure-system-state-troubleshoot.md',
    ]
      .map((name) => readFileSync(path.join(corpusDir, name), 'utf8'))
      .join('\n')
      .replace(/[*`\\]/g, ''),
  );
  const absent = rules.filter((rule) => !rule.says.some((says) => words.includes(squash(says.replace(/\\/g, '')))));
  expect(absent.map((rule) => rule.id)).toEqual([]);
});
