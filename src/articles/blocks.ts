import type { Element, ElementContent } from 'hast';
import { type AlertLevel, type Block, type Inline, inlineText } from '../knowledge/rich-text.js';
import { isElement } from './markdown.js';

const BLOCK_TAGS = new Set([
  'p',
  'ul',
  'ol',
  'li',
  'pre',
  'table',
  'blockquote',
  'div',
  'center',
  'dl',
  'dt',
  'dd',
  'details',
  'summary',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
]);
const DROPPED_TAGS = new Set(['script', 'style', 'img', 'iframe', 'video', 'hr', 'col', 'colgroup']);
/** What an article sets in bold and a reader copies: commands, cmdlets, registry keys, paths. */
const COMMAND =
  /^(?:-\s+)?(?:net (?:start|stop) |msiexec |reg add |psexec|vssadmin |icacls |msdtc |\$\w+ ?=)|^(?:HKEY_[A-Z_]+|HKLM|SYSTEM|SOFTWARE)\\|^%\w+%\\|^[A-Z]:\\\S|^\/(?:var|etc)\//i;
const ALERT = /^\s*\[!\s*(note|tip|important|warning|caution)\s*\]\s*/i;
/** DocFX markers that hold no words of the article: includes, layout divs, videos, code references. */
const MARKER =
  /\[!(?:INCLUDE|VIDEO|code-[a-z]+)\s*(?:\[[^\]]*\])?\s*(?:\([^)]*\)|[^\]]*)\]?|\[!div\s+class\s*=\s*"[^"]*"\s*\]/gi;

/** Blocks of an element's children: paragraphs, lists, code, alerts, tables. Images leave nothing. */
export function toBlocks(children: readonly ElementContent[]): Block[] {
  const blocks: Block[] = [];
  let run: Inline[] = [];
  const flush = (): void => {
    blocks.push(...paragraphsOf(run));
    run = [];
  };
  for (const child of children) {
    if (isElement(child) && BLOCK_TAGS.has(child.tagName)) {
      flush();
      blocks.push(...blockOf(child));
    } else run.push(...toInlines([child]));
  }
  flush();
  return blocks;
}

function blockOf(element: Element): Block[] {
  const children = element.children;
  switch (element.tagName) {
    case 'ul':
    case 'ol':
      return listOf(element);
    case 'pre':
      return [codeBlock(element)];
    case 'table':
      return [tableOf(element)];
    case 'blockquote':
      return quoteOf(children);
    case 'hr':
      return [];
    default:
      return toBlocks(children);
  }
}

function listOf(element: Element): Block[] {
  const ordered = element.tagName === 'ol';
  const items: Block[][] = [];
  const stray: ElementContent[] = [];
  for (const child of element.children) {
    if (isElement(child, 'li')) items.push(toBlocks(child.children));
    else if (isElement(child, 'ul', 'ol') && items.length > 0) items[items.length - 1]?.push(...blockOf(child));
    else if (child.type !== 'text' || child.value.trim() !== '') {
      // Words between two items ("또는") belong to the item before them.
      const words = toBlocks([child]);
      if (items.length > 0) items[items.length - 1]?.push(...words);
      else stray.push(child);
    }
  }
  const kept = items.filter((item) => item.length > 0);
  const start = Number(element.properties['start'] ?? 1);
  const list: Block[] =
    kept.length > 0 ? [{ kind: 'list', ordered, start: Number.isFinite(start) ? start : 1, items: kept }] : [];
  return [...toBlocks(stray), ...list];
}

function codeBlock(element: Element): Block {
  const code = element.children.find((child) => isElement(child, 'code'));
  const language = isElement(code ?? element)
    ? ((code as Element | undefined)?.properties['className'] as string[] | undefined)?.[0]
    : undefined;
  const text = rawText(element).replace(/\n$/, '');
  return { kind: 'code', text, ...(language ? { language: language.replace(/^language-/, '').toLowerCase() } : {}) };
}

function rawText(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(rawText).join('') : '';
}

function tableOf(element: Element): Block {
  const rows: Block[][][] = [];
  let header: Block[][] = [];
  const visit = (node: Element, inHead: boolean): void => {
    for (const child of node.children) {
      if (!isElement(child)) continue;
      if (child.tagName === 'tr') {
        const cells = child.children
          .filter((cell) => isElement(cell, 'td', 'th'))
          .map((cell) => toBlocks((cell as Element).children));
        const allHeads = child.children.every((cell) => !isElement(cell) || cell.tagName === 'th');
        if ((inHead || allHeads) && header.length === 0) header = cells;
        else if (cells.some((cell) => cell.length > 0)) rows.push(cells);
      } else visit(child, inHead || child.tagName === 'thead');
    }
  };
  visit(element, false);
  return { kind: 'table', header, rows };
}

