/** One kind of secret: what it looks like and the word that stands in its place. */
interface SecretPattern {
  pattern: RegExp;
  replacement: string;
}

// Keys, tokens and passwords always; addresses of people and machines as well, since a log needs neither.
const SECRETS: readonly SecretPattern[] = [
  { pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, replacement: '[토큰]' },
  { pattern: /\bBearer\s+[\w.~+/-]{16,}=*/gi, replacement: 'Bearer [토큰]' },
  {
    pattern:
      /\b(sig|sv|se|AccountKey|SharedAccessKey|password|passwd|pwd|secret|token|api[-_]?key)\s*[=:]\s*("[^"]*"|'[^']*'|[^\s;&,]+)/gi,
    replacement: '$1=[비밀]',
  },
  {
    pattern:
      /((?:비밀\s?번호|비번|암호|패스워드|패스프레이즈|보안\s?PIN|PIN\s?번호|PIN)(?:은|는|이|가)?\s*(?:[:=]|은|는)\s*)([^\s,]{4,})/gi,
    replacement: '$1[비밀]',
  },
  { pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, replacement: '[메일]' },
  { pattern: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g, replacement: '[IP]' },
  { pattern: /(?<![\w/+])(?=[A-Za-z+/]*\d)[A-Za-z0-9+/]{40,}={0,2}(?![\w/+])/g, replacement: '[키]' },
];

/** `text` with passwords, keys, tokens, e-mail and IP addresses replaced: for logs and for what is handed on. */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, { pattern, replacement }) => masked.replace(pattern, replacement), text);
}
