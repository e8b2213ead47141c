import { blocksOf, type Cause, type Correction, type Entry, type Part, type Step } from '../src/knowledge/entry.js';
import { type Block, blockText } from '../src/knowledge/rich-text.js';
import { squash } from '../src/text/normalize.js';
import { causePages } from '../src/triage/pages.js';
import { blocksToMarkdown, codeBlock, escapeMarkdown, listItem } from './markdown.js';
import { phrases } from './phrases.ko.js';

/** What of an entry is shown at a time. */
export interface Page {
  entry: Entry;
  /** 0 is the first. */
  page: number;
}

/** Number of the pages of an entry. */
export function pageCount(entry: Entry): number {
  return causePages(entry).length;
}

/** One page of an entry as markdown: on the first the problem, then causes with their steps, then the source. */
export function renderPage({ entry, page }: Page): string {
  const pages = causePages(entry);
  const causes = pages[page] ?? [];
  const before = pages.slice(0, page).reduce((sum, group) => sum + group.length, 0);
  const corrections = new OnceEach(entry.corrections);
  const lead = page === 0 ? entry.lead.map((part) => renderPart(part, entry, corrections)) : [];
  const body = causes.map((cause, index) => renderCause(cause, before + index + 1, entry, corrections));
  return [`**${escapeMarkdown(entry.title)}**`, ...lead, ...body, renderSource(entry)].filter(Boolean).join('\n\n');
}

/** Article, section, link, date and kind of translation. */
export function renderSource(entry: Entry): string {
  const { articleTitle, headingPath, url, date, translation } = entry.source;
  const section = headingPath.length > 1 ? (headingPath.at(-1) ?? '') : '';
  return [phrases.source(articleTitle, section, url), date, translation === 'machine' ? phrases.machineTranslation : '']
    .filter(Boolean)
    .join(' · ');
}

/** One numbered step, for "2번 단계가 뭐였죠?". */
export function renderStep(step: Step, entry: Entry): string {
  return withCorrections(step.content, new OnceEach(entry.corrections));
}

/** Corrections of an entry, each given out once a page, at the first place it belongs to. */
class OnceEach {
  private readonly left: Set<Correction>;

  constructor(corrections: readonly Correction[]) {
    this.left = new Set(corrections);
  }

  take(blocks: readonly Block[]): Correction[] {
    const text = squash(blockText(blocks));
    const fitting = [...this.left].filter((correction) => correction.says.some((says) => text.includes(squash(says))));
    for (const correction of fitting) this.left.delete(correction);
    return fitting;
  }
}

function renderCause(cause: Cause, number: number, entry: Entry, corrections: OnceEach): string {
  const labelled = /^\s*(?:가능한 ?)?원인\s*[:：]?/.test(blockText(cause.cause));
  const title = labelled && entry.causes.length === 1 ? [] : [phrases.cause(number, entry.causes.length)];
  // In reading order, since a correction stands at the first place it belongs to.
  const heading = cause.cause.length > 0 ? [...title, withCorrections(cause.cause, corrections)] : [];
  return [...heading, ...cause.parts.map((part) => renderPart(part, entry, corrections))].join('\n\n');
}

function renderPart(part: Part, entry: Entry, corrections: OnceEach): string {
  switch (part.kind) {
    case 'steps':
      return part.steps
        .map((step) =>
          listItem(part.style === 'alternatives' ? '-' : `${step.number}.`, withCorrections(step.content, corrections)),
        )
        .join('\n');
    case 'note':
      return `**${phrases.alertNames[part.level]}:** ${withCorrections(withoutLabel(part.content), corrections)}`;
    case 'error': {
      const more = part.content.filter((block) => squash(blockText([block])) !== squash(entry.title));
      return withCorrections(more, corrections);
    }
    default:
      return withCorrections(blocksOf(part), corrections);
  }
}

/** A note that begins with its own label ("참고: …") does not get it twice. */
function withoutLabel(content: readonly Block[]): Block[] {
  const [first, ...rest] = content;
  if (first?.kind !== 'paragraph') return [...content];
  const [label, text, ...others] = first.content;
  if (label?.kind !== 'strong' || text?.kind !== 'text' || !/^\s*[:：]/.test(text.text)) return [...content];
  return [
    { kind: 'paragraph', content: [{ kind: 'text', text: text.text.replace(/^\s*[:：]\s*/, '') }, ...others] },
    ...rest,
  ];
}

/** Blocks with our corrections beside them; a corrected command takes the code block, the article's line stands under it. */
function withCorrections(blocks: readonly Block[], corrections: OnceEach): string {
  const fitting = corrections.take(blocks);
  const commands = fitting.filter((correction) => correction.command);
  const remarks = fitting.filter((correction) => !correction.command);
  const original =
    commands.length === 0
      ? blocksToMarkdown(blocks)
      : `${phrases.original}: ${escapeMarkdown(blockText(blocks)).replace(/\n+/g, '  \n')}`;
  return [
    ...commands.map((correction) => codeBlock(correction.correct)),
    original,
    ...commands.map((correction) => `**${phrases.ownNote}:** ${escapeMarkdown(correction.ground)}`),
    ...remarks.map(
      (correction) =>
        `**${phrases.ownNote}:** ${escapeMarkdown(correction.correct)} (${escapeMarkdown(correction.ground)})`,
    ),
  ].join('\n\n');
}
