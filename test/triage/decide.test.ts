import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Candidate, type Facts, type Findings, noFacts } from '../../src/knowledge/conversation.js';
import type { Workload } from '../../src/knowledge/workload.js';
import { entryBeliefs, workloadBeliefs } from '../../src/triage/belief.js';
import { decide, type TriageKnowledge } from '../../src/triage/decide.js';

const workload = (id: string, derived = false): Workload => ({
  id,
  name: id,
  button: id,
  description: '',
  names: [id],
  weakNames: [],
  things: [],
  hints: [],
  signs: [],
  looks: [],
  articles: [id],
  beside: [],
  about: [],
  page: 'https://x',
  derived,
});

const knowledge: TriageKnowledge = {
  workloads: [workload('a'), workload('b'), workload('c')],
  cureOf: (entry) => entry,
  pagesOf: (entry) => (entry === 'a#paged' ? 2 : 1),
  costOf: () => 5,
  belowOf: () => [],
  rowsOf: () => [],
  workloadOf: (entry) => entry.split('#')[0] ?? '',
  relatedTo: (entry) => (entry === 'a#1' ? ['a#linked'] : []),
  firstEntryOf: (id) => `${id}#first`,
};

const candidate = (entry: string, score: number, more: Partial<Candidate> = {}): Candidate => ({
  entry,
  workload: entry.split('#')[0] ?? '',
  score,
  answerable: 0.9,
  exact: false,
  ...more,
});

const findings = (candidates: Candidate[], more: Partial<Findings> = {}): Findings => ({
  candidates,
  cues: { named: [], weaklyNamed: [], ruledOut: [], things: {}, hints: {}, signs: {} },
  foreign: [],
  unknownCodes: [],
  concepts: ['x'],
  vague: false,
  empty: false,
  ...more,
});

const facts = (more: Partial<Facts> = {}): Facts => ({
  ...noFacts(),
  problem: [{ value: '문제', source: 'said', turn: 1 }],
  ...more,
});
const known = (id: string): Pick<Facts, 'workload'> => ({ workload: { value: id, source: 'said', turn: 1 } });

describe('asking only where the answer depends on it', () => {
  test('one workload fits: answer', () => {
    expect(decide(facts(), findings([candidate('a#1', 10), candidate('b#1', 2)]), knowledge)).toMatchObject({
      kind: 'answer',
      entry: 'a#1',
    });
  });

  test('two fit alike: ask, and offer all, so that people look for theirs where it always stands', () => {
    expect(
      decide(facts(), findings([candidate('a#1', 10), candidate('b#1', 9), candidate('c#1', 1)]), knowledge),
    ).toMatchObject({ kind: 'ask', question: { kind: 'workload', options: ['a', 'b', 'c'] } });
  });

  test('the workload is known: never ask for it', () => {
    expect(decide(facts(known('b')), findings([candidate('a#1', 10), candidate('b#1', 9)]), knowledge)).toMatchObject({
      kind: 'answer',
      entry: 'b#1',
    });
  });

  test('a code decides over any likeness', () => {
    expect(
      decide(facts(), findings([candidate('b#1', 21, { exact: true }), candidate('a#1', 10)]), knowledge),
    ).toMatchObject({ kind: 'answer', entry: 'b#1' });
  });

  test('entries of one workload that fit alike: ask which, once', () => {
    const alike = findings([candidate('a#1', 10), candidate('a#2', 9.9), candidate('a#3', 9.8)]);
    const move = decide(facts(known('a')), alike, knowledge);
    expect(move).toMatchObject({ kind: 'ask', question: { kind: 'entry', options: ['a#1', 'a#2', 'a#3'] } });
    const asked = facts({ ...known('a'), asked: [{ kind: 'entry', options: ['a#1', 'a#2', 'a#3'] }] });
    expect(decide(asked, alike, knowledge)).toMatchObject({ kind: 'answer', entry: 'a#1' });
  });

  test('nothing but “it fails”: ask, and with the workload known the first checks', () => {
    const vague = findings([candidate('a#1', 1)], { vague: true });
    expect(decide(facts(), vague, knowledge)).toMatchObject({ kind: 'ask', question: { options: ['a', 'b', 'c'] } });
    expect(decide(facts(known('c')), vague, knowledge)).toMatchObject({ kind: 'answer', entry: 'c#first' });
  });
});

describe('declining', () => {
  test('a foreign matter', () => {
    expect(
      decide(facts(), findings([candidate('a#1', 5, { answerable: 0.3 })], { foreign: ['AWS'] }), knowledge),
    ).toMatchObject({ kind: 'unknown', about: 'foreign', foreign: ['AWS'] });
  });
  test('an unknown code; a near one is asked about only where the words beside it are about its entry', () => {
    const near = [{ text: '100051', near: { text: '100050', entries: ['a#1'] } }];
    expect(
      decide(
        facts(),
        findings([candidate('a#1', 9, { answerable: 0.3 })], { unknownCodes: [{ text: '999999' }] }),
        knowledge,
      ),
    ).toMatchObject({ kind: 'unknown', about: 'code' });
    expect(
      decide(facts(), findings([candidate('a#1', 9, { answerable: 0.4 })], { unknownCodes: near }), knowledge),
    ).toMatchObject({
      kind: 'ask',
      question: { kind: 'near-code', said: '100051', meant: '100050' },
    });
    // 409 is not 403: nothing said beside it is about that, or nothing is said.
    for (const others of [[], [candidate('b#1', 9, { answerable: 0.4 })], [candidate('a#1', 2, { answerable: 0.1 })]])
      expect(decide(facts(), findings(others, { unknownCodes: near }), knowledge)).toMatchObject({
        kind: 'unknown',
        about: 'code',
        codes: ['100051'],
      });
  });
  test('an unknown code beside words that an entry answers: a paste holds codes of the system’s own', () => {
    const pasted = findings([candidate('a#1', 9)], { unknownCodes: [{ text: '0xc0000005' }] });
    expect(decide(facts(), pasted, knowledge)).toMatchObject({ kind: 'answer', entry: 'a#1' });
  });
  test('words that fit nothing', () => {
    expect(decide(facts(), findings([candidate('a#1', 3, { answerable: 0.1 })]), knowledge)).toMatchObject({
      kind: 'unknown',
      about: 'no-match',
    });
  });
});

