import { otherLayouts } from './hangul.js';
import { normalize } from './normalize.js';

/** A name or a word for something: `id` is the thing, `form` one way of writing it. */
export interface Form {
  id: string;
  form: string;
}

/** Where a text names something. */
export interface Mention {
  id: string;
  form: string;
  /** Position in the text without white space, and the number of characters there. */
  at: number;
  length: number;
  /** "MARS 말고", "VM이 아니라": named in order to be ruled out. */
  negated: boolean;
}

/** Id of words that are found so that nothing else is found in them. */
const APART = '';

interface Node {
  next: Map<string, Node>;
  ends: Array<{ id: string; form: string; strict: boolean }>;
}

const NEGATION =
  /^(?:이?랑|하고)?(?:은|는|이|가|도|을|를|쪽|쪽은)?(?:확실히|절대|전혀|진짜|일단)?(?:아니|아닌|아님|아닙|아녜|아녀|말고|말구|말곤|빼고|제외|안써|안쓰|안씀|안씁|안쓴|안사용|안받|쓰지않|사용안|쪽은아)/;
const AFTER_STRICT =
  /^(?:은|는|이|가|을|를|에|에서|의|로|으로|와|과|도|만|랑|이랑|하고|요|이요|이에요|예요|인데|인데요|입니다|임|쓰|써|백업|에이전트|등록|예약|복원|복구|서버|콘솔|쪽|쪽이요|쪽에서|같은데요|같아요|서버예요|서버요)?(?![가-힣])|^(?:은|는|이|가|을|를|에|의|로|도|만|뿐|하고|랑)(?=[가-힣])|^(?:쓰|써|백업|에이전트|등록|예약|복원|복구|콘솔|설치|에서|입니|쪽)/;
const LATIN = /[0-9a-z]/;
const HANGUL = /[가-힣]/;

/**
 * Finds the forms of a vocabulary in a text, however its words are spaced. Latin forms match whole words only ("vm" not in
 * "vmware", but in "vm백업"); a form written with a leading `=` in the vocabulary stands as a word of its own (마스 is not in
 * 마스터). The longest form at a place wins.
 */
export class FormMatcher {
  private readonly root: Node = { next: new Map(), ends: [] };

  /**
   * A matcher of things, each with the ways of writing it. Words of `apart` hold such a form and don't mean it (프로그램 holds
   * 로그): nothing is found in them.
   */
  static of(
    things: ReadonlyArray<{ id: string; forms: readonly string[] }>,
    apart: readonly string[] = [],
  ): FormMatcher {
    const forms = things.flatMap(({ id, forms: own }) => own.map((form) => ({ id, form })));
    return new FormMatcher([...forms, ...apart.map((form) => ({ id: APART, form }))]);
  }

  constructor(forms: Iterable<Form>) {
    for (const { id, form } of forms) {
      const strict = form.startsWith('=');
      const spelled = compact(strict ? form.slice(1) : form).text;
      let node = this.root;
      for (const c of spelled) {
        let next = node.next.get(c);
        if (!next) {
          next = { next: new Map(), ends: [] };
          node.next.set(c, next);
        }
        node = next;
      }
      if (spelled && !node.ends.some((end) => end.id === id)) node.ends.push({ id, form: spelled, strict });
    }
  }

  find(text: string | Compact): Mention[] {
    const { text: packed, gapBefore } = typeof text === 'string' ? compact(text) : text;
    const mentions: Mention[] = [];
    for (let at = 0; at < packed.length; ) {
      const longest = this.longestAt(packed, gapBefore, at);
      for (const end of longest) {
        if (end.id === APART) continue;
        mentions.push({
          id: end.id,
          form: end.form,
          at,
          length: end.form.length,
          negated: NEGATION.test(packed.slice(at + end.form.length)),
        });
      }
      at += longest[0]?.form.length ?? 1;
    }
    return mentions;
  }

  /** `find`, and where it finds nothing, again on the words as typed with the other keyboard layout. */
  findInAnyLayout(text: string): Mention[] {
    const direct = this.find(text);
    const converted = normalize(text)
      .split(/\s+/)
      .flatMap((word) => otherLayouts(word.replace(/[^0-9A-Za-zㄱ-ㅣ가-힣]/g, '')));
    const known = new Set(direct.map((mention) => mention.id));
    return [...direct, ...this.find(converted.join(' ')).filter((mention) => !known.has(mention.id))];
  }

  private longestAt(packed: string, gapBefore: readonly boolean[], at: number): Node['ends'] {
    let node: Node | undefined = this.root;
    let best: Node['ends'] = [];
    const first = packed[at] ?? '';
    const before = packed[at - 1] ?? '';
    const startsWord = at === 0 || gapBefore[at] === true || !HANGUL.test(before);
    if ((LATIN.test(first) || first === '.') && LATIN.test(before) && gapBefore[at] !== true) return best;
    for (let i = at; i < packed.length; i += 1) {
      node = node.next.get(packed[i] ?? '');
      if (!node) break;
      if (node.ends.length === 0) continue;
      const last = packed[i] ?? '';
      const after = packed[i + 1] ?? '';
      if (LATIN.test(last) && LATIN.test(after) && gapBefore[i + 1] !== true) continue;
      const endsWord = i + 1 === packed.length || gapBefore[i + 1] === true || AFTER_STRICT.test(packed.slice(i + 1));
      const fitting = node.ends.filter((end) => !end.strict || (startsWord && endsWord));
      if (fitting.length > 0) best = fitting;
    }
    return best;
  }
}

/** A text in lower case without white space, and where white space stood; made once where several matchers look at it. */
export interface Compact {
  text: string;
  gapBefore: boolean[];
}

export function compact(text: string): Compact {
  const gapBefore: boolean[] = [];
  let packed = '';
  let gap = false;
  for (const c of normalize(text).toLowerCase()) {
    if (/\s/.test(c)) {
      gap = true;
      continue;
    }
    for (let unit = 0; unit < c.length; unit += 1) gapBefore.push(unit === 0 && gap);
    packed += c;
    gap = false;
  }
  return { text: packed, gapBefore };
}
