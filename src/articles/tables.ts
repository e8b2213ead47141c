import { type Block, blockText, type Inline } from '../knowledge/rich-text.js';
import { trimInlines } from './blocks.js';

type Column = 'operation' | 'code' | 'error' | 'cause' | 'fix' | 'other';
type Table = Extract<Block, { kind: 'table' }>;

/** One row of a table of errors, by what its columns hold. */
export interface ErrorRow {
  operation?: string;
  error: Block[];
  cause: Block[];
  fix: Block[];
}

/** A table as troubleshooting content; 'data' where it lists something else. */
export type TableReading =
  | { kind: 'errors'; rows: ErrorRow[] }
  | { kind: 'causes'; rows: ErrorRow[] }
  | { kind: 'data' };

const HEADERS: ReadonlyArray<readonly [RegExp, Column]> = [
  [/^작업\s*\(\s*operation\s*\)$|^operation$|^시나리오$/i, 'operation'],
  [/^오류\s*코드$|^코드$|^error\s*code$|^오류\s*ID$/i, 'code'],
  [/오류|증상|문제(?!\s*해결)|에러|현상|메시지|^errors?$|^symptoms?$|^issues?$|error\s*(?:message|details?)/i, 'error'],
  [/원인|이유|^causes?$|possible\s*causes?|^reasons?$/i, 'cause'],
  [/해결|해상도|권장|조치|방법|대응|resolution|recommended|action|solution|workaround|^fix$/i, 'fix'],
];

function columnsOf(header: readonly Block[][]): Column[] {
  const titles = header.map((cell) => blockText(cell).replace(/\s+/g, ' ').trim());
  const columns = titles.map((title) => HEADERS.find(([pattern]) => pattern.test(title))?.[1] ?? 'other');
  // "작업" alone is the cure beside an error column that has no other cure, and else what was being done.
  titles.forEach((title, index) => {
    if (/^작업$/.test(title)) columns[index] = columns.includes('fix') ? 'operation' : 'fix';
  });
  return columns;
}

const NO_RESOLUTION = /^(?:none|없음|없습니다|해당 ?없음|n\/a|-)?\.?$/i;

/** Reads a table by its headers. */
export function readTable(table: Table): TableReading {
  const columns = columnsOf(table.header);
  const hasError = columns.includes('error') || columns.includes('code');
  const hasCure = columns.includes('fix') || (columns.includes('cause') && columns.includes('error'));
  if (!hasCure || (!hasError && !columns.includes('cause'))) return { kind: 'data' };
  const rows = table.rows
    .map((cells) => readRow(cells, columns))
    .filter((row) => row.error.length + row.cause.length + row.fix.length > 0);
  return { kind: hasError ? 'errors' : 'causes', rows };
}

function readRow(cells: readonly Block[][], columns: readonly Column[]): ErrorRow {
  const of = (column: Column): Block[] =>
    cells.flatMap((cell, index) => ((columns[index] ?? 'other') === column ? cell : []));
  const operation = blockText(of('operation')).replace(/\s+/g, ' ').trim();
  const code = of('code');
  const reasonIsError = code.length > 0 && !columns.includes('error');
  const row: ErrorRow = {
    ...(operation ? { operation } : {}),
    error: [...code, ...(reasonIsError ? of('cause') : of('error'))],
    cause: reasonIsError ? [] : of('cause'),
    fix: [...of('fix'), ...of('other')],
  };
  return NO_RESOLUTION.test(blockText(row.fix).trim()) ? adviceFromError(row) : row;
}

/** Where the cure's cell says "None", the advice stands in the error's cell, after the error's own line. */
function adviceFromError(row: ErrorRow): ErrorRow {
  const [first, ...rest] = row.error;
  if (first?.kind !== 'paragraph') return { ...row, fix: [] };
  const cut = first.content.findIndex((inline) => inline.kind === 'break');
  if (cut < 0) return { ...row, error: [first], fix: rest };
  const advice: Inline[] = trimInlines(first.content.slice(cut + 1));
  return {
    ...row,
    error: [{ kind: 'paragraph', content: trimInlines(first.content.slice(0, cut)) }],
    fix: [{ kind: 'paragraph', content: advice }, ...rest],
  };
}
