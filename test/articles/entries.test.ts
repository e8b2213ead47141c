import { beforeAll, describe, expect, test } from '@jest/globals';
import { blocksOf, type Entry, partsOf, stepsOf } from '../../src/knowledge/entry.js';
import { blockText, codeOf } from '../../src/knowledge/rich-text.js';
import { projectCorpus } from '../support/knowledge.js';

let entries: Entry[];
const find = (part: string): Entry => {
  const found = entries.find((entry) => entry.id.includes(part));
  if (!found) throw new Error(`no entry "${part}"`);
  return found;
};
const text = (entry: Entry): string =>
  partsOf(entry)
    .map((part) => blockText(blocksOf(part)))
    .join('\n');

beforeAll(async () => {
  entries = (await projectCorpus()).entries;
});

test('the five articles hold 114 entries once the two MABS translations are paired', () => {
  const count = (article: string): number => entries.filter((entry) => entry.articleId === article).length;
  expect({
    all: entries.length,
    mars: count('backup-azure-mars-troubleshoot'),
    mabs: count('backup-azure-mabs-troubleshoot'),
    vm: count('backup-azure-vms-troubleshoot'),
    systemState: count('backup-azure-system-state-troubleshoot'),
  }).toEqual({ all: 114, mars: 26, mabs: 30, vm: 47, systemState: 11 });
  expect(new Set(entries.map((entry) => entry.id)).size).toBe(114);
});

test('the newer MABS translation is shown, the older one only helps to find', () => {
  const mabs = entries.filter((entry) => entry.workload === 'mabs');
  expect(new Set(mabs.map((entry) => entry.source.date))).toEqual(new Set(['2020-05-21']));
  expect(mabs.every((entry) => entry.recall.olderText !== '')).toBe(true);
  expect(mabs.some((entry) => text(entry).includes('스냅숏'))).toBe(false);
});

