import { bareReply } from './reply-text.js';

/**
 * A way of saying something: `form` is a regular expression over a clause without spaces; `~AE` in it stands for a syllable in
 * which a stem ends before 도, 면 or 야 (해, 돼, 꺼 …), `~N`, `~L`, `~B` and `~SS` for one that ends in ㄴ, ㄹ, ㅂ or ㅆ.
 */
export interface Row<Act extends string> {
  act: Act;
  form: string;
  /** Sentences that say this by this form; the lexicon is checked against them. */
  examples: readonly string[];
}

/** Where a clause says what. */
export interface Token<Act extends string> {
  act: Act;
  at: number;
  length: number;
}

const SYLLABLES = Array.from({ length: 11_172 }, (_, i) => String.fromCharCode(0xac00 + i));
const classOf = (fits: (vowel: number, final: number) => boolean): string =>
  `[${SYLLABLES.filter((_, i) => fits(Math.floor(i / 28) % 21, i % 28)).join('')}]`;
/** Vowels ㅏ ㅐ ㅓ ㅔ ㅕ ㅘ ㅙ ㅝ without a final: what 아/어 leaves behind. */
const SYLLABLE_CLASSES: ReadonlyArray<readonly [RegExp, string]> = [
  [/~AE/g, classOf((vowel, final) => final === 0 && [0, 1, 4, 5, 6, 9, 10, 14].includes(vowel))],
  [/~SS/g, classOf((_, final) => final === 20).replace(/[있겠]/g, '')],
  [/~N/g, classOf((_, final) => final === 4)],
  [/~L/g, classOf((_, final) => final === 8)],
  [/~B/g, classOf((_, final) => final === 17)],
];

/**
 * Ways of saying things, found in a clause. Where forms of two acts overlap, the one that begins first holds, of these the
 * longest ("안 돼요" is no "돼요"); so no order of rows decides. Throws where a form stands twice.
 */
export class Lexicon<Act extends string> {
  private readonly patterns: Array<{ act: Act; pattern: RegExp }>;

  constructor(private readonly rows: ReadonlyArray<Row<Act>>) {
    const forms = new Map<string, Act>();
    const byAct = new Map<Act, string[]>();
    for (const { act, form } of rows) {
      const known = forms.get(form);
      if (known !== undefined)
        throw new Error(
          `The form "${form}" stands twice in the lexicon, for "${known}" and "${act}". One form says one thing.`,
        );
      forms.set(form, act);
      byAct.set(act, [...(byAct.get(act) ?? []), form]);
    }
    this.patterns = [...byAct].map(([act, own]) => ({ act, pattern: patternOf(own) }));
  }

  /** Throws where an example is not heard as its act. */
  checkExamples(): void {
    const misheard = this.rows.flatMap(({ act, examples }) =>
      examples.flatMap((example) => {
        const heard = [...new Set(this.find(bareReply(example)).map((token) => token.act))].join(', ');
        return heard === act ? [] : [`"${example}" says "${act}" and is heard as "${heard}"`];
      }),
    );
    if (misheard.length > 0)
      throw new Error(`Examples of the lexicon are misheard: ${misheard.join('; ')}. Make one of the forms narrower.`);
  }

  /** What a clause says, in order. */
  find(bare: string): Array<Token<Act>> {
    const found = this.patterns.flatMap(({ act, pattern }) =>
      Array.from(bare.matchAll(pattern), (match): Token<Act> => ({ act, at: match.index, length: match[0].length })),
    );
    found.sort((a, b) => a.at - b.at || b.length - a.length);
    let end = 0;
    return found.filter(({ at, length }) => {
      if (at < end || length === 0) return false;
      end = at + length;
      return true;
    });
  }
}

function patternOf(forms: readonly string[]): RegExp {
  const source = SYLLABLE_CLASSES.reduce((text, [name, own]) => text.replace(name, own), forms.join('|'));
  return new RegExp(source, 'g');
}
