import { expect, test } from '@jest/globals';
import { hazardsIn } from '../../src/triage/hazards.js';

test.each([
  ['해당 파일을 삭제합니다.', ['delete']],
  ['인증서를 삭제하고 백업을 다시 시도합니다.', ['delete']],
  ['백업 확장 VmSnapshot을 선택하고 **제거**를 선택합니다.', ['delete']],
  ['`msdtc -uninstall` 명령 실행', ['uninstall']],
  ['REG ADD "HKLM\\SOFTWARE\\Microsoft\\X" /v Y /t REG_SZ /d True /f', ['registry']],
  ['레지스트리 키에 다음 값을 추가합니다.', ['registry']],
  ['가상 머신의 보호를 중지합니다.', ['stop-protection']],
  ['net stop VSS', ['stop-service']],
  ['MSDTC 서비스를 중지합니다.', ['stop-service']],
])('warns of: %s', (text, hazards) => {
  expect(hazardsIn(text)).toEqual(hazards);
});

test.each([
  '에이전트가 서버에서 제거되고 포털에서 삭제되었는지 확인합니다.',
  '프록시 세부 정보를 제거합니다.',
  '보호된 폴더를 삭제하고 다시 만들지 마십시오.',
  '서비스가 중지되었는지 확인합니다.',
  '서비스를 다시 시작합니다.',
])('does not warn of: %s', (text) => {
  expect(hazardsIn(text)).toEqual([]);
});
