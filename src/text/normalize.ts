/** Characters that are invisible or fill space without being a space: zero-width, Hangul fillers, soft hyphen, BOM. */
const INVISIBLE = /[\u00ad\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufeff\uffa0]|\ufe0e|\ufe0f/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: pasted logs hold control characters; removing them is the purpose
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** What is normal as it stands, as nearly all text here is: printable ASCII, line feeds and whole syllables. */
const PLAIN = /^[\n\x20-\x7e가-힣]*$/;

/**
 * Text as the rest of the program expects it: NFC, no invisible or control characters, plain quotes and dashes,
 * full-width Latin letters and digits as ASCII, CRLF as LF. Case and line breaks stay.
 *
 * NFC and not NFKC: NFKC would also fold Hangul compatibility jamo, which tell a laugh (ㅋㅋ) from a word.
 */
export function normalize(text: string): string {
  if (PLAIN.test(text)) return text;
  return (
    text
      // Composing takes time that grows with the square of a run of marks; no script needs more than a few.
      .replace(/(\p{M}{6})\p{M}+/gu, '$1')
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(INVISIBLE, '')
      .replace(CONTROL, ' ')
      .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
      .replace(/[\u00a0\u2000-\u200a\u3000]/g, ' ')
      .replace(/[‘’‛′]/g, "'")
      .replace(/[“”‟″]/g, '"')
      .replace(/[‐‑‒–—−]/g, '-')
  );
}

/** `normalize`, lower case, without any white space: the form in which two spellings of one text are compared. */
export function squash(text: string): string {
  return normalize(text).toLowerCase().replace(/\s+/g, '');
}

/**
 * Removes what a channel or a paste wraps around the words of a person: markup tags and `<at>` mentions.
 * Placeholders such as `<vault-name>` are words and stay.
 */
export function stripMarkup(text: string): string {
  return text
    .replace(/<at\b[^<>]{0,200}>[^<]{0,200}<\/at>/gi, ' ')
    .replace(/<(script|style)\b[^<>]{0,200}>[^<]{0,2000}<\/\1>/gi, ' ')
    .replace(
      /<\/?(a|b|br|code|div|em|i|img|li|ol|p|pre|script|span|strong|style|table|td|th|tr|u|ul)\b[^<>]{0,500}>/gi,
      ' ',
    );
}

/**
 * A message cut to at most `limit` characters before anything works on it: the head, where the question stands,
 * and the tail, where a log ends.
 */
export function capText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil(limit * 0.7);
  return `${text.slice(0, head)}\n${text.slice(text.length - (limit - head - 1))}`;
}
