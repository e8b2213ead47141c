import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Knowledge } from '../../dialogs/knowledge.js';
import { readMessage } from '../../dialogs/reading.js';
import type { Reading } from '../../dialogs/said.js';
import { type Facts, noFacts, type Question } from '../../src/knowledge/conversation.js';
import { readConfirmation } from '../../src/text/outcome.js';
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

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = (await projectGuide()).knowledge;
});

/** What a reply means to an open question, in the words of the table. */
function meaningOf({ prompt, text }: Pick<Utterance, 'prompt' | 'text'>): string {
  if (prompt === 'identify') return readConfirmation(text) ?? 'unread';
  const facts: Facts = {
    ...noFacts(),
    problem: [{ value: '백업이 실패해요', source: 'said', turn: 1 }],
    trials: prompt === 'solved' || prompt === 'step' ? [{ entry: ENTRY, shownPages: 1, outcome: 'shown' }] : [],
  };
  const open = QUESTIONS[prompt];
  if (!open) throw new Error(`no question for "${prompt}"`);
  return asMeaning(readMessage({ ...facts, open }, text, 2, knowledge), open);
}

const QUESTIONS: Record<string, Question> = {
  workload: { kind: 'workload', options: WORKLOADS },
  list4: { kind: 'entry', options: OPTIONS },
  solved: { kind: 'solved', entry: ENTRY },
  step: { kind: 'step', entry: ENTRY, unit: 0 },
};

function asMeaning(reading: Reading, open: Question): string {
  switch (reading.kind) {
    case 'aside':
      return open.kind === 'workload' ? 'none' : 'unread';
    case 'solved':
      return open.kind === 'step' ? 'done' : 'yes';
    case 'stepped': {
      const outcome = reading.facts.trials[0]?.steps?.[0]?.outcome;
      return outcome === 'skipped' ? 'skip' : (outcome ?? 'unread');
    }
    case 'dont-know':
      return 'dont-know';
    case 'none-of-these':
      return 'none';
    case 'decide': {
      const { facts, alsoWorkloads = [] } = reading;
      if (open.kind === 'entry') {
        if (facts.chosen) return String(OPTIONS.indexOf(facts.chosen.value[0] ?? '') + 1);
        return facts.problem.length > 1 || facts.problem[0]?.turn === 2 ? 'unread' : 'dont-know';
      }
      if (open.kind === 'solved') return facts.trials[0]?.outcome === 'failed' ? 'no' : 'unread';
      if (facts.workload === undefined)
        return facts.notWorkloads.length > 0 ? `not:${facts.notWorkloads[0]}` : 'unread';
      const named = [facts.workload.value, ...alsoWorkloads];
      return named.length === WORKLOADS.length ? 'all' : WORKLOADS.filter((id) => named.includes(id)).join('+');
    }
    default:
      return 'unread';
  }
}

const misread = (): string[] =>
  table.flatMap((one) => {
    const meaning = meaningOf(one);
    return meaning === one.meaning ? [] : [`${one.prompt} «${one.text}» ${one.meaning}, read as ${meaning}`];
  });

test('98 % of the table are understood', () => {
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
      .map((one) => ({ ...one, before: meaningOf(one), text: change(one.text) }))
      .map((one) => ({ ...one, after: meaningOf(one) }))
      .filter(({ before, after }) => before !== after);
    const other = changed.filter(({ before, after }) => after !== 'unread' && !before.includes(after));
    expect(other.map(({ text, before, after }) => `«${text}» ${before}, now ${after}`)).toEqual([]);
    expect(changed.length / table.length).toBeLessThanOrEqual(0.01);
  },
);
