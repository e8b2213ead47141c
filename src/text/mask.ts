/** One kind of secret: what it looks like and the word that stands in its place. */
interface SecretPattern {
  pattern: RegExp;
  replacement: string;
}

const SECRET_WORD =
  '(?:비밀\\s?번호|비번|암호\\s?구문|암호|패스워드|패스프레이즈|보안\\s?PIN|PIN\\s?번호|핀\\s?번호|PIN)';

// Each quantifier that may start anywhere is bounded: on 20,000 characters without a space an unbounded one takes seconds.
// Keys, tokens and passwords always; addresses of people and machines as well, since a log needs neither.
const SECRETS: readonly SecretPattern[] = [
  { pattern: /\beyJ[\w-]{8,600}\.[\w-]{8,}\.[\w-]*/g, replacement: '[토큰]' },
  { pattern: /\bBearer\s+[\w.~+/-]{16,}=*/gi, replacement: 'Bearer [토큰]' },
  {
    pattern:
      /\b(sig|sv|se|AccountKey|SharedAccessKey|password|passwd|passphrase|pwd|pw|secret|token|api[-_]?key)\s*(?:[=:]\s*("[^"]*"|'[^']*'|[^\s;&,]+)|\s(?=\S{0,100}\d)(?=\S{0,100}[A-Za-z!@#$%^&*])([^\s;&,가-힣]{4,}))/gi,
    replacement: '$1=[비밀]',
  },
  {
    // What follows 은, 는, : or = is the secret, if it has Latin letters or digits: "암호는 어디서 바꿔요" asks.
    pattern: new RegExp(
      `(${SECRET_WORD}(?:(?:은요|는요|은|는)\\s*[:=]?|\\s*[:=])\\s*)(?=[^\\s,]{0,100}[0-9A-Za-z])([^\\s,]{4,})`,
      'gi',
    ),
    replacement: '$1[비밀]',
  },
  {
    // Elsewhere it must look like one: digits beside letters or signs. "비번 qwer1234! 임", but not "암호 변경".
    pattern: new RegExp(
      `(${SECRET_WORD}(?:이|가)?\\s+)(?!0x)(?=[^\\s,]{0,100}\\d)(?=[^\\s,]{0,100}[A-Za-z!@#$%^&*가-힣])([^\\s,]{6,})`,
      'gi',
    ),
    replacement: '$1[비밀]',
  },
  { pattern: /\b(id\s+\S{1,64}\s*\/\s*)\S{4,}/gi, replacement: '$1[비밀]' },
  // As scripts hand them over: PowerShell, net use, psexec, schtasks, cmdkey.
  {
    pattern: /(ConvertTo-SecureString\s+(?:-String\s+)?)(?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"'-]\S{3,})/gi,
    replacement: '$1[비밀]',
  },
  { pattern: /(\/user:\S{1,100}\s+)(?!\/)\S{4,}/gi, replacement: '$1[비밀]' },
  { pattern: /(\s-u\s+\S{1,100}\s+-p\s+)\S+/gi, replacement: '$1[비밀]' },
  { pattern: /(\/rp\s+|\/pass(?:word)?:)\S+/gi, replacement: '$1[비밀]' },
  { pattern: /(?<!\d)(?:01[016-9][- ]?\d{3,4}[- ]?\d{4})(?!\d)/g, replacement: '[전화]' },
  { pattern: /(?<!\d)\d{6}-[1-8]\d{6}(?!\d)/g, replacement: '[주민번호]' },
  {
    pattern:
      /(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4}){1,5}(?![\w:])|(?<![\w:])[0-9a-f]{1,4}::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}(?![\w:])/gi,
    replacement: '[IP]',
  },
  { pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, replacement: '[메일]' },
  { pattern: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g, replacement: '[IP]' },
  { pattern: /(?<![\w/+])(?=[A-Za-z+/]*\d)[A-Za-z0-9+/]{40,}={0,2}(?![\w/+])/g, replacement: '[키]' },
];

/** `text` with passwords, keys, tokens, e-mail and IP addresses replaced: for logs and for what is handed on. */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, { pattern, replacement }) => masked.replace(pattern, replacement), text);
}
