/** Prose of an article as data: what a channel can render, whatever markup the article used. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; content: Inline[] }
  | { kind: 'link'; href: string; content: Inline[] }
  | { kind: 'break' };

export type AlertLevel = 'note' | 'tip' | 'important' | 'warning' | 'caution';

export type Block =
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'code'; text: string; language?: string }
  | { kind: 'alert'; level: AlertLevel; content: Block[] }
  | { kind: 'table'; header: Block[][]; rows: Block[][][] };

/** The words of inlines, without markup. A break becomes a newline. */
export function inlineText(content: readonly Inline[]): string {
  return content
    .map((inline) => {
      if (inline.kind === 'break') return '\n';
      return 'content' in inline ? inlineText(inline.content) : inline.text;
    })
    .join('');
}

/** The words of blocks, one block a line. */
export function blockText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'paragraph':
          return inlineText(block.content);
        case 'code':
          return block.text;
        case 'alert':
          return blockText(block.content);
        case 'list':
          return block.items.map(blockText).join('\n');
        case 'table':
          return [block.header, ...block.rows].map((row) => row.map(blockText).join('\t')).join('\n');
      }
    })
    .join('\n');
}

/** Inline code and code blocks, in order: the commands, paths and keys that must arrive verbatim. */
export function codeOf(blocks: readonly Block[]): string[] {
  return collect(
    blocks,
    (inline) => (inline.kind === 'code' ? [inline.text] : []),
    (code) => [code],
  );
}

/** Links with their words, in order. */
export function linksOf(blocks: readonly Block[]): Array<{ href: string; text: string }> {
  return collect(
    blocks,
    (inline) => (inline.kind === 'link' ? [{ href: inline.href, text: inlineText(inline.content) }] : []),
    () => [],
  );
}

/** What `ofInline` and `ofCode` find in blocks, in order. An inline in which something is found is not looked into further. */
function collect<T>(blocks: readonly Block[], ofInline: (inline: Inline) => T[], ofCode: (text: string) => T[]): T[] {
  const inInlines = (content: readonly Inline[]): T[] =>
    content.flatMap((inline) => {
      const found = ofInline(inline);
      return found.length === 0 && 'content' in inline ? inInlines(inline.content) : found;
    });
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return inInlines(block.content);
      case 'code':
        return ofCode(block.text);
      case 'alert':
        return collect(block.content, ofInline, ofCode);
      case 'list':
        return block.items.flatMap((item) => collect(item, ofInline, ofCode));
      case 'table':
        return [block.header, ...block.rows].flatMap((row) => row.flatMap((cell) => collect(cell, ofInline, ofCode)));
    }
  });
}
