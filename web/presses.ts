/** Keys that an input method uses to write Hangul are its own; some systems tell so by this old code only. */
const COMPOSING_CODE = 229;

const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === COMPOSING_CODE;

/** Enter that ends a Hangul syllable belongs to the input method; a message sent by it would lack the syllable. */
export function keepUnfinishedSyllables(chat: HTMLElement): void {
  // Web Chat sends on keypress, which some systems give within a syllable too.
  chat.addEventListener(
    'keypress',
    (event) => {
      if (event.key !== 'Enter' || !event.isComposing) return;
      event.stopPropagation();
      event.preventDefault();
    },
    { capture: true },
  );
}

/** Milliseconds in which the same choice is not made twice. */
const ONE_PRESS_MS = 500;

/** A double click on a choice, or Enter twice, is one press: Web Chat would say it twice. */
export function onePressEach(chat: HTMLElement): void {
  let last: { choice: Element; at: number } | undefined;
  chat.addEventListener(
    'click',
    (event) => {
      const choice = (event.target as Element).closest('.webchat__suggested-actions button');
      if (!choice) return;
      if (choice === last?.choice && event.timeStamp - last.at < ONE_PRESS_MS) {
        event.stopPropagation();
        event.preventDefault();
      }
      last = { choice, at: event.timeStamp };
    },
    { capture: true },
  );
}

/** Only says that Escape was pressed here; whoever embeds the page may know that. */
export function tellEscape(): void {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event))
      window.parent.postMessage('backup-guide:close', '*');
  });
}
