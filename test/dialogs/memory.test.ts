import { describe, expect, test } from '@jest/globals';
import { newMemory, readMemory } from '../../dialogs/memory.js';
import { noFacts } from '../../src/knowledge/conversation.js';

const problem = [{ value: '백업이 실패해요', source: 'said', turn: 1 }];

describe('stored memory', () => {
  test('comes back as it was', () => {
    const memory = { ...newMemory(), turn: 3, past: [{ facts: { ...noFacts(), problem } }] };
    expect(readMemory(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
  });
  test.each([undefined, null, 'x', {}, { version: 1 }, { version: 99 }, { ...newMemory(), facts: {} }])(
    'that cannot be used is new memory: %j',
    (stored) => {
      expect(readMemory(stored)).toEqual(newMemory());
    },
  );
  test('of the version before: problems set aside and the solved one are all past problems', () => {
    const { unread: _unread, ...older } = noFacts();
    const version2 = {
      ...newMemory(),
      version: 2,
      past: undefined,
      facts: { ...older, problem },
      suspended: [{ facts: { ...older, problem } }],
      closed: { facts: { ...older, problem, trials: [{ entry: 'a#1', shownPages: 1, outcome: 'solved' }] } },
    };
    const memory = readMemory(JSON.parse(JSON.stringify(version2)));
    expect(memory.version).toBe(newMemory().version);
    expect(memory.facts.problem).toEqual(problem);
    expect(memory.facts.unread).toEqual([]);
    expect(memory.past).toHaveLength(2);
    expect(memory.past[1]?.facts.trials[0]?.outcome).toBe('solved');
  });
});
