import { convertHangulToQwerty, convertQwertyToAlphabet, convertQwertyToHangul } from 'es-hangul';

/** Words as they come out when typed in the other keyboard layout: qlalfqjsgh is 비밀번호, ㅔㅁㄴㄴ잭ㅇ is password. */
const mistyped = (...words: readonly string[]): string =>
  words
    .flatMap((word) =>
      /[가-힣]/.test(word)
        ? [convertHangulToQwerty(word)]
        : [convertQwertyToHangul(word), convertQwertyToAlphabet(word)],
    )
    .join('|');

/** password in the other layout; 재ㄱㅇ where the syllable was left before its last letter. */
export const MISTYPED_PASSWORD = `${mistyped('password')}|ㅔㅁㄴㄴ재ㄱㅇ`;
const MISTYPED = [
  mistyped(
    '비밀번호',
    '비번',
    '암호구문',
    '암호구',
    '암호',
    '패스워드',
    '패스프레이즈',
    'passphrase',
    'passwd',
    'pwd',
    'pw',
  ),
  MISTYPED_PASSWORD,
].join('|');

/** Words that name a secret, as they are said and as they are mistyped. */
export const PASSWORD_WORD = String.raw`(?:비밀\s?번호|비번|암호\s?구문|암호구|암호|패스\s?워드|페스워드|패스\s?프레이즈|패스\s?프레이스|(?<![a-z])(?:pass\s?phrase?|pass?phr[a-z]{1,5}|pass?w[a-z]{0,2}r?d|passwd|pwd|pw|pass)(?![a-z])|${MISTYPED})`;
export const PIN_WORD = String.raw`(?:보안\s?(?:pin|핀)(?:\s?번호|\s?코드)?|(?<![a-z])pin(?![a-z])(?:\s?번호|\s?코드)?|핀\s?(?:번호|코드)|(?<![가-힣])핀(?=[은는이가을를\s:])|인증\s?(?:번호|코드|키)|확인\s?코드|일회용\s?(?:비밀\s?)?번호|(?<![a-z])(?:otp|mfa\s?code|cvc|cvv|security\s?code|verification\s?code)(?![a-z])|${mistyped('pin', 'otp', '인증번호', '보안핀', '핀번호')})`;
export const KEY_WORD = String.raw`(?:(?:액세스|접근|계정|비밀|시크릿|스토리지|공유|api|인증|라이선스|등록|복구|product|license|access|account|storage|shared|secret|client)[\s_-]?(?:키|key|시크릿|secret|토큰|token)|시크릿|토큰|(?<![a-z])(?:secret|token)(?![a-z]))`;
