import { blocksOf, type Correction, type Entry, type Part, type Step } from '../src/knowledge/entry.js';
import { type Block, blockText, type Inline } from '../src/knowledge/rich-text.js';
import { squash } from '../src/text/normalize.js';
import { type Hazard, hazardsIn } from '../src/triage/hazards.js';
import { type Piece, pagesOf, unitsOf } from '../src/triage/pages.js';
import { blocksToMarkdown, codeBlock, escapeMarkdown, lines, listItem } from './markdown.js';
import { phrases } from './phrases.ko.js';

/** What of an entry is shown at a time. */
export interface Page {
  entry: Entry;
  /** 0 is the first. */
  page: number;
}

/** Number of the pages of an entry. */
export function pageCount(entry: Entry): number {
  return pagesOf(entry).length;
}

/** Whether a page goes on in the middle of a cause, so that its button says "step" and not "cause". */
export function goesOnInCause({ entry, page }: Page): boolean {
  return pagesOf(entry)[page]?.[0]?.opens === false;
}

/** One page of an entry as markdown: on the first the problem, then causes with their steps, then the source. */
export function renderPage({ entry, page }: Page): string {
  const pages = PAGES.get(entry) ?? [];
  PAGES.set(entry, pages);
  pages[page] ??= renderOne({ entry, page });
  return pages[page];
}

/** An entry never changes, and its page is shown again and again. */
const PAGES = new WeakMap<Entry, string[]>();

function renderOne({ entry, page }: Page): string {
  const remarks = new Remarks(entry);
  const lead = page === 0 ? entry.lead.map((part) => renderPart(part, entry, remarks)) : [];
  const body = (pagesOf(entry)[page] ?? []).map((piece) => renderPiece(piece, entry, remarks));
  return lines(title(entry), ...lead, ...body, renderSource(entry));
}

/** All pages of an entry at once. */
export function renderWhole(entry: Entry): string {
  return renderPages(entry, pageCount(entry));
}

/** The first pages of an entry at once. */
export function renderPages(entry: Entry, pages: number): string {
  const remarks = new Remarks(entry);
  const lead = entry.lead.map((part) => renderPart(part, entry, remarks));
  const body = pagesOf(entry)
    .slice(0, pages)
    .flat()
    .map((piece) => renderPiece(piece, entry, remarks));
  return lines(title(entry), ...lead, ...body, renderSource(entry));
}

/** What is left to do of an entry. */
export function renderRest(entry: Entry, pieces: readonly Piece[]): string {
  const remarks = new Remarks(entry);
  return lines(title(entry), ...pieces.map((piece) => renderPiece(piece, entry, remarks)), renderSource(entry));
}

/** Some blocks of an entry with what of ours belongs to them, to be quoted. */
export function renderQuote(blocks: readonly Block[], entry: Entry): string {
  return withRemarks(blocks, new Remarks(entry));
}

/** One unit of an entry, for going through it step by step; the first comes with the problem. */
export function renderUnit(entry: Entry, number: number): string {
  const units = unitsOf(entry);
  const unit = units[number];
  if (!unit) return title(entry);
  const remarks = new Remarks(entry);
  const lead = number === 0 ? entry.lead.map((part) => renderPart(part, entry, remarks)) : [];
  return lines(
    title(entry),
    ...lead,
    `**${phrases.stepOf(number + 1, units.length)}**`,
    renderPiece(unit, entry, remarks),
    renderSource(entry),
  );
}

/** Commands on a page, or on all pages where it has none, as they are copied. */
export function commandsOf({ entry, page }: Page): string[] {
  const inParts = (parts: readonly Part[]): string[] => parts.flatMap((part) => codesIn(blocksOf(part), entry));
  const pages = pagesOf(entry).map((pieces) => pieces.flatMap(({ parts }) => inParts(parts)));
  const own = pages[page] ?? [];
  return [...new Set(own.length > 0 ? own : pages.flat())];
}

