/**
 * Identifiers: what an administrator copies from a screen and what is either right or wrong, never similar: error codes
 * (0x80070005, ID 100050) and error names (ExtensionStuckInDeletionState).
 */
export interface Identifier {
  kind: 'hex' | 'number' | 'name';
  /** As it stands in the text. */
  text: string;
  /** The form in which two identifiers are compared: lower case, letters and digits only, hex without leading zeros. */
  key: string;
}

const HEX = /(?<![0-9A-Za-z])0\s?[xX]\s?(?:[0-9A-Fa-f]{1,8}(?:[ _-][0-9A-Fa-f]{2,8}){0,3})(?![0-9A-Za-z])/g;
/** An HRESULT without its 0x: eight hex digits from 8007…; at least one of 8007, 8004, 8000, 8034 families. */
const BARE_HRESULT = /(?<![0-9A-Za-z.])(?:8007|8004|8000|8003|C000)[0-9A-Fa-f]{4}(?![0-9A-Za-z])/gi;
/** Latin words long enough to be names; what they look like is checked on each, so that the search stays linear. */
const LONG_LATIN =
  /(?<![0-9A-Za-z\\/.-])[A-Za-z][A-Za-z0-9]{7,}(?![0-9A-Za-z\\/]|\.(?:exe|dll|ms[ci]|txt|log|vhdx?|kek|conf)(?![A-Za-z]))/g;
const LONGEST_NAME = 120;
/** Two capital-initial parts or more in one word: UserErrorFsFreezeFailed, CBPSourceSnapshot…, SalBitmapError. */
const CAMEL = /^[A-Za-z][a-z0-9]*(?:[A-Z]+[a-z0-9]+)+[A-Z0-9]*$/;
/** One long Latin word, as a name typed in lower case: "extensionstuckindeletionstate". */
const LONG_WORD = /^[A-Za-z]{14,}$/;
const NUMBER_WITH_CUE =
  /(?:\bID\s*[:：]?\s*|오류\s*(?:코드|번호|ID)?\s*[:：]?\s*|에러\s*(?:코드|번호)?\s*[:：]?\s*|코드\s*(?:는|가)?\s*[:：]?\s*|error\s*(?:code|id)?\s*[:#]?\s*|code\s*[:#]?\s*|\()(\d{3,6})(?![0-9A-Za-z]|[./:-]\d)/gi;
/** Five or six digits are a code in this field even alone ("100050 나와요"); four or three need a cue beside them. */
const BARE_NUMBER = /(?<![0-9A-Za-z.,:/\\-])(\d{5,6})(?![0-9A-Za-z.,:/\\]|\s*(?:개|GB|MB|TB|원|번|분|시간|명|대))/g;
const NUMBER_BEFORE_CUE = /(?<![0-9A-Za-z.,:/\\-])(\d{3,6})\s*(?:번\s*)?(?:오류|에러|애러|error|코드)/gi;

/** Words that make a name an error's: it says what went wrong. */
const WENT_WRONG =
  /err(?:or)?|fail|invalid|not|missing|unable|cannot|could|dont|doesnt|time(?:d)?out|exceed|reached|denied|disallowed|unsupported|stuck|bad|lock|conflict|mismatch|issue|expired|corrupt|unavailable|unresponsive|exception|insufficient|required|wrong|broken|lost|limit|offline|already/i;

/** Whether a name says that something went wrong; others are names of things (SqlServerWriter, SnapshotWithoutThreads). */
export function namesAnError(name: string): boolean {
  return WENT_WRONG.test(name);
}

/** Latin words that look like names and are products, paths or cmdlets. */
const NOT_NAMES = new Set([
  'powershell',
  'microsoft',
  'windowsserver',
  'onedrive',
  'sharepoint',
  'bitlocker',
  'vmware',
  'troubleshooting',
  'administrator',
  'configuration',
  'authentication',
  'redistributable',
  'troubleshoot',
  'synchronization',
  'recommendation',
  'communication',
  'unfortunately',
  'internationalization',
  'visualstudio',
  'internetexplorer',
  'sysinternals',
  'activedirectory',
  'azurebackup',
  'postgresql',
  'errorcode',
  'errormessage',
  'servername',
  'recoveryservices',
]);

/** The comparison form of an identifier's text. */
export function identifierKey(text: string): string {
  const bare = text.toLowerCase().replace(/[^0-9a-z가-힣]/g, '');
  return /^0x[0-9a-f]+$/.test(bare) ? `0x${bare.slice(2).replace(/^0+(?=.)/, '')}` : bare;
}

/** Identifiers of one text in the order of their places, each once. */
export function findIdentifiers(source: string): Identifier[] {
  // One space at most: the patterns below allow spaces in several places each.
  const text = source.replace(/\s+/g, ' ');
  const found: Array<Identifier & { at: number }> = [];
  const seen = new Set<string>();
  const add = (kind: Identifier['kind'], value: string, at: number): void => {
    const key = kind === 'hex' && !/^0\s?x/i.test(value) ? identifierKey(`0x${value}`) : identifierKey(value);
    if (seen.has(key)) return;
    seen.add(key);
    found.push({ kind, text: value.trim(), key, at });
  };
  for (const m of text.matchAll(HEX)) add('hex', m[0], m.index);
  for (const m of text.matchAll(BARE_HRESULT)) add('hex', m[0], m.index);
  for (const m of text.matchAll(LONG_LATIN)) {
    const isName = m[0].length <= LONGEST_NAME && (CAMEL.test(m[0]) || LONG_WORD.test(m[0]));
    if (isName && !NOT_NAMES.has(m[0].toLowerCase())) add('name', m[0], m.index);
  }
  for (const pattern of [NUMBER_WITH_CUE, BARE_NUMBER, NUMBER_BEFORE_CUE]) {
    for (const m of text.matchAll(pattern)) add('number', m[1] ?? m[0], m.index + m[0].indexOf(m[1] ?? m[0]));
  }
  return found.sort((a, b) => a.at - b.at).map(({ kind, text: value, key }) => ({ kind, text: value, key }));
}

/** The words of an error name: UserErrorFsFreezeFailed → user error fs freeze failed. */
export function wordsOfName(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9+]+/)
    .filter(Boolean);
}
