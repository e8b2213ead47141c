import { bareReply, replyText } from './reply-text.js';

/** A piece of a message that says one thing. */
export interface Clause {
  /** As it is read: lower case, spellings of a hurry mended. */
  text: string;
  /** The same without spaces and signs; what the lexicon's forms are held against. */
  bare: string;
  /** A question mark stands behind it. */
  marked: boolean;
  /** It ends its sentence; one that does not goes on with 는데, 지만, 고 … and asks nothing. */
  ends: boolean;
}

/** A sentence's end: a mark, a line, or a polite ending before a space (필요, 중요 are no endings). */
const SENTENCES =
  /(?<=[?!？\n;])\s*|(?<=\.)(?=\s|$|[가-힣])|(?<=[가-힣]니다|[습됩합입갑옵납뜹봅립집킵씁줍둡낍]니까|[어아해에예세네나까데고가죠게지대래돼되봐줘려와워져켜야개거든군구져둬놔써여춰꺼]요|[죠쥬]|(?<!니)까|[었았했됐났갔왔렸췄꿨혔쳤봤놨뒀]음|[함임됨감옴남])[,~ㅠㅜㅋㅎ]*\s+(?=\S)/;

/** What follows 는데, 지만, 더니, a comma or 근데 is another clause; with 는데요 a sentence ends. */
const CLAUSES =
  /(?<=는데도|[는은인한던]데|지만|더니|니까|다가|구요|던 ?게|던 것이|던 건|[었았했됐갔봤놨뒀렸졌켰껐팠났왔겼췄혔쳤꿨]고|[있없하되시키우리이]고|하고는|해서|[었았했됐쳤렸]으나|거든)(?!요|용|\s?(?:싶|있|나서|나니|보니|보면|계시|말|는|서|자|저))\s*|\s*(?:근데|그런데|하지만|그러나|그래도(?=[가-힣\s]{2})|그리고|but)\s*|,\s*(?=[^\s\d])|\s[/·|+]\s|\s*(?:→|->|=>)\s*/;

/** The clauses of a message, in order. */
export function clausesOf(message: string): Clause[] {
  return replyText(message)
    .split(SENTENCES)
    .filter((sentence) => sentence?.trim())
    .flatMap((sentence) => {
      const parts = sentence.split(CLAUSES).filter((part) => bareReply(part) !== '');
      return parts.map((part, i) => ({
        text: part.trim(),
        bare: bareReply(part),
        marked: i === parts.length - 1 && /[?？]\s*$/.test(part),
        ends: i === parts.length - 1,
      }));
    });
}
