import { describe, expect, test } from '@jest/globals';
import { maskSecrets } from '../../src/text/mask.js';

/** One example of each kind; how well the kinds are met by messages of others is test/eval/masking.test.ts. */
describe('secrets are hidden', () => {
  test.each([
    ['digits after PIN without a particle', '보안 PIN 482913 넣으래요', '482913'],
    ['a code by phone', '인증번호 604 182 왔어요', '604 182'],
    ['before the word', 'Qm7$wertyLp 이 비밀번호인데 안 먹어요', 'Qm7$wertyLp'],
    ['several words', '암호 구문은 우리집 강아지 이름 셋 입니다', '우리집 강아지 이름 셋'],
    ['between quotes', 'passphrase는 "four small red boats" 예요', 'four small red boats'],
    ['an English sentence', 'the passphrase we used is Coral-Tiger-1187 but it fails', 'Coral-Tiger-1187'],
    ['net use', 'net use Z: \\\\nas\\bk Kimchi=77 /user:nasbk', 'Kimchi=77'],
    ['curl', 'curl -u bk:tjqj_33 https://mon.example/api', 'tjqj_33'],
    ['an address', 'https://kim:pw-of-kim@proxy.example:8080', 'pw-of-kim'],
    ['GitHub', 'ghp_0123456789abcdefABCDEF0123456789abcd 로 받았는데', 'ghp_0123456789'],
    ['AWS', 'AKIAABCDEFGHIJKLMNOP 키로 옮겨요', 'AKIAABCDEFGHIJKLMNOP'],
    ['PEM, whole', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----', 'MIIEow'],
    ['BitLocker', '복구 키 111111-222222-333333-444444-555555-666666-777777-888888', '333333'],
    ['vault credentials', '<ManagementCert>MIIKCgIBAzCC</ManagementCert>', 'MIIKCgIBAzCC'],
    ['zero-width signs', '비\u200b밀\u200b번호 k9-Maple-tt77', 'k9-Maple-tt77'],
    ['full-width letters', '비밀번호：ＢｋＰ＃３３９１ｘ', 'ＢｋＰ＃３３９１ｘ'],
    ['decomposed Hangul', '비밀번호는 Dolphin*4402 이고'.normalize('NFD'), 'Dolphin*4402'],
    ['the other layout', 'qlalfqjsgh gksrnr_Bk86 dldpdy', 'gksrnr_Bk86'],
    ['a word of any other name in the other layout', 'votmvmfpdlwm green-Boat42 dlqslek', 'green-Boat42'],
    ['password in the other layout', 'ㅔㅁㄴㄴ잭ㅇ hill^Side12', 'hill^Side12'],
    ['a table', '| 서버 | 암호 |\n|---|---|\n| db1 | ehdgo_M01! |', 'ehdgo_M01!'],
    ['after a line’s end', '아 그 비번\n그거요\neorjs!0427', 'eorjs!0427'],
  ])('%s', (_kind, text, secret) => {
    expect(maskSecrets(text)).not.toContain(secret);
    expect(maskSecrets(text)).toMatch(/\[(?:비밀|키|토큰|복구 키)\]/);
  });
});

describe('personal data are hidden', () => {
  test.each([
    ['주민등록번호 9001011234567', '9001011234567'],
    ['카드 4111 1111 1111 1111 결제', '4111 1111 1111 1111'],
    ['국민은행 648201-04-117392', '648201-04-117392'],
    ['+82 10-6402-9917', '6402'],
    ['02)6958-1473', '6958'],
    ['백업담당@전산.한국', '백업담당@전산.한국'],
    ['noc골뱅이example.net', 'noc골뱅이example.net'],
    ['구독 ID 3023ea32-f29c-4d57-84f1-ad4e73ab7d25', '3023ea32'],
    ['여권번호 M12345678', 'M12345678'],
    ['10.117.3.52 에서', '10.117.3.52'],
  ])('%s', (text, value) => {
    expect(maskSecrets(text)).not.toContain(value);
  });
});

describe('what is none stays', () => {
  test.each([
    'MABS 14.0.42.0 에서 14.0.45.0 으로 올리면',
    '암호는 16자 이상이라던데 어디서 바꿔요',
    'PIN이 5분 지나면 만료되나요',
    'net use \\\\nas\\bk <password> /user:<user>',
    '/pass:%PASS% 가 안 먹어요',
    '{35e81631-13e1-48db-97fc-d5bc721bb18a} 기록기 오류',
    '카드 번호 4111 1111 1111 1112', // Luhn's digit is wrong.
    '지문 59510175c75ca6ed0932361066d07d81c1169c3d',
    '비밀번호 오류 0x8007052e, KB4538488 설치됨',
  ])('%s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });
});