function quoteOf(children: readonly ElementContent[]): Block[] {
  const content = toBlocks(children);
  const first = content[0];
  const words = first?.kind === 'paragraph' ? inlineText(first.content) : '';
  const level = words.match(ALERT)?.[1]?.toLowerCase() as AlertLevel | undefined;
  if (!level || first?.kind !== 'paragraph') return content;
  const rest = trimInlines(dropPrefix(first.content, ALERT));
  return [
    {
      kind: 'alert',
      level,
      content: [...(rest.length > 0 ? [{ kind: 'paragraph' as const, content: rest }] : []), ...content.slice(1)],
    },
  ];
}

/** Inlines without the match of a pattern at their beginning (which lies within their first text). */
export function dropPrefix(content: readonly Inline[], pattern: RegExp): Inline[] {
  const [first, ...rest] = content;
  if (first?.kind !== 'text') return [...content];
  return [{ kind: 'text', text: first.text.replace(pattern, '') }, ...rest];
}

/** Inlines of HTML phrasing content; white space as HTML reads it. */
export function toInlines(children: readonly ElementContent[]): Inline[] {
  const inlines: Inline[] = [];
  for (const child of children) {
    if (child.type === 'text') inlines.push({ kind: 'text', text: child.value.replace(/\s+/g, ' ') });
    else if (isElement(child) && !DROPPED_TAGS.has(child.tagName)) inlines.push(...inlineOf(child));
  }
  return inlines;
}

function inlineOf(element: Element): Inline[] {
  const content = toInlines(element.children);
  switch (element.tagName) {
    case 'br':
      return [{ kind: 'break' }];
    case 'strong':
    case 'b': {
      const words = inlineText(content).trim();
      if (COMMAND.test(words)) return [{ kind: 'code', text: words.replace(/^-\s+/, '') }];
      return words ? [{ kind: 'strong', content }] : content;
    }
    case 'em':
    case 'i':
      return inlineText(content).trim() ? [{ kind: 'emphasis', content }] : content;
    case 'code':
    case 'kbd':
    case 'tt':
      return [{ kind: 'code', text: rawText(element).replace(/\s+/g, ' ') }];
    case 'a': {
      const href = element.properties['href'];
      if (typeof href !== 'string' || href === '') return content;
      return inlineText(content).trim() ? [{ kind: 'link', href, content }] : [];
    }
    default:
      return content;
  }
}

/** Inlines cut into paragraphs at double breaks, without DocFX markers, white space trimmed. */
function paragraphsOf(run: readonly Inline[]): Block[] {
  const paragraphs: Inline[][] = [[]];
  let breaks = 0;
  for (const inline of dropMarkers(run)) {
    if (inline.kind === 'text' && inline.text.trim() === '' && breaks > 0) continue;
    if (inline.kind === 'break') {
      breaks += 1;
      if (breaks === 2) paragraphs.push([]);
      continue;
    }
    const current = paragraphs[paragraphs.length - 1];
    if (breaks === 1 && current && current.length > 0) current.push({ kind: 'break' });
    breaks = 0;
    current?.push(inline);
  }
  return paragraphs
    .map(trimInlines)
    .filter((content) => inlineText(content).trim() !== '')
    .map((content) => ({ kind: 'paragraph', content }));
}

function dropMarkers(run: readonly Inline[]): Inline[] {
  const out: Inline[] = [];
  for (const [index, inline] of run.entries()) {
    if (inline.kind === 'text') {
      const opensInclude = /\[!(?:INCLUDE|VIDEO)\s*$/i.test(inline.text);
      const closesInclude =
        index > 0 && run[index - 1]?.kind === 'link' && out[out.length - 1] === undefined
          ? inline.text.replace(/^\s*\]/, '')
          : inline.text;
      out.push({
        kind: 'text',
        text: (opensInclude ? inline.text.replace(/\[!(?:INCLUDE|VIDEO)\s*$/i, '') : closesInclude).replace(MARKER, ''),
      });
    } else if (inline.kind === 'link' && isIncludeLink(run, index)) {
      const after = run[index + 1];
      if (after?.kind === 'text') after.text = after.text.replace(/^\s*\]/, '');
    } else out.push(inline);
  }
  return out;
}

function isIncludeLink(run: readonly Inline[], index: number): boolean {
  const before = run[index - 1];
  return before?.kind === 'text' && /\[!(?:INCLUDE|VIDEO)\s*$/i.test(before.text);
}

export function trimInlines(content: readonly Inline[]): Inline[] {
  const out = content.map((inline) => ({ ...inline }));
  const isBlank = (inline: Inline | undefined): boolean =>
    inline?.kind === 'break' || (inline?.kind === 'text' && inline.text.trim() === '');
  while (isBlank(out[0])) out.shift();
  while (isBlank(out[out.length - 1])) out.pop();
  const first = out[0];
  if (first?.kind === 'text') first.text = first.text.trimStart();
  const last = out[out.length - 1];
  if (last?.kind === 'text') last.text = last.text.trimEnd();
  return out;
}
