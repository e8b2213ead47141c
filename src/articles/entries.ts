import type { Cause, Entry, Part } from '../knowledge/entry.js';
import { type Block, blockText, inlineText, linksOf } from '../knowledge/rich-text.js';
import { findIdentifiers } from '../text/identifiers.js';
import { toBlocks } from './blocks.js';
import { articleLink, pageOf } from './links.js';
import { toLeadAndCauses, toParts } from './parts.js';
import { type Polish, polishBlocks, polishInlines } from './repair.js';
import type { Section } from './sections.js';
import { type ErrorRow, readTable } from './tables.js';

/** What all entries of one article share. */
export interface ArticleContext {
  articleId: string;
  file: string;
  title: string;
  date: string;
  translation: Entry['source']['translation'];
  polish: Polish;
}

/** An entry without what only the whole corpus can tell. */
export type Draft = Omit<Entry, 'workload' | 'corrections' | 'related' | 'below'> & {
  anchor: string;
  /** Links to pages of the documentation, in order. */
  links: Array<{ articleId: string; anchor: string }>;
  /** Anchors of the sections below, and of those above, nearest first. */
  anchorsBelow: string[];
  anchorsAbove: string[];
};

/** Sections that lead elsewhere and solve nothing. */
const CLOSING_SECTIONS =
  /^(?:next-steps?|see-also|related-(?:content|articles?)|additional-resources)(?:-\d+)?$|^(?:다음 ?단계|참고 ?항목|관련 ?(?:콘텐츠|문서))$/;

/** Every entry of an article, in order. */
export function toEntries(root: Section, context: ArticleContext): Draft[] {
  const drafts: Draft[] = [];
  const visit = (section: Section, path: readonly Section[]): void => {
    if (section.level > 0 && (CLOSING_SECTIONS.test(section.anchor) || CLOSING_SECTIONS.test(section.title))) return;
    if (section.level > 0) drafts.push(...entriesOf(section, path, context));
    for (const child of section.children) visit(child, section.level > 0 ? [...path, section] : path);
  };
  visit(root, []);
  return drafts;
}

function entriesOf(section: Section, path: readonly Section[], context: ArticleContext): Draft[] {
  const blocks = polishBlocks(toBlocks(section.content), context.polish);
  const tables = blocks
    .filter((block) => block.kind === 'table')
    .map((table) => ({ table, reading: readTable(table) }));
  const errorRows = tables.flatMap(({ reading }) => (reading.kind === 'errors' ? reading.rows.flatMap(splitRow) : []));
  const causeRows = tables.flatMap(({ reading }) => (reading.kind === 'causes' ? reading.rows : []));
  const rest = blocks.filter(
    (block) => block.kind !== 'table' || tables.find(({ table }) => table === block)?.reading.kind === 'data',
  );
  const draft = (parts: { lead: Part[]; causes: Cause[] }, operation?: string, row?: number): Draft =>
    toDraft(section, path, context, parts, operation, row);
  const out: Draft[] = [];

  const { lead, causes } = toLeadAndCauses(toParts(rest, 'section'));
  const fromCauses = causeRows.map(({ cause, fix }): Cause => ({ cause, parts: toParts(fix, 'fix') }));
  const only = errorRows.length === 1 ? errorRows[0] : undefined;
  if (only) {
    const read = readRow(only);
    out.push(
      draft({ lead: [...lead, ...read.lead], causes: [...read.causes, ...fromCauses, ...causes] }, only.operation),
    );
  } else {
    if (hasOwnContent(lead, [...fromCauses, ...causes], section, errorRows.length))
      out.push(draft({ lead, causes: [...fromCauses, ...causes] }));
    errorRows.forEach((row, index) => {
      out.push(draft(readRow(row), row.operation, index + 1));
    });
  }
  // Error tables inside a list stay there, and their rows are entries too.
  nestedErrorRows(rest).forEach((row, index) => {
    out.push(draft(readRow(row), row.operation, errorRows.length + index + 1));
  });
  return out;
}

/** Whether the text of a section is an entry of its own, or only leads over to what stands below. */
function hasOwnContent(lead: readonly Part[], causes: readonly Cause[], section: Section, rows: number): boolean {
  const parts = [
    ...lead,
    ...causes.flatMap((cause) => [
      ...(cause.cause.length > 0 ? [{ kind: 'cause' as const, content: cause.cause }] : []),
      ...cause.parts,
    ]),
  ];
  if (parts.length === 0 || (section.level === 1 && parts.every((part) => part.kind === 'text'))) return false;
  if (parts.some((part) => part.kind !== 'text' || part.content.some((block) => block.kind !== 'paragraph')))
    return true;
  if (section.children.length === 0 && rows === 0) return true;
  const sentences = parts
    .flatMap((part) => (part.kind === 'text' ? blockText(part.content).split(/[.?!](?:\s|$)/) : []))
    .filter((s) => s.trim() !== '');
  // One or two sentences before subsections or rows only announce them.
  return sentences.length > 2;
}

