import type { Cause, Part, Step } from '../knowledge/entry.js';
import { type Block, blockText, type Inline, inlineText } from '../knowledge/rich-text.js';
import { trimInlines } from './blocks.js';

type Label = 'error' | 'cause' | 'fix' | 'note';

const LABELS: ReadonlyArray<readonly [RegExp, Label]> = [
  [/^(?:오류 ?코드|오류 ?메시지|오류 ?ID|오류 ?세부 ?정보|증상|error ?(?:code|message))\s*[:：]/i, 'error'],
  [/^(?:가능한 ?)?원인\s*[:：]|^(?:possible ?)?causes?\s*[:：]/i, 'cause'],
  [
    /^(?:해결 ?방법|권장 ?작업|권장 ?사항|권장 ?조치|해결책|resolution|recommended ?actions?|workaround)\s*[:：]/i,
    'fix',
  ],
  [/^(?:참고|주의|중요)\s*[:：]/, 'note'],
];
/** A label in bold needs no colon: "**해결 방법** 이 문제를 해결하려면". */
const BOLD_LABELS: ReadonlyArray<readonly [RegExp, Label]> = [
  [/^(?:오류 ?코드|오류 ?메시지|오류 ?ID|증상)\s*[:：]?$/, 'error'],
  [/^(?:가능한 ?)?원인\s*[:：]?$/, 'cause'],
  [/^(?:해결 ?방법|권장 ?작업|권장 ?사항)\s*[:：]?$/, 'fix'],
];
const LABEL_INSIDE_LINE = /\s+(?=(?:오류 ?메시지|오류 ?코드)\s*[:：])/;
const LIST_LINE = /^\s*(?:([-•*])|(\d{1,2})[.)])\s+/;
const STAGE = /^\s*(\d{1,2})\s*단계\s*[:：.]?/;
const IMPERATIVE =
  /(?:니다|세요|십시오|시오|하기|해봅니다|확인|시도|실행|설치|제거|구성|선택|업데이트|다시 설치|사용|늘립니다)\s*[.:!]?\s*(?:\)|$)/;

/** What a labelled or plain stretch of text is. */
interface Segment {
  label?: Label;
  content: Inline[];
}

type StepStyle = Extract<Part, { kind: 'steps' }>['style'];

/** Sentences that tell how things are, although they end like instructions. */
const TELLS =
  /(?:있|없|같|되|됩|의미합|발생합|지원합|필요합|않습|않|때문입|폴더입|위치입|작동합)(?:습니다|니다)\s*[.:]?\s*$/;

/** Whether a bulleted list is a list of things to do: most of its items tell the reader to do something. */
export function isInstructions(items: readonly Block[][]): boolean {
  const instructing = items.filter((item) => {
    const sentences = (blockText(item).split('\n')[0] ?? '').split(/(?<=[.?!])\s+/);
    return sentences.some((sentence) => IMPERATIVE.test(sentence) && !TELLS.test(sentence));
  });
  return instructing.length * 2 >= items.length && instructing.length > 0;
}

/** Items joined by 또는: one of them is enough. */
function areAlternatives(items: readonly Block[][]): boolean {
  return items.some((item) => /(?:^|[\s(])또는\)?\s*$/.test(blockText(item).trimEnd()));
}

/** Parts in order; 'cause' parts stand before the parts that belong to them. */
export function toParts(blocks: readonly Block[], place: 'section' | 'fix'): Part[] {
  const builder = new PartBuilder();
  for (const block of linesToLists(blocks)) builder.add(block);
  const parts = builder.parts;
  return place === 'fix' ? numberParagraphs(parts) : parts;
}

class PartBuilder {
  readonly parts: Part[] = [];
  private label: Label | undefined;
  private inStage = false;
  private count = 0;

  add(block: Block): void {
    if (block.kind === 'paragraph') {
      for (const segment of splitLabels(block.content)) this.addSegment(segment);
    } else if (this.label === 'cause') this.append(block);
    else if (this.inStage && block.kind !== 'alert') this.append(block);
    else if (block.kind === 'alert') this.parts.push({ kind: 'note', level: block.level, content: block.content });
    else if (block.kind === 'list' && (block.ordered || isInstructions(block.items))) this.addSteps(block);
    else this.append(block);
  }

