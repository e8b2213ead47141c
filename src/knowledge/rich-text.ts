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
  const ofInlines = (content: readonly Inline[]): string[] =>
    content.flatMap((inline) => {
      if (inline.kind === 'code') return [inline.text];
      return 'content' in inline ? ofInlines(inline.content) : [];
    });
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return ofInlines(block.content);
      case 'code':
        return [block.text];
      case 'alert':
        return codeOf(block.content);
      case 'list':
        return block.items.flatMap(codeOf);
      case 'table':
        return [block.header, ...block.rows].flatMap((row) => row.flatMap(codeOf));
    }
  });
}

/** Links with their words, in order. */
export function linksOf(blocks: readonly Block[]): Array<{ href: string; text: string }> {
  const ofInlines = (content: readonly Inline[]): Array<{ href: string; text: string }> =>
    content.flatMap((inline) => {
      if (inline.kind === 'link') return [{ href: inline.href, text: inlineText(inline.content) }];
      return 'content' in inline ? ofInlines(inline.content) : [];
    });
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return ofInlines(block.content);
      case 'code':
        return [];
      case 'alert':
        return linksOf(block.content);
      case 'list':
        return block.items.flatMap(linksOf);
      case 'table':
        return [block.header, ...block.rows].flatMap((row) => row.flatMap(linksOf));
    }
  });
}