describe('after 아니요', () => {
  const failed = (...entries: string[]): Facts =>
    facts({ ...known('a'), trials: entries.map((entry) => ({ entry, shownPages: 1, outcome: 'failed' })) });
  const list = findings([candidate('a#1', 10), candidate('a#2', 8), candidate('a#3', 1)]);

  test('the next page of the same entry first', () => {
    expect(decide(failed('a#paged'), list, knowledge)).toMatchObject({ kind: 'answer', entry: 'a#paged', fromPage: 1 });
  });
  test('then the next best, then what it links to, then the first checks, then the hand-off', () => {
    expect(decide(failed('a#1'), list, knowledge)).toMatchObject({ entry: 'a#2' });
    expect(decide(failed('a#2', 'a#1'), list, knowledge)).toMatchObject({ entry: 'a#linked' });
    expect(decide(failed('a#2', 'a#linked', 'a#1'), list, knowledge)).toMatchObject({ entry: 'a#first' });
    expect(decide(failed('a#2', 'a#linked', 'a#first', 'a#1'), list, knowledge)).toMatchObject({ kind: 'handoff' });
  });

  test('nothing is ever shown twice, and it ends, whatever the candidates', () => {
    const scores = fc.array(
      fc.record({
        workload: fc.constantFrom('a', 'b'),
        number: fc.integer({ min: 1, max: 6 }),
        score: fc.double({ min: 0.1, max: 10, noNaN: true }),
      }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(scores, (drawn) => {
        const candidates = [
          ...new Map(
            drawn.map((one) => [
              `${one.workload}#${one.number}`,
              candidate(`${one.workload}#${one.number}`, one.score),
            ]),
          ).values(),
        ].sort((x, y) => y.score - x.score);
        let state = facts(known('a'));
        const shown: string[] = [];
        for (let turn = 0; turn < 12; turn += 1) {
          const move = decide(state, findings(candidates), knowledge);
          if (move.kind === 'ask') {
            state = { ...state, asked: [...state.asked, move.question] };
            continue;
          }
          if (move.kind !== 'answer') return;
          expect(shown).not.toContain(move.entry);
          shown.push(move.entry);
          state = { ...state, trials: [...state.trials, { entry: move.entry, shownPages: 1, outcome: 'failed' }] };
        }
        throw new Error('the dialog never ends');
      }),
    );
  });
});

test('beliefs sum to one and keep the order of the scores within a workload', () => {
  // Hundredths: closer scores than that come out as the same belief.
  const hundredths = fc.integer({ min: 1, max: 5000 }).map((n) => n / 100);
  const drawn = fc.array(hundredths, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(drawn, (scores) => {
      const candidates = scores.map((score, i) => candidate(`${'abc'[i % 3]}#${i}`, score));
      const workloads = workloadBeliefs(candidates, findings(candidates).cues);
      const entries = entryBeliefs(
        candidates,
        workloads,
        (entry) => entry,
        () => [],
      );
      for (const beliefs of [workloads, entries]) {
        expect(beliefs.reduce((sum, belief) => sum + belief.probability, 0)).toBeCloseTo(1);
        expect([...beliefs].sort((x, y) => y.probability - x.probability)).toEqual(beliefs);
      }
      // Within a workload the higher score is believed more.
      for (const { of: workload } of workloads) {
        const own = entries.filter(({ of }) => of.workload === workload).map(({ of }) => of.score);
        expect([...own].sort((x, y) => y - x)).toEqual(own);
      }
    }),
  );
});

test('the same facts and findings give the same move', () => {
  const input = findings([candidate('a#1', 10), candidate('b#1', 9)]);
  expect(decide(facts(), input, knowledge)).toEqual(
    decide(structuredClone(facts()), structuredClone(input), knowledge),
  );
});

describe('after failures', () => {
  const failed = (...entries: string[]): Partial<Facts> => ({
    ...known('a'),
    trials: entries.map((entry) => ({ entry, shownPages: 1, outcome: 'failed' as const })),
  });
  const left = findings(['a#2', 'a#3', 'a#4', 'a#5'].map((entry, i) => candidate(entry, 9 - i / 10)));

  test('one did not help: the next best entry', () => {
    expect(decide(facts(failed('a#2')), left, knowledge)).toMatchObject({ kind: 'answer', entry: 'a#3' });
  });
  test('two did not help: which of the others it is, asked once', () => {
    const second = facts(failed('a#2', 'a#3'));
    expect(decide(second, left, knowledge)).toMatchObject({
      kind: 'ask',
      question: { kind: 'entry', options: ['a#4', 'a#5'] },
    });
    const asked = { ...second, asked: [{ kind: 'entry' as const, options: ['a#4', 'a#5'] }] };
    expect(decide(asked, left, knowledge)).toMatchObject({ kind: 'answer', entry: 'a#4' });
  });
  test('two did not help and one is left: that is no question', () => {
    expect(decide(facts(failed('a#2', 'a#3')), findings([candidate('a#4', 9)]), knowledge)).toMatchObject({
      kind: 'answer',
      entry: 'a#4',
    });
  });
});
