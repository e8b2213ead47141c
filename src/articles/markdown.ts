import type { Element, ElementContent, Nodes as HastNodes, Root as HastRoot } from 'hast';
import { raw } from 'hast-util-raw';
import type { Nodes as MdastNodes, Root as MdastRoot } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toHast } from 'mdast-util-to-hast';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfmTable } from 'micromark-extension-gfm-table';

/**
 * Tags that articles use for layout. Anything else in angle brackets is a placeholder such as `<vault-name>` and must be
 * shown as it stands.
 */
const LAYOUT_TAGS = new Set([
  'a',
  'b',
  'blockquote',
  'br',
  'caption',
  'center',
  'cite',
  'code',
  'col',
  'colgroup',
  'dd',
  'del',
  'details',
  'div',
  'dl',
  'dt',
  'em',
  'font',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'i',
  'iframe',
  'img',
  'kbd',
  'li',
  'ol',
  'p',
  'pre',
  's',
  'script',
  'small',
  'span',
  'strike',
  'strong',
  'style',
  'sub',
  'summary',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'tt',
  'u',
  'ul',
  'var',
  'video',
]);

/** DocFX's own block directives; a line of its own each, with no text of the article in it. */
const DIRECTIVE_LINE = /^\s*:::+\s*\/?(?:image|row|column|zone|moniker|code|no-loc)[\s\S]*?$|^\s*:::+\s*$/;
const DIRECTIVE_END = /:::\s*$/;

/** The article's text with front matter and directives blanked, line by line, so that line numbers stay. */
function blankDirectives(text: string): string {
  const frontMatter = text.match(/^---\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*(?=\n|$)/);
  const body = frontMatter ? frontMatter[0].replace(/[^\n]/g, '') + text.slice(frontMatter[0].length) : text;
  let open = false;
  return body
    .split('\n')
    .map((line) => {
      if (open) {
        open = !DIRECTIVE_END.test(line);
        return '';
      }
      if (!DIRECTIVE_LINE.test(line)) return line;
      // An image directive may go on over several lines until its closing colons.
      open = /^\s*:::+\s*(?:image|code)/.test(line) && !/:::\s*$/.test(line.replace(/^\s*:::+/, ''));
      return '';
    })
    .join('\n');
}

function parseMarkdown(text: string): MdastRoot {
  return fromMarkdown(text, {
    extensions: [gfmTable(), cjkFriendlyExtension()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
}

/** Markup in angle brackets that is no layout tag becomes text; every node learns its line for the way through HTML. */
function prepare(node: MdastNodes): void {
  if ('children' in node) {
    node.children.forEach((child, index) => {
      if (child.type === 'html' && !isLayout(child.value)) {
        const asText = { type: 'text' as const, value: child.value };
        (node.children as MdastNodes[])[index] =
          node.type === 'paragraph' || !isBlockParent(node) ? asText : { type: 'paragraph', children: [asText] };
      } else prepare(child);
    });
  }
  const line = node.position?.start.line;
  if (line !== undefined && node.type !== 'root' && node.type !== 'text' && node.type !== 'html') {
    node.data = { ...node.data, hProperties: { ...(node.data?.hProperties ?? {}), dataLine: String(line) } };
  }
}

function isBlockParent(node: MdastNodes): boolean {
  return node.type === 'root' || node.type === 'listItem' || node.type === 'blockquote';
}

function isLayout(html: string): boolean {
  if (/^<!(?:--|\[CDATA\[|[A-Z])/i.test(html)) return true;
  const tags = [...html.matchAll(/<\/?([A-Za-z][A-Za-z0-9-]*)/g)].map((match) => (match[1] ?? '').toLowerCase());
  return tags.length > 0 && tags.every((tag) => LAYOUT_TAGS.has(tag));
}

/**
 * One article's markdown as an HTML tree: DocFX markdown with tables, then the HTML inside it read by the rules of the
 * HTML standard, which closes what the article left open. Elements carry their line in `properties.dataLine`.
 */
export function parseArticleText(text: string): HastRoot {
  const tree = parseMarkdown(blankDirectives(text));
  prepare(tree);
  const html = raw(toHast(tree, { allowDangerousHtml: true }) as HastNodes);
  return html as HastRoot;
}

/** Line of an element, or of the first element inside it; 0 where none is known. */
export function lineOf(element: Element): number {
  const own = element.properties['dataLine'];
  if (typeof own === 'string') return Number(own);
  for (const child of element.children) {
    const line = child.type === 'element' ? lineOf(child) : 0;
    if (line > 0) return line;
  }
  return 0;
}

export function isElement(node: ElementContent | HastRoot['children'][number], ...tags: string[]): node is Element {
  return node.type === 'element' && (tags.length === 0 || tags.includes(node.tagName));
}