function readRow(row: ErrorRow): { lead: Part[]; causes: Cause[] } {
  const lead: Part[] = row.error.length > 0 ? [{ kind: 'error', content: errorBlocks(row.error) }] : [];
  const fix = toLeadAndCauses(toParts(row.fix, 'fix'));
  const extraLead = fix.lead;
  const [first, ...others] = fix.causes;
  const own: Cause = { cause: [...row.cause, ...(first?.cause ?? [])], parts: [...extraLead, ...(first?.parts ?? [])] };
  return { lead, causes: [own, ...others].filter((cause) => cause.cause.length + cause.parts.length > 0) };
}

function errorBlocks(error: readonly Block[]): Block[] {
  return toParts(error, 'section').flatMap((part) =>
    part.kind === 'steps'
      ? [
          {
            kind: 'list' as const,
            ordered: part.style === 'numbered',
            start: 1,
            items: part.steps.map((step) => step.content),
          },
        ]
      : part.content,
  );
}

/** A cell that pairs several error messages with a cure each is as many rows. */
function splitRow(row: ErrorRow): ErrorRow[] {
  const parts = toParts(row.fix, 'fix');
  const errors = parts.filter((part) => part.kind === 'error').length;
  if (errors < 2) return [row];
  const rows: ErrorRow[] = [];
  for (const part of parts) {
    const last = rows[rows.length - 1];
    if (part.kind === 'error')
      rows.push({
        ...(row.operation ? { operation: row.operation } : {}),
        error: [...row.error, ...part.content],
        cause: [],
        fix: [],
      });
    else if (last && part.kind !== 'steps') last.fix.push(...part.content);
    else if (last && part.kind === 'steps')
      last.fix.push({
        kind: 'list',
        ordered: part.style === 'numbered',
        start: part.steps[0]?.number ?? 1,
        items: part.steps.map((step) => step.content),
      });
  }
  return rows;
}

function nestedErrorRows(blocks: readonly Block[]): ErrorRow[] {
  return blocks.flatMap((block): ErrorRow[] => {
    if (block.kind === 'list') return block.items.flatMap((item) => [...tablesOf(item), ...nestedErrorRows(item)]);
    return block.kind === 'alert' ? [...tablesOf(block.content), ...nestedErrorRows(block.content)] : [];
  });
}

function tablesOf(blocks: readonly Block[]): ErrorRow[] {
  return blocks.flatMap((block) => {
    const reading = block.kind === 'table' ? readTable(block) : undefined;
    return reading?.kind === 'errors' ? reading.rows : [];
  });
}

function toDraft(
  section: Section,
  path: readonly Section[],
  context: ArticleContext,
  parts: { lead: Part[]; causes: Cause[] },
  operation: string | undefined,
  row: number | undefined,
): Draft {
  const title = polishTitle(section.title, context);
  const errorText = parts.lead
    .filter((part) => part.kind === 'error')
    .map((part) => blockText(part.content))
    .join('\n');
  const all = [
    ...parts.lead,
    ...parts.causes.flatMap((cause) => [{ kind: 'text' as const, content: cause.cause }, ...cause.parts]),
  ];
  const blocks = all.flatMap((part) =>
    part.kind === 'steps' ? part.steps.flatMap((step) => step.content) : part.content,
  );
  const selfUrl = pageOf(context.articleId, section.anchor);
  return {
    id: `${context.articleId}#${section.anchor}${row ? `/${row}` : ''}`,
    articleId: context.articleId,
    anchor: section.anchor,
    ...(operation ? { operation } : {}),
    kind: row ? 'row' : 'section',
    title,
    label: row ? labelOf(errorText, title) : title,
    identifiers: findIdentifiers([row ? '' : title, operation ?? '', errorText].join('\n')).map(
      (identifier) => identifier.key,
    ),
    lead: parts.lead,
    causes: parts.causes,
    source: {
      articleTitle: context.title,
      headingPath: [...path.map((above) => polishTitle(above.title, context)), title],
      url: selfUrl,
      date: context.date,
      translation: context.translation,
      file: context.file,
      line: section.line,
    },
    recall: { slug: section.anchor.replace(/-+/g, ' ').trim(), olderText: '' },
    links: linksOf(blocks).flatMap(({ href }) => articleLink(href) ?? []),
    anchorsBelow: section.children.map((child) => child.anchor),
    anchorsAbove: path
      .slice(1)
      .reverse()
      .map((above) => above.anchor),
  };
}

function polishTitle(title: string, context: ArticleContext): string {
  return inlineText(polishInlines([{ kind: 'text', text: title }], context.polish)).trim();
}

/** The first sentence of a row's error message, without its label, short enough for a list. */
function labelOf(errorText: string, title: string): string {
  const lines = errorText
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const message =
    lines.find((line) => /^오류 ?메시지\s*[:：]/.test(line)) ??
    lines.find((line) => /[가-힣]{2,}/.test(line)) ??
    lines[0] ??
    title;
  const bare = message.replace(/^[-•*]?\s*(?:오류 ?코드|오류 ?메시지|오류 ?ID)\s*[:：]\s*/, '');
  const code =
    lines[0] !== undefined && lines[0] !== message && /^[0-9A-Za-z, ]{4,40}$/.test(lines[0]) ? `${lines[0]}: ` : '';
  const sentence = bare.match(/^.{12,}?[.?!](?=\s|$)/)?.[0] ?? bare;
  const label = code + sentence;
  return label.length > 90 ? `${label.slice(0, 88)}…` : label;
}
