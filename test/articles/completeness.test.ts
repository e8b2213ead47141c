import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readArticle } from '../../src/articles/article.js';
import type { Draft } from '../../src/articles/entries.js';
import { blockText } from '../../src/knowledge/rich-text.js';
import { squash } from '../../src/text/normalize.js';
import { corpusDir, projectDir } from '../support/knowledge.js';

const ARTICLES = [
  'backup-azure-system-state-troubleshoot.md',
  'backup-azure-mabs-troubleshoot.2020-05-21.md',
  'backup-azure-mabs-troubleshoot.2020-01-09.md',
  'backup-azure-mars-troubleshoot.md',
  'backup-azure-vms-troubleshoot.md',
];

/** What the list of left-out sentences says, without markup and spaces. */
let leftOut: string[];

beforeAll(() => {
  const groups = parse(readFileSync(path.join(projectDir, 'test/articles/left-out.yml'), 'utf8')) as Array<{
    reason: string;
    sentences: string[];
  }>;
  leftOut = groups.flatMap((group) => group.sentences.map(words));
});

/** Letters and digits only: markup, spaces and punctuation gone, so that no parser's opinion on them matters. */
function words(text: string): string {
  return squash(text).replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The sentences of an article, found without our parser: front matter, link targets, images, anchors and HTML tags cut off
 * by plain expressions, then split at sentence ends, breaks, cells and list marks.
 */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[([^\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '$1')
    .replace(/\\</g, '‹')
    .replace(/<(?:\/?(?:a|b|br|i|li|ol|p|ul|BR)\b[^>]*)>/g, '\n')
    .split(/\n|(?<=[.?!])\s|\s\|\s?|^\s*(?:[-*]|\d+\.)\s/m)
    .map((sentence) =>
      sentence
        .replace(/^\s*>\s*\[!\w+\]\s*$/, '')
        .replace(/^\s*```\w*\s*$/, '')
        .replace(/^\|?(?:\s*:?-+:?\s*\|?)+\s*$/, ''),
    )
    .filter((sentence) => words(sentence).length > 0);
}

function textOf(draft: Draft): string {
  const parts = [
    ...draft.lead,
    ...draft.causes.flatMap((cause) => [{ kind: 'text' as const, content: cause.cause }, ...cause.parts]),
  ];
  return [
    draft.title,
    ...draft.source.headingPath,
    draft.operation ?? '',
    ...parts.map((part) =>
      blockText(part.kind === 'steps' ? part.steps.flatMap((step) => step.content) : part.content),
    ),
  ].join('\n');
}

describe('no text of an article is lost', () => {
  // Column heads of tables of errors: their meaning is in the entry's parts. "None" says that there is no text.
  const columnHeads = [
    '작업operation',
    '작업',
    '오류',
    '오류세부정보',
    '오류메시지',
    '해결방법',
    '해상도',
    '증상',
    '원인',
    '가능한원인',
    '권장작업',
    'none',
    'powershell',
  ];

  test.each(ARTICLES)('%s', (file) => {
    const source = readFileSync(path.join(corpusDir, file), 'utf8');
    const article = readArticle(file, source);
    const kept = words(article.entries.map(textOf).join('\n'));
    const headings = words(`${article.title} ${source.match(/^#+ .*$/gm)?.join(' ') ?? ''}`);
    const lost = sentencesOf(source).filter((sentence) => {
      const own = words(sentence);
      return (
        !kept.includes(own) &&
        !headings.includes(own) &&
        !columnHeads.includes(own) &&
        !leftOut.some((known) => known.includes(own))
      );
    });
    expect(lost).toEqual([]);
  });

  test('what is left out is still in an article, and in no entry of it', () => {
    const sources = words(
      ARTICLES.map((file) => sentencesOf(readFileSync(path.join(corpusDir, file), 'utf8')).join(' ')).join(' '),
    );
    expect(leftOut.filter((sentence) => !sources.includes(sentence))).toEqual([]);
  });
});
