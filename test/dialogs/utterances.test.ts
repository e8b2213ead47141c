import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Guide, Turn } from '../../dialogs/guide.js';
import { type Memory, newMemory } from '../../dialogs/memory.js';
import { type Facts, noFacts, type Question } from '../../src/knowledge/conversation.js';
import { projectDir, projectGuide } from '../support/knowledge.js';

/**
 * Replies as administrators type them, each with what a colleague would understand: `prompt`, utterance, meaning. Written by
 * somebody who had not seen the reader.
 */
interface Utterance {
  prompt: string;
  text: string;
  meaning: string;
}

const table: Utterance[] = readFileSync(path.join(projectDir, 'test/dialogs/utterances.tsv'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => {
    const [prompt = '', text = '', meaning = ''] = line.split('\t');
    return { prompt, text, meaning };
  });

const ENTRY =
  'backup-azure-vms-troubleshoot#extensionstuckindeletionstate---extension-state-is-not-supportive-to-the-backup-operation';
const OPTIONS = [
  'backup-azure-mars-troubleshoot#backups-dont-run-according-to-schedule',
  'backup-azure-mars-troubleshoot#invalid-vault-credentials-provided',
  'backup-azure-mars-troubleshoot#troubleshoot-restore-problems',
  'backup-azure-mars-troubleshoot#increase-shadow-copy-storage',
];
const WORKLOADS = ['mars', 'mabs', 'vm', 'system-state'];

let guide: Guide;
beforeAll(async () => {
  guide = await projectGuide();
});

const QUESTIONS: Record<string, Question> = {
  workload: { kind: 'workload', options: WORKLOADS },
  list4: { kind: 'entry', options: OPTIONS },
  solved: { kind: 'solved', entry: ENTRY },
  step: { kind: 'step', entry: ENTRY, unit: 0 },
  identify: { kind: 'near-code', said: '0x80070021', meant: '0x80070020', entries: [ENTRY] },
};

/** What a reply comes to in a conversation in which the question of the prompt is open, in the words of the table. */
function meaningOf({ prompt, text }: Pick<Utterance, 'prompt' | 'text'>): string {
  const open = QUESTIONS[prompt];
  if (!open) throw new Error(`no question for "${prompt}"`);
  const isShown = prompt === 'solved' || prompt === 'step';
  const facts: Facts = {
    ...noFacts(),
    problem: [{ value: '백업이 실패해요', source: 'said', turn: 1 }],
    trials: isShown ? [{ entry: ENTRY, shownPages: 1, outcome: 'shown' }] : [],
    asked: isShown ? [] : [open],
    open,
  };
  const memory: Memory = { ...newMemory(), turn: 1, facts, ...(isShown ? { shown: { entry: ENTRY, page: 0 } } : {}) };
  return asMeaning(guide.respond(memory, text), open);
}

function asMeaning({ kind, memory, replies }: Turn, open: Question): string {
  const { facts } = memory;
  const trial = [facts, ...memory.past.map((problem) => problem.facts)]
    .flatMap(({ trials }) => trials)
    .find(({ entry }) => entry === ENTRY);
  switch (open.kind) {
    case 'solved':
      return kind === 'solved' ? 'yes' : trial && trial.outcome !== 'shown' ? 'no' : 'unread';
    case 'step': {
      if (kind === 'solved') return 'done';
      const outcome = trial?.steps?.find(({ unit }) => unit === 0)?.outcome;
      return outcome === 'skipped' ? 'skip' : outcome === 'impossible' ? 'failed' : (outcome ?? 'unread');
    }
    case 'near-code':
      if (facts.chosen) return 'yes';
      return facts.rejected.includes(ENTRY) ? 'no' : 'unread';
    case 'entry':
      if (facts.chosen) return String(OPTIONS.indexOf(facts.chosen.value[0] ?? '') + 1);
      if (OPTIONS.every((id) => facts.rejected.includes(id))) return 'none';
      return facts.open?.kind !== 'entry' && facts.problem.length === 1 && facts.problem[0]?.turn === 1
        ? 'dont-know'
        : 'unread';
    default: {
      if (facts.open?.kind === 'identify') return 'dont-know';
      if (kind === 'decline' || kind === 'aside') return 'none';
      if (facts.workload === undefined)
        return facts.notWorkloads.length > 0 ? `not:${facts.notWorkloads[0]}` : 'unread';
      const buttons = replies.flatMap(({ choices }) => choices.map(({ title }) => title));
      const also = guide.knowledge.workloads.filter(({ button }) => buttons.includes(button)).map(({ id }) => id);
      const named = [facts.workload.value, ...also];
      return named.length === WORKLOADS.length ? 'all' : WORKLOADS.filter((id) => named.includes(id)).join('+');
    }
  }
}

/** Whoever does not know whether it is that code has not confirmed it. */
const wanted = ({ prompt, meaning }: Utterance): string =>
  prompt === 'identify' && meaning === 'dont-know' ? 'no' : meaning;

const misread = (): string[] =>
  table.flatMap((one) => {
    const meaning = meaningOf(one);
    return meaning === wanted(one) ? [] : [`${one.prompt} «${one.text}» ${one.meaning}, read as ${meaning}`];
  });

test('98 % of the table are understood, each in a whole conversation', () => {
  const wrong = misread();
  if (process.env['MISREAD']) process.stdout.write(`${wrong.length} of ${table.length}\n${wrong.join('\n')}\n`);
  expect(table.length).toBeGreaterThanOrEqual(500);
  expect(1 - wrong.length / table.length).toBeGreaterThanOrEqual(0.98);
});

/** What does not change what a reply means. */
const CHANGES: Record<string, (text: string) => string> = {
  'no spaces': (text) => text.replace(/(?<=[가-힣]) +(?=[가-힣])/g, ''),
  'more spaces': (text) => text.replace(/ /g, '  '),
  'a full stop': (text) => (/[.!?~ㅋㅎㅠㅜ]$/.test(text) ? text : `${text}.`),
  laughter: (text) => (/[?？]$/.test(text) ? text : `${text} ㅎㅎ`),
  'upper case': (text) => text.toUpperCase(),
};

test.each(Object.entries(CHANGES))(
  '%s never makes another meaning of it, and hides it in one of a hundred',
  (_name, change) => {
    const changed = table
      .map((one) => ({ ...one, meaning: wanted(one), before: meaningOf(one), text: change(one.text) }))
      .map((one) => ({ ...one, after: meaningOf(one) }))
      .filter(({ before, after }) => before !== after);
    const other = changed.filter(({ before, after }) => after !== 'unread' && !before.includes(after) && after !== meaning);
    expect(other.map(({ text, before, after }) => `«${text}» ${before}, now ${after}`)).toEqual([]);
    expect(changed.length / table.length).toBeLessThanOrEqual(0.01);
  },
);
