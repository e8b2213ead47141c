import type { Block, Inline } from '../knowledge/rich-text.js';
import { inlineText } from '../knowledge/rich-text.js';
import { joinParticle, joinTornWords, joinVerbToMarkup } from '../text/spacing.js';
import { absoluteLink } from './links.js';

/** What is done to an article's prose on its way into entries. */
export interface Polish {
  articleId: string;
  /** Whether the article's translation tore its words apart (measured, see text/spacing). */
  damaged: boolean;
}

/**
 * Blocks as they are read: torn words joined, particles joined to the markup before them, links absolute. Code and the
 * targets of links are never touched.
 */
export function polishBlocks(blocks: readonly Block[], polish: Polish): Block[] {
  return blocks.map((block) => {
    switch (block.kind) {
      case 'paragraph':
        return { kind: 'paragraph', content: polishInlines(block.content, polish) };
      case 'list':
        return { ...block, items: block.items.map((item) => polishBlocks(item, polish)) };
      case 'alert':
        return { ...block, content: polishBlocks(block.content, polish) };
      case 'table':
        return {
          kind: 'table',
          header: block.header.map((cell) => polishBlocks(cell, polish)),
          rows: block.rows.map((row) => row.map((cell) => polishBlocks(cell, polish))),
        };
      case 'code':
        return block;
    }
  });
}

export function polishInlines(content: readonly Inline[], polish: Polish): Inline[] {
  const out: Inline[] = [];
  for (const inline of content) {
    const before = out[out.length - 1];
    if (inline.kind === 'text') out.push({ kind: 'text', text: polishText(inline.text, before, polish) });
    else if (inline.kind === 'link') {
      const linked = polishInlines(inline.content, polish);
      const href = absoluteLink(inline.href, polish.articleId);
      if (href) out.push({ kind: 'link', href, content: linked });
      else out.push(...linked);
    } else if ('content' in inline) out.push({ kind: inline.kind, content: polishInlines(inline.content, polish) });
    else out.push(inline);
  }
  return out;
}

function polishText(text: string, before: Inline | undefined, polish: Polish): string {
  const repaired = polish.damaged ? joinTornWords(text) : text;
  if (!before || before.kind === 'text' || before.kind === 'break') return repaired;
  const joined = joinParticle(repaired);
  if (!polish.damaged || joined !== repaired || !('content' in before)) return joined;
  return joinVerbToMarkup(repaired, inlineText(before.content));
}
