import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import {
  blocksToMarkdown,
  codeBlock,
  escapeMarkdown,
  inlineCode,
  inlinesToMarkdown,
  link,
} from '../../dialogs/markdown.js';
import type { Inline } from '../../src/knowledge/rich-text.js';

/** What a CommonMark client shows of markdown: text and code, marks gone. */
function seen(markdown: string): string {
  const visit = (node: { type: string; value?: string; children?: unknown[] }): string => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value ?? '';
    if (node.type === 'break') return '\n';
    return (node.children ?? []).map((child) => visit(child as Parameters<typeof visit>[0])).join('');
  };
  return visit(fromMarkdown(markdown) as Parameters<typeof visit>[0]).replace(/\u200b/g, '');
}

const strong = (text: string): Inline => ({ kind: 'strong', content: [{ kind: 'text', text }] });
const text = (value: string): Inline => ({ kind: 'text', text: value });

describe('client traps', () => {
  test('ranges are not struck through', () => {
    expect(escapeMarkdown('1~2시간 … 3~4일')).toBe('1\\~2시간 … 3\\~4일');
  });
  test('bold that ends in a sign closes before a particle', () => {
    const markdown = inlinesToMarkdown([strong('오류(Error)'), text('를 확인')]);
    expect(markdown).toBe('**오류(Error)**&#8203;를 확인');
    expect(seen(markdown)).toBe('오류(Error)를 확인');
  });
  test('bold after a word opens', () => {
    expect(seen(inlinesToMarkdown([text('상태가'), strong('[1]'), text('이 아닌')]))).toBe('상태가[1]이 아닌');
  });
  test('placeholders do not vanish', () => {
    expect(seen(escapeMarkdown('<vault-name>'))).toBe('<vault-name>');
    expect(escapeMarkdown('<script>')).toBe('&lt;script&gt;');
  });
  test('a break is one in every client', () => {
    expect(inlinesToMarkdown([text('하나'), { kind: 'break' }, text('둘')])).toBe('하나  \n둘');
  });
  test('a link never swallows the particle after it, nor ends at a parenthesis', () => {
    expect(
      inlinesToMarkdown([{ kind: 'link', href: 'https://a.b/c(d) e', content: [text('문서')] }, text('를 참조')]),
    ).toBe('[문서](https://a.b/c%28d%29%20e)를 참조');
    expect(link('a', 'https://x/<y>')).toBe('[a](https://x/%3Cy%3E)');
  });
  test('commands stay in code, typographic signs untouched', () => {
    expect(inlineCode('net stop "VSS" -- ...')).toBe('`net stop "VSS" -- ...`');
    expect(seen(inlineCode('a `b` c'))).toBe('a `b` c');
    expect(codeBlock('```', 'sh')).toBe('````sh\n```\n````');
  });
  test('a list item keeps its code and its second paragraph', () => {
    const markdown = blocksToMarkdown([
      {
        kind: 'list',
        ordered: true,
        start: 3,
        items: [
          [
            { kind: 'paragraph', content: [text('명령')] },
            { kind: 'code', text: 'x\ny' },
          ],
        ],
      },
    ]);
    expect(markdown).toBe('3. 명령\n\n   ```\n   x\n   y\n   ```');
  });
});

test('escaped text is shown as it was, whatever it holds', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '가',
      'a',
      '*',
      '_',
      '`',
      '~',
      '<b>',
      '&amp;',
      '&',
      '[x](y)',
      '#',
      '- ',
      '1. ',
      '\\',
      '|',
      '!',
      '(',
      ')',
      ' ',
    ),
    { minLength: 1, maxLength: 15 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const plain = `가${parts.join('').replace(/\s+/g, ' ').trimEnd()}`;
      expect(seen(escapeMarkdown(plain))).toBe(plain);
    }),
  );
});
