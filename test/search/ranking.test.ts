import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Search } from '../../src/search/search.js';
import { projectSearch, shortId } from '../support/knowledge.js';

let search: Search;
beforeAll(async () => {
  search = await projectSearch();
});

const order = (message: string, workload: string, count: number): string[] =>
  search
    .search(message)
    .hits.filter((hit) => hit.workload === workload)
    .slice(0, count)
    .map((hit) => shortId(hit.entry));

describe('the order of the best entries, and why', () => {
  test('a whole error message finds its own row before those that share most of its words', () => {
    expect(order('복원 작업에 지정된 스토리지 계정이 온라인 상태에 있지 않습니다', 'vm', 3)).toEqual([
      'vm#disks-appear-offline-after-file-restore/8', // says 온라인 상태
      'vm#disks-appear-offline-after-file-restore/7', // same storage account of a restore, not supported
      'vm#disks-appear-offline-after-file-restore/6', // storage account in another region
    ]);
  });

  test('a code stands before any likeness of words', () => {
    // The words are those of the schedule section; the code is that of the restored server's vault.
    expect(order('예약 백업이 수동 백업과 달리 안 돌고 100110 나와요', 'mars', 1)).toEqual([
      'mars#the-specified-vault-credential-file-cannot-be-used-as-it-is-',
    ]);
  });

  test('a synonym that no article uses finds the article’s word', () => {
    expect(order('안티바이러스 예외 폴더', 'mars', 1)).toEqual([
      'mars#another-process-or-antivirus-software-blocking-access-to-cac',
    ]);
    expect(order('비트락커', 'vm', 1)).toEqual(['vm#extensionsnapshotbitlockererror']);
  });

  test('English finds a Korean entry by its anchor', () => {
    expect(order('failed to freeze one or more mount points', 'vm', 1)).toEqual(['vm#usererrorfsfreezefailed']);
    expect(order('EFI partition locked', 'system-state', 1)).toEqual(['system-state#efi-partition-locked']);
  });

  test('spacing does not matter', () => {
    const spaced = search.search('섀도 복사본 저장소 공간 늘리기').hits[0]?.entry;
    expect(search.search('섀도복사본저장소공간늘리기').hits[0]?.entry).toBe(spaced);
    expect(shortId(spaced ?? '')).toBe('mars#increase-shadow-copy-storage');
  });

  test('a wrong letter in a word of the field is corrected', () => {
    expect(order('복재본 불일치', 'mabs', 1)).toEqual(['mabs#replica-is-inconsistent']);
  });
});

describe('identifiers', () => {
  const found = (message: string): string[] =>
    search
      .search(message)
      .hits.filter((hit) => hit.exact)
      .map((hit) => shortId(hit.entry));

  test.each([
    ['UserErrorFsFreezeFailed', 'as it stands'],
    ['usererrorfsfreezefailed', 'in lower case'],
    ['user error fs freeze failed', 'in separate words'],
    ['UserErorFsFreezeFaild', 'two letters missing'],
    ['UesrErrorFsFreezeFailed', 'two letters swapped'],
    ['ㅕㄴㄷㄱㄸㄱ개ㄱㄹㄴㄹㄱㄷㄷㅋㄷㄹ먀ㅣㄷㅇ', 'in the Korean keyboard layout'],
    ['FsFreezeFailed', 'its telling part'],
    ['UserErrFsFreezFailed', 'with a word cut short'],
  ])('%s (%s)', (message) => {
    expect(found(message)).toEqual(['vm#usererrorfsfreezefailed']);
  });

  test('one hex code, however written', () => {
    for (const message of ['0x80070570', '0X80070570', '0x 8007 0570', '80070570'])
      expect(found(message)).toEqual(['mars#backup-jobs-completed-with-warning/1']);
  });

  test('a code that two articles have is found in both', () => {
    expect(found('100050').sort()).toEqual([
      'mabs#registration-and-agent-related-issues/2',
      'mars#the-microsoft-azure-recovery-service-agent-was-unable-to-con',
    ]);
  });

  test('a code one digit off is near, never exact', () => {
    const { hits, identifiers } = search.search('0x1FC70 오류');
    expect(hits.filter((hit) => hit.exact)).toEqual([]);
    expect(identifiers).toMatchObject([{ kind: 'near', text: '0x1FC70', meant: '0x1FC07' }]);
  });

  test('a name far from every other is unknown', () => {
    expect(search.search('UserErrorKeyVaultPermissionsNotConfigured').identifiers).toMatchObject([{ kind: 'unknown' }]);
  });

  test('an unknown name of a thing is a word; one of a family of errors is unknown', () => {
    expect(search.search('Writer name: SqlServerWriter').identifiers).toEqual([]);
    expect(search.search('SalLowMemory').identifiers).toMatchObject([{ kind: 'unknown' }]);
  });

  test('beside a foreign matter a short number is its own', () => {
    expect(found('프록시 407')).not.toEqual([]);
    expect(found('git clone 프록시 407')).toEqual([]);
  });

  test('what an unknown name has in common with known ones finds none of them', () => {
    const { query } = search.search('SLES VM에서 ExtensionSnapshotFailedNoMoon');
    expect([...query.terms.keys()]).not.toContain('l:snapshot');
  });

  test('a name with another word in it is asked about, never answered', () => {
    const { hits, identifiers } = search.search('ExtensionFailedVssProviderInBadState');
    expect(hits.filter((hit) => hit.exact)).toEqual([]);
    expect(identifiers).toMatchObject([{ kind: 'near', meant: 'ExtensionFailedVssWriterInBadState' }]);
  });

  test('a code is found in the middle of a 100 KB paste', () => {
    const noise = '2026-11-21 03:00:01 INFO 작업이 계속됩니다 thread 7\n'.repeat(1200);
    expect(found(`${noise}오류 코드: ExtensionStuckInDeletionState\n${noise}`)).toEqual([
      'vm#extensionstuckindeletionstate',
    ]);
  });
});

test('a word that holds another is not that other', () => {
  // 프로그램 holds 로그 and 램, 마지막 holds 막.
  expect(search.search('다른 백업 프로그램이랑 같이 쓰는데 마지막에 충돌나요').query.concepts).toEqual([]);
  // cloudapp.net is no .NET Framework.
  expect(search.search('cloudapp.net 주소').query.concepts).not.toContain('.NET Framework');
});

test('a foreign matter that an entry names is not foreign to it', () => {
  const { hits } = search.search('MABS 알림을 Office 365로 보내려는데 안 돼요');
  expect(shortId(hits[0]?.entry ?? '')).toBe('mabs#configure-email-notifications');
  expect(hits[0]?.answering.foreign).toBe(0);
  expect(hits.slice(1).every((hit) => hit.answering.foreign === 1)).toBe(true);
});

test('words that are no words to search for do no harm', () => {
  for (const message of [
    '',
    'constructor',
    '__proto__',
    'toString hasOwnProperty',
    '\u0000\u0001',
    'a'.repeat(5000),
    '가'.repeat(5000),
  ])
    expect(() => search.search(message)).not.toThrow();
});
