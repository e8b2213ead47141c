/**
 * Words that name a secret, as they are said, and as they come out when typed in the other keyboard layout (qlalfqjsgh is
 * 비밀번호, ㅔㅁㄴㄴ재ㄱㅇ is password).
 */
export const PASSWORD_WORD = String.raw`(?:비밀\s?번호|비번|암호\s?구문|암호구|암호|패스\s?워드|페스워드|패스\s?프레이즈|패스\s?프레이스|(?<![a-z])(?:pass\s?phrase?|pass?phr[a-z]{1,5}|pass?w[a-z]{0,2}r?d|passwd|pwd|pw|pass)(?![a-z])|qlalfqjsgh|qlqjs|dkaghrn(?:ans)?|dkagh|vostmdnjem|vostmvmfpdlwm|ㅔㅁㄴㄴ재ㄱㅇ|ㅔㅁㄴㄴㅔㅗㄱ므ㄴㄷ|ㅔㅈ|ㅔㅈㅇ)`;
export const PIN_WORD = String.raw`(?:보안\s?(?:pin|핀)(?:\s?번호|\s?코드)?|(?<![a-z])pin(?![a-z])(?:\s?번호|\s?코드)?|핀\s?(?:번호|코드)|(?<![가-힣])핀(?=[은는이가을를\s:])|인증\s?(?:번호|코드|키)|확인\s?코드|일회용\s?(?:비밀\s?)?번호|(?<![a-z])(?:otp|mfa\s?code|cvc|cvv|security\s?code|verification\s?code)(?![a-z])|ㅔㅑㅜ|ㅐ쎼|dlswmdqjsgh)`;
export const KEY_WORD = String.raw`(?:(?:액세스|접근|계정|비밀|시크릿|스토리지|공유|api|인증|라이선스|등록|복구|product|license|access|account|storage|shared|secret|client)[\s_-]?(?:키|key|시크릿|secret|토큰|token)|시크릿|토큰|(?<![a-z])(?:secret|token)(?![a-z]))`;
