import type { Guide, Turn } from '../../dialogs/guide.js';
import { newMemory } from '../../dialogs/memory.js';
import { lookAnswers } from '../../dialogs/questions/identify.js';
import { seeded } from '../support/random.js';
import { answersOf, type Question } from './questions.js';

/**
 * Administrators with a failed backup, from the first message to the end: they don't always know the product, answer in their
 * own words or sideways, interrupt, go step by step, and not every cure works. Seeded: the same people each time.
 */
export const PEOPLE = 600;
const SEED = 20_261_125;

const CHANCE = {
  knowsWorkload: 0.7,
  /** Of an answer about what they see: cannot tell, or wrong. */
  cannotTell: 0.2,
  wrongLook: 0.1,
  /** Takes none of the offered though theirs is among them. */
  overlooks: 0.08,
  interrupts: 0.15,
  stepByStep: 0.2,
  /** The right cure helps. */
  cureHelps: 0.85,
  rates: 0.3,
} as const;

/** Messages after which they give up. */
const PATIENCE = 14;

const NAMES: Record<string, string[]> = {
  mars: ['MARS 에이전트', 'mars요', '마스 에이전트 써요', 'MARS예요'],
  mabs: ['MABS 백업 서버', 'dpm이요', '맙스요', 'MABS 쓰고 있어요'],
  vm: ['Azure VM(가상 머신)', 'vm이요', '가상머신이요', 'VM이에요'],
  'system-state': ['시스템 상태', '시스템상태요', 'system state', '시스템 상태 백업이요'],
};
const DESCRIPTIONS: Record<string, string> = {
  mars: '서버에 에이전트를 깔아서 폴더 몇 개만 백업해요',
  mabs: '백업 전용 서버에서 보호 그룹을 만들어 여러 서버를 백업해요',
  vm: '포털에서 가상 머신을 통째로 백업해요',
  'system-state': '윈도우 서버의 OS 구성만 백업해요',
};
const INTERRUPTIONS = ['도움말', '왜요?', '다시 보여줘', '명령어만', '안녕하세요'];
const YES = ['네', '됐어요', '네 해결됐어요', 'ㅇㅇ 됐어요', '이제 되네요'];
const NO = ['아니요', '안 돼요', '똑같아요', '해봤는데 안 됩니다', 'ㄴㄴ'];

/** What became of one person. */
export interface Visit {
  end: 'solved' | 'handed over' | 'declined' | 'gave up';
  messages: number;
  /** Questions that had to be answered before the first answer and between answers. */
  questions: number;
  /** Questions that were put again though answered. */
  repeated: number;
}

export function visitsOf(guide: Guide, questions: readonly Question[]): Visit[] {
  const random = seeded(SEED);
  const covered = questions.filter(({ gold, workload }) => gold.length > 0 && workload !== null);
  return Array.from({ length: PEOPLE }, () => {
    const question = covered[Math.floor(random() * covered.length)];
    if (!question) throw new Error('no question to ask');
    return visit(guide, question, random);
  });
}

function visit(guide: Guide, question: Question, random: () => number): Visit {
  const right = answersOf(question, guide.knowledge.search.index.entries);
  const workload = question.workload ?? '';
  const chance = (share: number): boolean => random() < share;
  const one = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
  const person = {
    knows: chance(CHANCE.knowsWorkload),
    helped: chance(CHANCE.cureHelps),
    steps: chance(CHANCE.stepByStep),
  };
  let turn = guide.respond(newMemory(), question.say);
  const put: string[] = [];
  let repeated = 0;
  let wasOpen = '';
  for (let messages = 1; messages < PATIENCE; messages += 1) {
    const { facts } = turn.memory;
    const { open } = facts;
    if (turn.replies.some(({ file }) => file !== undefined) && !open)
      return { end: 'handed over', messages, questions: put.length, repeated };
    if (!open || open.kind === 'rating')
      return { end: open ? 'solved' : 'declined', messages, questions: put.length, repeated };
    const key = JSON.stringify(open);
    if (key !== wasOpen && /workload|identify|describe|entry|near-code/.test(open.kind)) {
      if (put.includes(key)) repeated += 1;
      put.push(key);
    }
    wasOpen = key;
    turn = guide.respond(turn.memory, chance(CHANCE.interrupts) ? one(INTERRUPTIONS) : answer(turn));
  }
  return { end: 'gave up', messages: PATIENCE, questions: put.length, repeated };

  function answer({ memory: { facts } }: Turn): string {
    const { open } = facts;
    switch (open?.kind) {
      case 'describe':
        return DESCRIPTIONS[workload] ?? '';
      case 'workload':
        return person.knows ? one(NAMES[workload] ?? []) : '모르겠어요';
      case 'identify': {
        const answers = lookAnswers(open, guide.knowledge);
        const own = answers.find(({ means }) => means.includes(workload))?.say ?? '모르겠어요';
        const dice = random();
        if (dice < CHANCE.cannotTell) return '모르겠어요';
        return dice < CHANCE.cannotTell + CHANCE.wrongLook ? one(answers.map(({ say }) => say)) : own;
      }
      case 'entry': {
        const place = open.options.findIndex((option) => right.has(option)) + 1;
        return place === 0 || chance(CHANCE.overlooks)
          ? '해당 없음'
          : one([`${place}번`, `${place}번이요`, String(place)]);
      }
      case 'near-code':
        return open.entries.some((entry) => right.has(entry)) ? '네 맞아요' : '아니요';
      case 'step':
        return one(['됐어요', '했어요', '건너뛰기', '넵']);
      default: {
        const isRight = open?.kind === 'solved' && right.has(open.entry);
        if (isRight && person.steps) {
          person.steps = false;
          return '한 단계씩';
        }
        return isRight && person.helped ? one(YES) : one(NO);
      }
    }
  }
}

/** Shares and means over the visits. */
export function populationFigures(visits: readonly Visit[]) {
  const share = (end: Visit['end']): number => visits.filter((one) => one.end === end).length / visits.length;
  const solved = visits.filter(({ end }) => end === 'solved');
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, n) => sum + n, 0) / Math.max(1, values.length);
  return {
    solved: share('solved'),
    handedOver: share('handed over'),
    declined: share('declined'),
    gaveUp: share('gave up'),
    messages: mean(solved.map(({ messages }) => messages)),
    questions: mean(solved.map(({ questions }) => questions)),
    atMostThree: solved.filter(({ questions }) => questions <= 3).length / Math.max(1, solved.length),
    repeated: visits.reduce((sum, { repeated }) => sum + repeated, 0),
  };
}
