import type { Block, Inline } from '../src/knowledge/rich-text.js';
import { inlineText } from '../src/knowledge/rich-text.js';

/**
 * Signs that a client's markdown would read as markup, or as HTML. `~` strikes Korean ranges through (1~2시간 … 3~4일),
 * angle brackets swallow placeholders, and `|` makes tables.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/&(?=#?\w{1,40};)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/([\\`*_~[\]|])/g, '\\$1')
    .replace(/^([^\S\n]*)([#+-])(?=\s)/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d{1,9})([.)])(?=\s)/gm, '$1\\$2');
}

/** Parts of a message that are there, as paragraphs. */
export function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Inline code that may hold backticks itself. */
export function inlineCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') || (text.startsWith(' ') && text.endsWith(' ')) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

export function codeBlock(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

const ENDS_WITH_LETTER = /[\p{L}\p{N}]$/u;
const STARTS_WITH_LETTER = /^[\p{L}\p{N}]/u;

/**
 * Inlines as markdown. Bold that ends in a sign and is followed by a particle ("**오류(Error)**를") shows its asterisks
 * in CommonMark; an entity of no width between the two makes the asterisks close.
 */
export function inlinesToMarkdown(content: readonly Inline[]): string {
  let out = '';
  content.forEach((inline, index) => {
    const next = content[index + 1];
    const following = next ? inlineText([next]) : '';
    switch (inline.kind) {
      case 'text':
        out += escapeMarkdown(content[index - 1]?.kind === 'break' ? inline.text.trimStart() : inline.text);
        break;
      case 'break':
        out = `${out.trimEnd()}  \n`;
        break;
      case 'code':
        out += inlineCode(inline.text);
        break;
      case 'link':
        out += link(inlinesToMarkdown(inline.content), inline.href);
        break;
      default: {
        const mark = inline.kind === 'strong' ? '**' : '*';
        out += emphasised(inlinesToMarkdown(inline.content), mark, out, following);
      }
    }
  });
  return out;
}

function emphasised(text: string, mark: string, before: string, following: string): string {
  const inner = text.trim();
  if (inner === '') return text;
  const lead = text.slice(0, text.length - text.trimStart().length);
  const trail = text.slice(text.trimEnd().length);
  const opens = STARTS_WITH_LETTER.test(inner) || before === '' || /\s$/.test(before) ? '' : '&#8203;';
  const closes =
    trail !== '' || ENDS_WITH_LETTER.test(inner) || following === '' || !STARTS_WITH_LETTER.test(following)
      ? ''
      : '&#8203;';
  return `${lead}${opens}${mark}${inner}${mark}${closes}${trail}`;
}

/** A link; parentheses and spaces of its target escaped, so that the link does not end early. */
export function link(text: string, href: string): string {
  return `[${text}](${href.replace(/\(/g, '%28').replace(/\)/g, '%29').replace(/ /g, '%20').replace(/</g, '%3C').replace(/>/g, '%3E')})`;
}

/** Blocks as markdown, each line of a list item indented under its marker. */
export function blocksToMarkdown(blocks: readonly Block[]): string {
  return blocks.map(blockToMarkdown).filter(Boolean).join('\n\n');
}

function blockToMarkdown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inlinesToMarkdown(block.content);
    case 'code':
      return codeBlock(block.text, block.language ?? '');
    case 'alert':
      return blocksToMarkdown(block.content);
    case 'list':
      return block.items
        .map((item, index) => listItem(block.ordered ? `${block.start + index}.` : '-', blocksToMarkdown(item)))
        .join('\n');
    case 'table':
      return tableAsList(block);
  }
}

/** A list item under its marker; further lines are indented to belong to it. */
export function listItem(marker: string, markdown: string): string {
  const indent = ' '.repeat(marker.length + 1);
  return `${marker} ${markdown
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : indent + line))
    .join('\n')}`;
}

/** Tables don't show in Teams; each row becomes a line "first cell: other cells". */
function tableAsList(table: Extract<Block, { kind: 'table' }>): string {
  return table.rows
    .map((row) => {
      const [first = '', ...rest] = row.map((cell) =>
        blocksToMarkdown(cell)
          .replace(/\s*\n+\s*/g, ' ')
          .trim(),
      );
      return listItem('-', rest.filter(Boolean).length > 0 ? `${first}: ${rest.filter(Boolean).join(' / ')}` : first);
    })
    .join('\n');
}