test('every entry has a cure, a title, a source with anchor, date and kind of translation', () => {
  for (const entry of entries) {
    expect(entry.causes.length).toBeGreaterThan(0);
    expect(entry.title).not.toBe('');
    expect(entry.source.url).toMatch(/^https:\/\/learn\.microsoft\.com\/ko-kr\/azure\/backup\/[a-z-]+#.+/);
    expect(entry.source.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(['human', 'machine']).toContain(entry.source.translation);
  }
});

test('links are absolute and lead to the current Korean pages', () => {
  const links = entries.flatMap((entry) => JSON.stringify(entry).match(/"href":"([^"]+)"/g) ?? []);
  expect(links.length).toBeGreaterThan(100);
  expect(links.filter((link) => !/"href":"https:\/\//.test(link))).toEqual([]);
  expect(links.filter((link) => /docs\.microsoft\.com|\.md[#"]|\.yml[#"]/.test(link))).toEqual([]);
});

describe('tables by their headers', () => {
  test('causes with a cure each become one entry with several causes', () => {
    const entry = find('mars-troubleshoot#invalid-vault-credentials-provided');
    expect(entry.causes.map((cause) => blockText(cause.cause).split('\n')[0])).toEqual(
      [
        '자격 증명 모음 자격 증명이 유효하지 않음',
        '프록시 서버/방화벽이 등록을 차단하고 있습니다. ',
        '바이러스 백신 소프트웨어가 등록을 차단하고 있습니다.',
      ].map((line) => line),
    );
    expect(entry.identifiers).toEqual(['34513']);
  });

  test('where the resolution says None, the advice is in the error cell', () => {
    const entry = find('disks-appear-offline-after-file-restore/3');
    expect(blockText(entry.lead.flatMap(blocksOf))).toBe('지정된 가상 네트워크 구성이 올바르지 않습니다.');
    expect(blockText(entry.causes.flatMap((cause) => cause.parts.flatMap(blocksOf)))).toBe(
      '다른 가상 네트워크 구성을 지정하고 다시 시도합니다.',
    );
  });

  test('all eight such rows of the restore table and both of the jobs table have their advice', () => {
    const rows = entries.filter((entry) => /#(?:jobs|disks-appear-offline-after-file-restore)\/\d+$/.test(entry.id));
    expect(rows).toHaveLength(15);
    expect(
      rows.filter((entry) => blockText(entry.causes.flatMap((cause) => cause.parts.flatMap(blocksOf))).length < 8),
    ).toEqual([]);
    expect(rows.filter((entry) => text(entry).includes('None'))).toEqual([]);
  });

  test('a cell that pairs messages with cures becomes as many entries', () => {
    expect([1, 2, 3].map((row) => find(`online-recovery-point-creation-failed/${row}`).label)).toEqual([
      'Microsoft Azure Backup 에이전트가 선택한 볼륨의 스냅샷을 만들 수 없습니다.',
      'Microsoft Azure Backup 에이전트가 OBEngine 서비스에 연결할 수 없습니다.',
      '이 서버의 암호화에 사용할 암호가 설정되어 있지 않습니다.',
    ]);
  });

  test('codes of a table inside a list are entries of their own, and stay in the section', () => {
    expect(find('backup-jobs-completed-with-warning/2').identifiers).toEqual(['0x80070002', '0x80070003']);
    expect(text(find('backup-jobs-completed-with-warning'))).toContain('0x80070570');
  });

  test('a code that stands in the operation column is the row’s own', () => {
    expect(find('registration-and-agent-related-issues/2').identifiers).toContain('100050');
  });
});

describe('steps', () => {
  test('numbers of the article stay', () => {
    expect(stepsOf(find('troubleshoot-restore-problems')).map((step) => step.number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  test('a bulleted list is counted through', () => {
    expect(stepsOf(find('backups-dont-run-according-to-schedule')).map((step) => step.number)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  test('"1 단계:" paragraphs are steps with what follows them', () => {
    const steps = stepsOf(find('extensionfailedtimeoutvmnetworkunresponsive'));
    expect(steps.map((step) => step.number)).toEqual([1, 2, 3]);
    expect(codeOf(steps[0]?.content ?? [])).toEqual([
      'REG ADD "HKLM\\SOFTWARE\\Microsoft\\BcdrAgentPersistentKeys" /v SnapshotMethod /t REG_SZ /d firstHostThenGuest /f\nREG ADD "HKLM\\SOFTWARE\\Microsoft\\BcdrAgentPersistentKeys" /v CalculateSnapshotTimeFromHost /t REG_SZ /d True /f',
    ]);
  });

  test('lists that are no instructions are not numbered', () => {
    expect(stepsOf(find('another-process-or-antivirus-software-blocking-access-to-cache-folder'))).toEqual([]);
  });
});

test('commands arrive verbatim', () => {
  const code = entries.flatMap((entry) => codeOf(partsOf(entry).flatMap(blocksOf)));
  for (const command of [
    'Get-WindowsFeature Windows-Server-Backup',
    'Install-WindowsFeature -Name Windows-Server-Backup',
    'wbadmin start systemstatebackup -backuptarget:X: -quiet',
    'Get-WBJob -Previous 1',
    'vssadmin Resize ShadowStorage /On=[Volume letter]: /For=[Volume letter]: /Maxsize=[size]',
    'psexec -i -s "c:\\Program Files\\Internet Explorer\\iexplore.exe"',
    'icacls %systemdrive%\\programdata\\microsoft\\crypto\\rsa\\machinekeys',
    'vssadmin list writers',
    'net stop serviceName',
    'msdtc -uninstall',
    '<MARS agent installation path>\\Microsoft Azure Recovery Services Agent\\bin\\Modules\\MSOnlineBackup',
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\MICROSOFT\\BCDRAGENT]\n"USEVSSCOPYBACKUP"="TRUE"',
  ]) {
    expect(code).toContain(command);
  }
});

test('alerts keep their level, images leave nothing', () => {
  expect(partsOf(find('backups-dont-run-according-to-schedule')).at(-1)).toMatchObject({ kind: 'note', level: 'tip' });
  expect(entries.filter((entry) => /!\[|\.png|\.jpg/.test(text(entry)))).toEqual([]);
});
