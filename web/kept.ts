/** A text that the browser keeps for the tab or for all visits; where it is switched off, full or closed to frames, it keeps nothing. */
export class Kept {
  constructor(
    private readonly where: 'sessionStorage' | 'localStorage',
    private readonly name: string,
  ) {}

  read(): string | null {
    try {
      return window[this.where].getItem(this.name);
    } catch {
      return null;
    }
  }

  write(text: string): void {
    try {
      window[this.where].setItem(this.name, text);
    } catch {
      // Then it is not kept.
    }
  }
}

/** Reads JSON of whatever somebody else may have put there; undefined for none. */
export function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
