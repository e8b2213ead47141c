import { blocksOf, type Entry, stepsOf } from '../knowledge/entry.js';
import { blockText } from '../knowledge/rich-text.js';

/** What cannot be taken back, or stops something that others use. */
export type Hazard =
  | 'delete'
  | 'uninstall'
  | 'registry'
  | 'policy'
  | 'file-system'
  | 'stop-protection'
  | 'stop-service';

/** Told to do, not merely said to be: "삭제합니다", not "삭제되었는지". */
const TOLD = '\\*{0,2}(?:를|을)?\\s*(?:합니다|하세요|하십시오|하고|하거나|해야|해 ?보|를 선택|을 선택)';
/** What is gone when it is removed; removing a setting is no loss. */
const LOSS = '(?:파일|폴더|인증서|확장|스냅[샷숏]|디스크|VM|가상 머신|리소스 그룹|복구 지점|데이터|VmSnapshot\\w*)';
const PATTERNS: ReadonlyArray<readonly [Hazard, RegExp]> = [
  [
    'delete',
    new RegExp(
      `삭제${TOLD}|${LOSS}[^.]{0,12}제거${TOLD}|VmSnapshot[^.]{0,40}제거${TOLD}|\\b(?:del|rmdir|Remove-Item|vssadmin delete)\\b`,
      'i',
    ),
  ],
  ['uninstall', new RegExp(`(?:^|\\s)[-/]uninstall\\b|\\bUninstall-|언인스톨${TOLD}`, 'i')],
  [
    'registry',
    /\breg(?:\.exe)? (?:add|delete)\b|\bHKLM\\|HKEY_[A-Z_]+|레지스트리[^.]{0,40}(?:추가|변경|수정|만들|설정|편집)|(?:다음 )?키를 (?:추가|만들|변경)|\bdword\b|reg_sz|RefsEnable\w+|\bWriteIds\b/i,
  ],
  ['policy', /\bSet-ExecutionPolicy\b/i],
  ['file-system', /\bumount\b|\bfsck\b|분리할 명령|탑재 해제/i],
  ['stop-protection', new RegExp(`보호를? ?중지${TOLD}|등록(?:을)? ?취소${TOLD}|\\bUnregister-`, 'i')],
  ['stop-service', new RegExp(`\\bnet stop\\b|\\bStop-Service\\b|서비스를? 중지${TOLD}|중지\\*{0,2}를 선택`, 'i')],
];
/** A sentence that tells not to. */
const FORBIDS = /지 ?(?:마|말)|않(?:도록|게|아야)|야 하는 경우/;

/** What a text tells its reader to do that is better not done by mistake. */
export function hazardsIn(text: string): Hazard[] {
  const told = text
    .replace(/\s+/g, ' ')
    .split(/(?<=[다오요][.!])\s/)
    .filter((sentence) => !FORBIDS.test(sentence));
  return PATTERNS.filter(([, pattern]) => told.some((sentence) => pattern.test(sentence))).map(([hazard]) => hazard);
}

/** Hazards of all that an entry tells to do. */
export function hazardsOf(entry: Entry): Hazard[] {
  const texts = entry.causes.flatMap(({ parts }) => parts.map((part) => blockText(blocksOf(part))));
  return [...new Set(texts.flatMap(hazardsIn))];
}

/** Minutes that reading and trying an entry takes at least, and one of its steps. */
const READING = 2;
const STEP = 1;
/** What a hazard weighs, in minutes: time to get a second pair of eyes, and the damage where there was none. */
const HAZARD: Readonly<Record<Hazard, number>> = {
  delete: 20,
  uninstall: 20,
  registry: 15,
  policy: 5,
  'file-system': 15,
  'stop-protection': 20,
  'stop-service': 10,
};

/** What trying an entry costs, in minutes; for weighing cures against each other, not for telling people. */
export function costOf(entry: Entry): number {
  return READING + STEP * stepsOf(entry).length + hazardsOf(entry).reduce((sum, hazard) => sum + HAZARD[hazard], 0);
}