/** Code blocks, and inline code that holds a space or a program's ending; a corrected command instead of the article's. */
function codesIn(blocks: readonly Block[], entry: Entry): string[] {
  const text = squash(blockText(blocks));
  const corrected = entry.corrections.filter(
    ({ command, says }) => command && says.some((said) => text.includes(squash(said))),
  );
  if (corrected.length > 0) return corrected.map(({ correct }) => correct);
  return blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'code':
        return [block.text];
      case 'paragraph':
        return inlineCodes(block.content).filter((code) => /\s|\.(?:exe|msc|ps1|sh)\b|^[A-Z][a-z]+-[A-Z]/.test(code));
      case 'list':
        return block.items.flatMap((item) => codesIn(item, entry));
      case 'alert':
        return codesIn(block.content, entry);
      case 'table':
        return block.rows.flat().flatMap((cell) => codesIn(cell, entry));
    }
  });
}

function inlineCodes(content: readonly Inline[]): string[] {
  return content.flatMap((inline) =>
    inline.kind === 'code' ? [inline.text] : 'content' in inline ? inlineCodes(inline.content) : [],
  );
}

const title = (entry: Entry): string => `**${escapeMarkdown(entry.title)}**`;

/** Our warning beside what cannot be taken back. */
export function renderWarning(hazard: Hazard): string {
  return `**${phrases.ownWarning}:** ${phrases.hazards[hazard]}`;
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
  return withRemarks(step.content, new Remarks(entry));
}

/** What of ours stands beside an entry's text: corrections and warnings, each given out once a page, where it first belongs. */
class Remarks {
  private readonly corrections: Set<Correction>;
  private readonly warned = new Set<Hazard>();

  constructor(entry: Entry) {
    this.corrections = new Set(entry.corrections);
  }

  correctionsFor(blocks: readonly Block[]): Correction[] {
    const text = squash(blockText(blocks));
    const fitting = [...this.corrections].filter(({ says }) => says.some((said) => text.includes(squash(said))));
    for (const correction of fitting) this.corrections.delete(correction);
    return fitting;
  }

  warningsFor(blocks: readonly Block[]): Hazard[] {
    const fresh = hazardsIn(blockText(blocks)).filter((hazard) => !this.warned.has(hazard));
    for (const hazard of fresh) this.warned.add(hazard);
    return fresh;
  }
}

function renderPiece({ cause: number, opens, parts }: Piece, entry: Entry, remarks: Remarks): string {
  const cause = entry.causes[number]?.cause ?? [];
  const labelled = /^\s*(?:가능한 ?)?원인\s*[:：]?/.test(blockText(cause));
  const name = labelled && entry.causes.length === 1 ? '' : phrases.cause(number + 1, entry.causes.length);
  // In reading order, since a correction stands at the first place it belongs to.
  const heading = opens && cause.length > 0 ? [name, withRemarks(cause, remarks)] : [];
  return lines(...heading, ...parts.map((part) => renderPart(part, entry, remarks)));
}

function renderPart(part: Part, entry: Entry, remarks: Remarks): string {
  switch (part.kind) {
    case 'steps':
      return part.steps
        .map((step) =>
          listItem(part.style === 'alternatives' ? '-' : `${step.number}.`, withRemarks(step.content, remarks)),
        )
        .join('\n');
    case 'note':
      return `**${phrases.alertNames[part.level]}:** ${withRemarks(withoutLabel(part.content), remarks)}`;
    case 'error': {
      const more = part.content.filter((block) => squash(blockText([block])) !== squash(entry.title));
      return withRemarks(more, remarks);
    }
    default:
      return withRemarks(blocksOf(part), remarks);
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

/**
 * Blocks with what of ours belongs to them: a warning before what cannot be taken back, corrections after. A corrected
 * command takes the code block, the article's line stands under it.
 */
function withRemarks(blocks: readonly Block[], remarks: Remarks): string {
  const corrections = remarks.correctionsFor(blocks);
  const commands = corrections.filter(({ command }) => command);
  const others = corrections.filter(({ command }) => !command);
  const original =
    commands.length === 0
      ? blocksToMarkdown(blocks)
      : `${phrases.original}: ${escapeMarkdown(blockText(blocks)).replace(/\n+/g, '  \n')}`;
  return lines(
    ...remarks.warningsFor(blocks).map(renderWarning),
    ...commands.map(({ correct }) => codeBlock(correct)),
    original,
    ...commands.map(({ ground }) => `**${phrases.ownNote}:** ${escapeMarkdown(ground)}`),
    ...others.map(
      ({ correct, ground }) => `**${phrases.ownNote}:** ${escapeMarkdown(correct)} (${escapeMarkdown(ground)})`,
    ),
  );
}