  private addSegment({ label, content }: Segment): void {
    const paragraph: Block = { kind: 'paragraph', content };
    if (label) {
      this.inStage = false;
      this.label = label;
    }
    const stage = inlineText(content).match(STAGE);
    if (label === 'error') this.parts.push({ kind: 'error', content: [paragraph] });
    else if (label === 'cause') this.parts.push({ kind: 'cause', content: [paragraph] });
    else if (label === 'note') this.parts.push({ kind: 'note', level: 'note', content: [paragraph] });
    else if (stage?.[1]) {
      this.inStage = true;
      this.label = undefined;
      this.pushSteps({ style: 'numbered', steps: [{ number: Number(stage[1]), content: [paragraph] }] });
    } else if (label === 'fix') this.parts.push({ kind: 'text', content: [paragraph] });
    else {
      if (this.label === 'error' || this.label === 'note') {
        this.label = undefined;
        this.parts.push({ kind: 'text', content: [paragraph] });
      } else this.append(paragraph);
    }
  }

  private addSteps(list: Extract<Block, { kind: 'list' }>): void {
    const steps = list.items.map((content, index): Step => {
      // An article's own numbers stay; a bulleted list goes on counting where the one before it ended.
      if (!list.ordered) this.count += 1;
      return { number: list.ordered ? list.start + index : this.count, content };
    });
    const style = list.ordered ? 'numbered' : areAlternatives(list.items) ? 'alternatives' : 'counted';
    this.pushSteps({ style, steps });
  }

  private pushSteps(steps: { style: StepStyle; steps: Step[] }): void {
    const last = this.parts[this.parts.length - 1];
    if (last?.kind === 'steps' && (this.inStage || (last.style === steps.style && steps.style !== 'numbered')))
      last.steps.push(...steps.steps);
    else this.parts.push({ kind: 'steps', ...steps });
  }

  /** Adds a block to what it follows: code to the step that calls for it, text to text. */
  private append(block: Block): void {
    const last = this.parts[this.parts.length - 1];
    if (last?.kind === 'steps' && (block.kind === 'code' || this.inStage || continuesStep(block)))
      last.steps[last.steps.length - 1]?.content.push(block);
    else if (last && (last.kind === 'text' || (last.kind === 'cause' && this.label === 'cause')))
      last.content.push(block);
    else this.parts.push({ kind: 'text', content: [block] });
  }
}

/** A paragraph that is a command only ("`net stop VSS`") belongs to the step before it. */
function continuesStep(block: Block): boolean {
  return (
    block.kind === 'paragraph' &&
    block.content.every(
      (inline) =>
        inline.kind === 'code' || inline.kind === 'break' || (inline.kind === 'text' && inline.text.trim() === ''),
    )
  );
}

/** In a resolution without a list, several instructing paragraphs are steps of their own. */
function numberParagraphs(parts: readonly Part[]): Part[] {
  const hasSteps = parts.some((part) => part.kind === 'steps');
  return parts.map((part) => {
    if (hasSteps || part.kind !== 'text' || part.content.length < 2) return part;
    if (!part.content.every((block) => block.kind === 'paragraph' && IMPERATIVE.test(blockText([block])))) return part;
    return {
      kind: 'steps',
      style: 'counted',
      steps: part.content.map((block, index) => ({ number: index + 1, content: [block] })),
    };
  });
}

