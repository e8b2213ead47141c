import { type Finder, spansOf } from './span.js';

/** Secrets that are known by their own form, wherever they stand. */
const FORMS: ReadonlyArray<readonly [pattern: RegExp, as: string, group?: number]> = [
  [
    /-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|CERTIFICATE)[A-Z ]{0,10}-----[\s\S]{0,8000}?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g,
    '[키]',
  ],
  [/\beyJ[\w-]{8,2000}\.[\w-]{4,4000}(?:\.[\w-]*)?/g, '[토큰]'],
  [/\bBearer\s+([\w.~+/-]{16,2000}=*)/gi, '[토큰]', 1],
  [/\bBasic\s+([A-Za-z0-9+/]{12,400}={0,2})/g, '[비밀]', 1],
  // GitHub, GitLab, Slack, AWS, Google, OpenAI and others alike, SendGrid, Stripe, npm, Azure AD secrets.
  [
    /\b(?:gh[pousr]_\w{16,255}|github_pat_\w{16,255}|glpat-[\w-]{16,80}|xox[abeprs]-[\w-]{10,250}|(?:AKIA|ASIA|AGPA|AROA)[A-Z0-9]{12,20}|AIza[\w-]{30,45}|ya29\.[\w-]{20,300}|sk-(?:[a-z]+-)?[\w-]{16,250}|SG\.[\w-]{16,40}\.[\w-]{16,80}|[rps]k_(?:live|test)_\w{10,120}|npm_\w{30,60}|hf_\w{20,60}|dop_v1_[0-9a-f]{40,80})/g,
    '[키]',
  ],
  [/(?<![\w~.-])[\w.~-]{3}8Q~[\w.~-]{30,40}/g, '[키]'],
  [/hooks\.slack\.com\/services\/([\w/]{20,120})/g, '[키]', 1],
  // BitLocker's recovery key: eight groups of six digits.
  [/(?<!\d)\d{6}(?:[-\s]\d{6}){7}(?!\d)/g, '[복구 키]'],
  // Signatures of shared access, storage and account keys.
  [/\bsig=([\w%+/=-]{10,400})/gi, '[비밀]', 1],
  [/\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecretValue)\s*=\s*([^;\s"'<]{8,600})/gi, '[비밀]', 1],
  [
    /(?<![\w/+])(?=[A-Za-z0-9+/]{0,100}[+/a-z])(?=[A-Za-z0-9+/]{0,100}[A-Z])(?=[A-Za-z+/]{0,60}\d)[A-Za-z0-9+/]{40,600}={0,2}(?![\w/+])/g,
    '[키]',
  ],
  // Vault credentials and other XML: what stands in an element whose name says so.
  [
    /<(?:\w{1,30}:)?[\w.]{0,40}(?:password|passphrase|secret|certificate|cert|token|pfx|managementcert|accesskey|sharedkey|privatekey)[\w.]{0,40}(?:\s[^<>]{0,200})?>\s*([^<>]{3,20000}?)\s*<\//gi,
    '[비밀]',
    1,
  ],
  // user:password@host in an address.
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:(?![<%$*])([^\s/@]{1,100})@/gi, '[비밀]', 1],
];

/** Every one of them has so many signs in a row, or groups of digits; most messages have neither. */
const ANY = /[!-~]{10}|\d{6}/;

export const findForms: Finder = (text) =>
  ANY.test(text) ? FORMS.flatMap(([pattern, as, group]) => spansOf(text, pattern, as, group)) : [];
