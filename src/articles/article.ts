import type { ElementContent } from 'hast';
import { inlineText } from '../knowledge/rich-text.js';
import { DAMAGE_THRESHOLD, joinTornWords, spacingDamage } from '../text/spacing.js';
import { type Draft, toEntries } from './entries.js';
import { BrokenArticle, type FrontMatter, frontMatterOf, parseYaml, readFrontMatter } from './front-matter.js';
import { parseArticleText } from './markdown.js';
import { type Section, slugOf, toSections } from './sections.js';

/** One article file as read. */
export interface Article {
  /** File name without extension and version date: two versions of one page share it. */
  id: string;
  file: string;
  title: string;
  date: string;
  translation: FrontMatter['translation'];
  anchors: string[];
  entries: Draft[];
}

/** "backup-azure-mabs-troubleshoot.2020-05-21.md" → "backup-azure-mabs-troubleshoot". */
export function articleIdOf(file: string): string {
  const name = file.replace(/^.*[\\/]/, '').replace(/\.(?:md|ya?ml)$/i, '');
  return name.replace(/\.\d{4}-\d{2}(?:-\d{2})?$/, '');
}

/** Reads one article (markdown, or a YAML FAQ). Throws BrokenArticle with the line and the reason. */
export function readArticle(file: string, source: string): Article {
  const text = source
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC');
  if (text.trim() === '') throw new BrokenArticle(1, 'the file is empty');
  const nul = text.indexOf('\u0000');
  if (nul >= 0)
    throw new BrokenArticle(text.slice(0, nul).split('\n').length, 'the file holds NUL bytes, so it is no text');
  const { frontMatter, root } = /\.ya?ml$/i.test(file)
    ? readFaq(text)
    : { frontMatter: readFrontMatter(text), root: toSections(parseArticleText(text)) };
  const damaged = spacingDamage(text) >= DAMAGE_THRESHOLD;
  const id = articleIdOf(file);
  const heading = root.children.find((section) => section.level === 1) ?? root.children[0];
  const rawTitle = heading?.level === 1 ? heading.title : (frontMatter.title ?? heading?.title ?? id);
  const title = damaged ? joinTornWords(rawTitle) : rawTitle;
  const entries = toEntries(root, {
    articleId: id,
    file,
    title,
    date: frontMatter.date,
    translation: frontMatter.translation,
    polish: { articleId: id, damaged },
  });
  return {
    id,
    file,
    title,
    date: frontMatter.date,
    translation: frontMatter.translation,
    anchors: anchorsOf(root),
    entries,
  };
}

function anchorsOf(section: Section): string[] {
  return [...(section.anchor ? [section.anchor, ...section.aliases] : []), ...section.children.flatMap(anchorsOf)];
}

interface FaqFile {
  title?: unknown;
  summary?: unknown;
  metadata?: unknown;
  sections?: Array<{ name?: unknown; questions?: Array<{ question?: unknown; answer?: unknown }> }>;
}

/** A Learn FAQ: title, summary, sections of questions with answers in markdown. */
function readFaq(text: string): { frontMatter: FrontMatter; root: Section } {
  const body = text.replace(/^### YamlMime:[^\n]*\n/, (line) => `#${line.slice(1)}`);
  const faq = parseYaml(body) as FaqFile | null;
  if (typeof faq !== 'object' || faq === null || !Array.isArray(faq.sections)) {
    throw new BrokenArticle(1, 'a YAML article needs "sections" with "questions" (the FAQ schema of Learn)');
  }
  const meta = frontMatterOf(faq.metadata);
  const lines = text.split('\n');
  const title = typeof faq.title === 'string' ? faq.title.trim() : (meta.title ?? '');
  const top: Section = {
    level: 1,
    anchor: slugOf(title),
    aliases: [],
    title,
    line: 1,
    content: contentOf(faq.summary),
    children: [],
  };
  for (const group of faq.sections) {
    const name = typeof group.name === 'string' ? group.name.trim() : '';
    const section: Section = {
      level: 2,
      anchor: slugOf(name),
      aliases: [],
      title: name,
      line: lineOfText(lines, name),
      content: [],
      children: [],
    };
    for (const { question, answer } of group.questions ?? []) {
      const asked = inlineText([{ kind: 'text', text: String(question ?? '') }])
        .replace(/<[^>]+>/g, '')
        .replace(/\s+/g, ' ')
        .trim();
      if (asked === '') continue;
      const anchor = String(question).match(/<a\s+name="([^"]+)"/)?.[1] ?? slugOf(asked);
      section.children.push({
        level: 3,
        anchor,
        aliases: [],
        title: asked,
        line: lineOfText(lines, asked),
        content: contentOf(answer),
        children: [],
      });
    }
    top.children.push(section);
  }
  return {
    frontMatter: { ...meta, ...(title ? { title } : {}) },
    root: { level: 0, anchor: '', aliases: [], title: '', line: 1, content: [], children: [top] },
  };
}

function contentOf(markdown: unknown): ElementContent[] {
  return typeof markdown === 'string' ? (parseArticleText(markdown).children as ElementContent[]) : [];
}

function lineOfText(lines: readonly string[], text: string): number {
  const at = lines.findIndex((line) => text !== '' && line.includes(text.slice(0, 40)));
  return at < 0 ? 1 : at + 1;
}