/** Cuts a paragraph where a line begins with a label. */
function splitLabels(content: readonly Inline[]): Segment[] {
  const lines: Inline[][] = [[]];
  for (const inline of content) {
    const current = lines[lines.length - 1];
    if (inline.kind === 'break') lines.push([]);
    else if (inline.kind === 'text' && LABEL_INSIDE_LINE.test(inline.text)) {
      const pieces = inline.text.split(LABEL_INSIDE_LINE);
      current?.push({ kind: 'text', text: pieces[0] ?? '' });
      for (const piece of pieces.slice(1)) lines.push([{ kind: 'text', text: piece }]);
    } else current?.push(inline);
  }
  const segments: Segment[] = [];
  for (const line of lines) {
    const trimmed = trimInlines(line);
    if (trimmed.length === 0) continue;
    const label = labelOf(trimmed);
    const last = segments[segments.length - 1];
    if (label) segments.push({ label, content: trimmed });
    else if (last) last.content.push({ kind: 'break' }, ...trimmed);
    else segments.push({ content: trimmed });
  }
  return segments;
}

function labelOf(line: readonly Inline[]): Label | undefined {
  const first = line[0];
  const text = inlineText(line);
  if (first?.kind === 'strong' || first?.kind === 'emphasis') {
    const bold = inlineText(first.content).trim();
    const byBold = BOLD_LABELS.find(([pattern]) => pattern.test(bold));
    if (byBold) return byBold[1];
  }
  return LABELS.find(([pattern]) => pattern.test(text))?.[1];
}

/** Lines that are written as list items ("- …<br/>- …", "1. …<br/>2. …") become lists, over paragraphs if need be. */
export function linesToLists(blocks: readonly Block[]): Block[] {
  const out: Block[] = [];
  let open: Extract<Block, { kind: 'list' }> | undefined;
  for (const block of blocks) {
    if (block.kind !== 'paragraph') {
      out.push(block);
      open = undefined;
      continue;
    }
    let startsParagraph = true;
    for (const line of splitLines(block.content)) {
      const item = listLine(line);
      if (item) {
        if (open?.ordered !== item.ordered) {
          open = { kind: 'list', ordered: item.ordered, start: item.number, items: [] };
          out.push(open);
        }
        open.items.push([{ kind: 'paragraph', content: item.content }]);
      } else if (open && !startsParagraph)
        open.items[open.items.length - 1]?.push({ kind: 'paragraph', content: line });
      else {
        const last = out[out.length - 1];
        if (!startsParagraph && last?.kind === 'paragraph') last.content.push({ kind: 'break' }, ...line);
        else out.push({ kind: 'paragraph', content: line });
        open = undefined;
      }
      startsParagraph = false;
    }
  }
  return out;
}

function listLine(line: readonly Inline[]): { ordered: boolean; number: number; content: Inline[] } | undefined {
  const first = line[0];
  const marker = first?.kind === 'text' ? first.text.match(LIST_LINE) : null;
  if (!marker || first?.kind !== 'text') return undefined;
  const content = trimInlines([{ kind: 'text', text: first.text.slice(marker[0].length) }, ...line.slice(1)]);
  return { ordered: marker[2] !== undefined, number: Number(marker[2] ?? 1), content };
}

function splitLines(content: readonly Inline[]): Inline[][] {
  const lines: Inline[][] = [[]];
  for (const inline of content) {
    if (inline.kind === 'break') lines.push([]);
    else lines[lines.length - 1]?.push(inline);
  }
  return lines.map(trimInlines).filter((line) => line.length > 0);
}

/** Parts sorted into what introduces the problem and its causes with their cures. */
export function toLeadAndCauses(parts: readonly Part[]): { lead: Part[]; causes: Cause[] } {
  const firstCure = parts.findIndex((part) => part.kind === 'steps' || part.kind === 'cause');
  const lastError = parts.reduce((last, part, index) => (part.kind === 'error' ? index : last), -1);
  // Without any list the text after the error is the cure; a text alone is a cure as a whole.
  const cut = firstCure >= 0 ? firstCure : lastError + 1;
  const lead = parts.slice(0, cut);
  const causes: Cause[] = [];
  for (const part of parts.slice(cut)) {
    if (part.kind === 'cause') causes.push({ cause: part.content, parts: [] });
    else if (causes.length === 0) causes.push({ cause: [], parts: [part] });
    else causes[causes.length - 1]?.parts.push(part);
  }
  return { lead, causes };
}
