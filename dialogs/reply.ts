/** Something to press; `say` is the text that means the same when typed. */
export interface Choice {
  title: string;
  say: string;
}

/** What the assistant says in one turn, free of any channel. */
export interface Reply {
  /** Markdown. */
  text: string;
  /** A question that goes with the choices, shown under the text. */
  question?: string;
  choices: Choice[];
  /** A text file to download, where the channel can give one. */
  file?: { name: string; text: string };
}
