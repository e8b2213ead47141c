import type { PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';

/** An element of an Adaptive Card. */
export type Element = Record<string, unknown>;

interface TextRun extends Element {
  type: 'TextRun';
  text: string;
}

/** What surrounds a piece of text. */
type Style = Omit<Element, 'type' | 'text'>;

/**
 * Markdown as elements of an Adaptive Card 1.5. Texts become RichTextBlocks: they show every sign as it is, where a card's own
 * markdown differs from client to client and has no code. Lists become columns, commands CodeBlocks with a plain
 * fallback for the clients that have none (Teams on phones).
 */
export function cardBody(markdown: string): Element[] {
  return blocks(fromMarkdown(markdown, { extensions: [cjkFriendlyExtension()] }).children);
}

function blocks(nodes: readonly RootContent[]): Element[] {
  return nodes.flatMap((node): Element[] => {
    switch (node.type) {
      case 'paragraph':
        return paragraph(node.children);
      case 'code':
        return [code(node.value)];
      case 'list':
        return node.children.map((item, index) =>
          listItem(node.ordered ? `${(node.start ?? 1) + index}.` : '•', blocks(item.children)),
        );
      case 'blockquote':
        return [{ type: 'Container', items: blocks(node.children) }];
      default:
        // The assistant writes no other blocks; what they would say is kept as it stands.
        return 'children' in node ? blocks(node.children as RootContent[]) : 'value' in node ? [plain(node.value)] : [];
    }
  });
}

function listItem(marker: string, items: Element[]): Element {
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 'auto', items: [{ type: 'TextBlock', text: marker, wrap: false }] },
      { type: 'Column', width: 'stretch', spacing: 'Small', items },
    ],
  };
}

/** Lines of a paragraph are blocks of their own: clients differ in what they make of a line break in a text. */
function paragraph(content: readonly PhrasingContent[]): Element[] {
  const lines: TextRun[][] = [[]];
  const add = (run: TextRun): void => {
    if (run.text !== '') lines.at(-1)?.push(run);
  };
  const walk = (nodes: readonly PhrasingContent[], style: Style): void => {
    for (const node of nodes) {
      switch (node.type) {
        case 'text':
          // What only closes bold text in markdown, and line ends that are no breaks.
          add(run(node.value.replace(/\u200b/g, '').replace(/\s*\n\s*/g, ' '), style));
          break;
        case 'inlineCode':
          add(run(node.value, { ...style, fontType: 'Monospace' }));
          break;
        case 'break':
          lines.push([]);
          break;
        case 'strong':
          walk(node.children, { ...style, weight: 'Bolder' });
          break;
        case 'emphasis':
          walk(node.children, { ...style, italic: true });
          break;
        case 'link':
          walk(node.children, {
            ...style,
            color: 'Accent',
            underline: true,
            selectAction: { type: 'Action.OpenUrl', url: node.url },
          });
          break;
        default:
          if ('value' in node) add(run(node.value, style));
      }
    }
  };
  walk(content, {});
  return lines
    .filter((runs) => runs.length > 0)
    .map((inlines, index) => ({ type: 'RichTextBlock', ...(index === 0 ? {} : { spacing: 'None' }), inlines }));
}

const run = (text: string, style: Style): TextRun => ({ type: 'TextRun', text, ...style });

const plain = (text: string): Element => ({ type: 'RichTextBlock', inlines: [run(text, {})] });

/** A command. The fallback shows each line as it is, in letters of one width. */
function code(text: string): Element {
  return {
    type: 'CodeBlock',
    codeSnippet: text,
    language: /^\s*(?:[A-Z][a-z]+-[A-Z]|\$\w+)/m.test(text) ? 'PowerShell' : 'PlainText',
    fallback: {
      type: 'Container',
      style: 'emphasis',
      items: text.split('\n').map((line, index) => ({
        type: 'RichTextBlock',
        ...(index === 0 ? {} : { spacing: 'None' }),
        inlines: [run(line === '' ? ' ' : line, { fontType: 'Monospace' })],
      })),
    },
  };
}

/** Whether there is a command among the elements. */
export function holdsCode(elements: readonly Element[]): boolean {
  return JSON.stringify(elements).includes('"type":"CodeBlock"');
}

/** The words of card elements, for who compares what channels say. */
export function cardText(elements: readonly Element[]): string {
  return elements
    .map((element) => {
      if (element['type'] === 'RichTextBlock')
        return (element['inlines'] as TextRun[]).map(({ text }) => text).join('');
      if (element['type'] === 'CodeBlock') return String(element['codeSnippet']);
      if (element['type'] === 'TextBlock') return String(element['text']);
      const inner = (element['columns'] ?? element['items'] ?? []) as Element[];
      return cardText(inner);
    })
    .filter(Boolean)
    .join('\n');
}
