import { type Choice as Option, readReply } from '../../src/text/replies.js';
import type { Effect } from '../effects.js';
import { addProblem, answered } from '../fact-changes.js';
import type { Knowledge } from '../knowledge.js';
import { escapeMarkdown, lines } from '../markdown.js';
import { phrases } from '../phrases.ko.js';
import { type Choice, same } from '../reply.js';
import type { QuestionKind } from './kind.js';
import { nearestOption } from './nearest.js';

/** Which of these symptoms is it? */
export const entry: QuestionKind<'entry'> = {
  put({ options }, knowledge) {
    const labels = options.map((id) => labelOf(id, knowledge));
    const list = labels.map((label, index) => `${index + 1}. 「${escapeMarkdown(label)}」`).join('\n');
    return {
      text: lines(phrases.askEntry, list),
      question: '',
      choices: [...buttonsOf(labels), same(phrases.buttons.none)],
    };
  },
  again: phrases.askEntryAgain,
  why: phrases.whyEntry,
  read({ options }, heard, facts, knowledge) {
    const { text, turn, acts } = heard;
    // "시스템 상태" beside an option that speaks of it names the workload.
    if (heard.nameOnly) return undefined;
    // Numbers are read as places, and only where little else is said.
    const choices = options.map((id): Option => ({ id, forms: [labelOf(id, knowledge)] }));
    const choose = (id: string, source: 'pressed' | 'said'): Effect => ({
      kind: 'decide',
      facts: answered({ ...facts, chosen: { value: [id], source, turn } }),
    });
    const byCode = options.filter((id) => heard.exact.includes(id));
    if (byCode.length === 1 && byCode[0]) {
      const chosen = { value: byCode, source: 'said' as const, turn };
      return { kind: 'decide', facts: { ...addProblem(answered(facts), heard), chosen } };
    }
    const reply = readReply(text, choices);
    if (reply.kind === 'choices' && reply.ids[0]) return choose(reply.ids[0], 'pressed');
    if (reply.kind === 'none' || (reply.kind === 'no' && !heard.content))
      return { kind: 'none-of-these', facts: answered({ ...facts, rejected: [...facts.rejected, ...options] }) };
    const near = heard.exact.length > 0 || acts.asks.length > 0 ? undefined : nearestOption(text, choices);
    if (near !== undefined) return choose(near, 'said');
    if (reply.kind === 'dont-know') return { kind: 'decide', facts: answered(facts) };
    return reply.kind === 'yes' || heard.repeated ? { kind: 'again' } : undefined;
  },
};

function labelOf(id: string, knowledge: Knowledge): string {
  const found = knowledge.entry(id);
  return found ? (found.kind === 'row' && found.label !== found.title ? found.label : found.title) : id;
}

/** Characters of a button that every client shows whole. */
const BUTTON = 20;

/** A button for each label: its number in the list and what tells it from the others, as far as a button holds it. */
export function buttonsOf(labels: readonly string[]): Choice[] {
  const parts = labels.map((label) => label.replace(/\s+/g, ' ').trim());
  const common = commonStart(parts);
  return parts.map((label, i) => {
    const title = cut(`${i + 1}. ${label.slice(common).split(/ [-–] /)[0] ?? label}`);
    return { title, say: labels[i] ?? title };
  });
}

/** Length of the words that all labels begin with; none where that would leave nothing of one. */
function commonStart(labels: readonly string[]): number {
  const words = labels.map((label) => label.split(' '));
  let count = 0;
  while (words.every((own) => own.length > count + 1 && own[count] === words[0]?.[count])) count += 1;
  return labels.length < 2 ? 0 : (words[0] ?? []).slice(0, count).reduce((sum, word) => sum + word.length + 1, 0);
}

function cut(text: string): string {
  const signs = Array.from(text);
  return signs.length <= BUTTON
    ? text
    : `${signs
        .slice(0, BUTTON - 1)
        .join('')
        .trimEnd()}…`;
}
