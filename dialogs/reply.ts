/** Something to press; `say` is the text that means the same when typed. */
export interface Choice {
  title: string;
  say: string;
}

/** A button that says what stands on it. */
export function same(title: string): Choice {
  return { title, say: title };
}

/** What the assistant says in one turn, free of any channel. */
export interface Reply {
  /** Markdown. */
  text: string;
  /** A question that goes with the choices, shown under the text. */
  question?: string;
  choices: Choice[];
  /** The text is to be copied: it goes as a plain message even where answers are cards. */
  plain?: boolean;
  /** A page to open besides those that the text links to. */
  link?: { title: string; url: string };
  /** What was said before is deleted; a client that shows it is to stop doing so. */
  forgotten?: true;
  /** A text file to download, where the channel can give one. */
  file?: { name: string; text: string };
}
