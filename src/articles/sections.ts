import type { Element, ElementContent, Root } from 'hast';
import { inlineText } from '../knowledge/rich-text.js';
import { toInlines, trimInlines } from './blocks.js';
import { isElement, lineOf } from './markdown.js';

/** A heading and what stands under it up to the next heading. */
export interface Section {
  level: number;
  /** First anchor of the heading, or a slug of its title; unique within the article. */
  anchor: string;
  /** Other anchors of the same heading. */
  aliases: string[];
  title: string;
  line: number;
  content: ElementContent[];
  children: Section[];
}

const HEADING = /^h([1-6])$/;
const CONTAINERS = new Set(['div', 'center', 'section', 'article']);

/** The tree of an article's sections; text before the first heading is in the root's content. */
export function toSections(root: Root): Section {
  const top: Section = { level: 0, anchor: '', aliases: [], title: '', line: 1, content: [], children: [] };
  const path: Section[] = [top];
  const used = new Map<string, number>();
  for (const node of flatten(root.children as ElementContent[])) {
    const level = isElement(node) ? Number(node.tagName.match(HEADING)?.[1] ?? 0) : 0;
    if (!isElement(node) || level === 0 || isTab(node)) {
      path[path.length - 1]?.content.push(isElement(node) && level > 0 ? asParagraph(node) : node);
      continue;
    }
    const title = inlineText(trimInlines(toInlines(node.children))).trim();
    if (title === '') continue;
    const anchors = anchorsOf(node);
    const section: Section = {
      level,
      anchor: unique(anchors[0] ?? slugOf(title), used),
      aliases: anchors.slice(1),
      title,
      line: lineOf(node),
      content: [],
      children: [],
    };
    while ((path[path.length - 1]?.level ?? 0) >= level) path.pop();
    path[path.length - 1]?.children.push(section);
    path.push(section);
  }
  return top;
}

/** Elements that only wrap others around headings, opened up. */
function flatten(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node) => {
    const wrapsHeading =
      isElement(node) &&
      CONTAINERS.has(node.tagName) &&
      node.children.some((child) => isElement(child) && HEADING.test(child.tagName));
    return wrapsHeading ? flatten((node as Element).children) : [node];
  });
}

/** DocFX tabs are written as headings that link to `#tab/…`; they are labels inside a section. */
function isTab(heading: Element): boolean {
  return heading.children.some(
    (child) => isElement(child, 'a') && String(child.properties['href'] ?? '').startsWith('#tab/'),
  );
}

function asParagraph(heading: Element): Element {
  const text = inlineText(toInlines(heading.children)).trim();
  return {
    ...heading,
    tagName: 'p',
    children: [{ type: 'element', tagName: 'strong', properties: {}, children: [{ type: 'text', value: text }] }],
  };
}

function anchorsOf(heading: Element): string[] {
  const anchors: string[] = [];
  const visit = (node: Element): void => {
    for (const child of node.children) {
      if (!isElement(child)) continue;
      const name = child.tagName === 'a' ? (child.properties['name'] ?? child.properties['id']) : undefined;
      if (typeof name === 'string' && name !== '') anchors.push(name.replace(/^user-content-/, ''));
      visit(child);
    }
  };
  visit(heading);
  return anchors;
}

/** A heading's anchor as Learn makes it: lower case, words joined by hyphens, other signs dropped. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}

function unique(anchor: string, used: Map<string, number>): string {
  const count = (used.get(anchor) ?? 0) + 1;
  used.set(anchor, count);
  return count === 1 ? anchor : `${anchor}-${count}`;
}
