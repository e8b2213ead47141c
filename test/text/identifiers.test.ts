import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findIdentifiers, identifierKey, namesAnError, wordsOfName } from '../../src/text/identifiers.js';

const keys = (text: string): string[] => findIdentifiers(text).map((identifier) => identifier.key);

describe('identifiers are found as people write them', () => {
  test.each([
    ['100050 나와요', ['100050']],
    ['100050애러 연결불가', ['100050']],
    ['(ID: 34513)', ['34513']],
    ['오류 ID 2013', ['2013']],
    ['2013 에러', ['2013']],
    ['0x80070005 액세스 거부', ['0x80070005']],
    ['0x 8007 0570 이라고', ['0x80070570']],
    ['80070570 뜸', ['0x80070570']],
    ['0X1fc07', ['0x1fc07']],
    ['UserErrorFsFreezeFailed요', ['usererrorfsfreezefailed']],
    ['extensionstuckindeletionstate 이거', ['extensionstuckindeletionstate']],
    ['CBPServerRegisteredVaultDontMatchWithCurrent', ['cbpserverregisteredvaultdontmatchwithcurrent']],
  ])('%s', (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  test.each([
    '디스크 65000개',
    '2012 R2 서버',
    'PowerShell 3.0',
    '12시간',
    '500GB',
    '10.0.0.1',
    'Visual Studio 2012용',
    'Microsoft',
  ])('%s holds none', (text) => {
    expect(keys(text)).toEqual([]);
  });
});

test('a key does not depend on case, spaces or signs', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9]{1,30}$/), fc.integer({ min: 0, max: 29 }), (name, at) => {
      const apart = `${name.slice(0, at)}${at < name.length ? '-' : ''} ${name.slice(at)}`;
      expect(identifierKey(apart.toUpperCase())).toBe(identifierKey(name));
    }),
  );
});

test('a name yields its words', () => {
  expect(wordsOfName('ExtensionFailedVssWriterInBadState')).toEqual([
    'extension',
    'failed',
    'vss',
    'writer',
    'in',
    'bad',
    'state',
  ]);
});

test('a name of an error says that something went wrong; others name things', () => {
  const names = ['UserErrorVmDeleted', 'ExtensionStuckInDeletionState', 'SqlServerWriter', 'SnapshotWithoutThreads'];
  expect(names.filter(namesAnError)).toEqual(['UserErrorVmDeleted', 'ExtensionStuckInDeletionState']);
});

test('100 KB of anything takes no superlinear time: the text is read once a pattern', () => {
  const log = `${'오류 0x80070005 (ID: 100050) UserErrorFsFreezeFailed ㅁㄴㅇ '.repeat(2000)}`;
  expect(keys(log)).toEqual(['0x80070005', '100050', 'usererrorfsfreezefailed']);
});
