/** What stands in an example where a secret would: <password>, %PASS%, $var, ****, PASSWORD, your-key. */
const PLACEHOLDER =
  /^(?:<[^>]*>?|%\w+%|\$[\w({].*|\*+|x{3,}|\.{2,}|_{2,}|\[.*\]?|\{+.*\}*|(?:my|your|the|new|old)[-_]?(?:vault|account|server|user|storage|api|access)?[-_]?(?:password|passphrase|pass|key|secret|token|pw|pin)|password|passphrase|passwd|pwd|pass|pin|secret|token|key|null|none|true|false|yes|no|string|securestring|read-host|get-credential|asplaintext|encrypted|required|incorrect|wrong|expired|reset|change|policy)$/i;

/** What has letters and digits and is no secret: codes, versions, updates, paths, files, options, names of errors and cmdlets. */
const NO_SECRET =
  /^(?:0x[0-9a-f]+|kb\d{5,}|v?\d+(?:\.\d+)+|id[:#]?\d+|-{1,2}[a-z][\w-]*|\/[a-z]+:?|[a-z]:[\\/].*|\\\\.*|https?:.*|[\w-]+\.(?:exe|dll|ps1|msc|msi|log|errlog|txt|xml|ini|json|cmd|bat|vhdx?|md|kek|com|net|kr|io|local)|(?:get|set|new|start|stop|test|install|remove|register|add|enable|disable|import|connect|invoke)-\w+|\w*(?:error|failed|exception|state|limit)\w*|(?:windows|server|sql|office|exchange|hyper-?v|tls|ssl|vss|smb|ntlm|utf|sha|aes|rsa|net|x|win|word|excel|rfc|iso)[-\s]?\d[\w.]*|\d{4}r2|\d+(?:자|자리|개|번|회|분|초|시간|일|주|월|년|gb|mb|tb|kb|bit|비트|글자|이상|이하|대|명|건|차|층|호|원|%)\S*|\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?|\d{1,2}:\d{2}(?::\d{2})?|m365|o365|s3|ipv[46]|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,40})$/i;

/** Names of machines and versions of products: MABS01, v3. */
const HOST = /^(?:[A-Z]{1,10}[-_]?\d{1,3}|[a-z]{1,6}[-_]?\d{1,3})$/;

/** A value without the signs around it; an exclamation mark may be its own. */
export const trimmed = (value: string): string => value.replace(/^["'`([{<「]+|["'`)\]}>」,;.?~]+$/g, '');

export const isPlaceholder = (value: string): boolean => PLACEHOLDER.test(value) || PLACEHOLDER.test(trimmed(value));

const isKnown = (value: string): boolean => NO_SECRET.test(value) || NO_SECRET.test(value.replace(/!+$/, ''));

/** Whether a token looks like a secret by itself: letters with digits or signs, and nothing that the field writes so. */
export function looksSecret(token: string): boolean {
  const value = trimmed(token);
  if (value.length < 5 || value.length > 200 || isPlaceholder(value) || isKnown(value) || HOST.test(value))
    return false;
  const [letters, digits, signs] = [/[A-Za-z]/.test(value), /\d/.test(value), /[!@#$%^&*+=?_~<>|]/.test(value)];
  return (letters && (digits || signs)) || (/\d{3}/.test(value) && /[!@#$%^&*]/.test(value));
}

/** Whether nothing but a secret looks so: letters, a digit and a sign that no name has within them. */
export function isSurelySecret(token: string): boolean {
  const value = trimmed(token);
  return (
    value.length >= 6 &&
    looksSecret(value) &&
    !/[\\/:(){}<>=|"']|^[$@#&]|\$$|@[\w-]+\.\w/.test(value) &&
    /[A-Za-z]{2}/.test(value) &&
    /\d/.test(value) &&
    /[!@#$%^*~](?=.)/.test(value)
  );
}

/** Whether a value that a word and a sign name outright ("암호: …", "password=") may be one. */
export const mayBeSecret = (token: string): boolean => {
  const value = trimmed(token);
  return value.length >= 3 && !isPlaceholder(token) && !isKnown(value);
};
