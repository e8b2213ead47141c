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

/**
 * What is not understood as it was meant, each by its name: who mends one takes it off the list, and a new one fails. Some
 * are read well enough (뭔지 모르겠어요 is told what is what, a step that is put off and one that cannot be done both go on).
 */
const KNOWN: readonly string[] = [
  'identify «네 그렇게 하고 있어요» yes, read as unread',
  'identify «네... 그런데 왜요?» yes, read as unread',
  'identify «사용하지 않습니다» no, read as unread',
  'identify «틀려요 그거 아니에요» no, read as unread',
  'workload «pc에 에이전트 깔고 폴더 백업하는거» mars, read as unread',
  'workload «프» vm, read as unread',
  'workload «ㅁ켝ㄷ 프» vm, read as unread',
  'workload «뭔지 모르겠어요» dont-know, read as unread',
  'workload «에이전트랑 vm이요» mars+vm, read as vm',
  'workload «에이전트는 아니에요» not:mars, read as unread',
  'workload «MARS 버전은 어디서 보나요?» unread, read as mars',
  'workload «MARS 설치 파일 어디서 받아요?» unread, read as mars',
  'workload «100034 오류요» unread, read as none',
  'list4 «하나요 1번» 1, read as unread',
  'list4 «1번은 아니고 바로 그 밑에 거요» 2, read as unread',
  'list4 «뭔지 모르겠어요» dont-know, read as unread',
  'list4 «1번은 아니에요» unread, read as none',
  'solved «해결이 안 되네요 담당자 연결 부탁드립니다» no, read as unread',
  'solved «됐으면 여기 안 물어봤죠 안 됩니다» no, read as unread',
  'identify «프록시 없습니다» no, read as unread',
  'identify «아뇨, 0x1D4C 입니다» no, read as unread',
  'identify «저희는 그렇게 구성 안 했습니다» no, read as unread',
  'workload «마스 쪽이요 근데 맙스도 곧 도입할 예정이에요» mars, read as mars+mabs',
  'workload «뭔지 모르겠습니다» dont-know, read as unread',
  'list4 «2번인 것 같은데 확실친 않아요» 2, read as dont-know',
  'step «넵 다음» done, read as skip',
  'step «권한이 없어서 이 단계는 넘어갈게요» skip, read as failed',
];

test('the table is understood, each in a whole conversation, but for what is known', () => {
  expect(table.length).toBeGreaterThanOrEqual(1113);
  expect(misread().sort()).toEqual([...KNOWN].sort());
  expect(KNOWN.length / table.length).toBeLessThanOrEqual(0.025);
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
    const other = changed.filter(
      ({ before, after, meaning }) => after !== 'unread' && !before.includes(after) && after !== meaning,
    );
    expect(other.map(({ text, before, after }) => `«${text}» ${before}, now ${after}`)).toEqual([]);
    expect(changed.length / table.length).toBeLessThanOrEqual(0.01);
  },
);
