/**
 * Puts a button on each command, since copying by hand loses spaces at its ends. Web Chat has none. It draws an answer's
 * text once and for all, so that what is added to it stays.
 */
export function addCopyButtons(chat: HTMLElement, announce: (text: string) => void): void {
  const add = (): void => {
    for (const block of chat.querySelectorAll<HTMLElement>('pre:not([data-copy])')) {
      // Code in the live region is read out, not shown.
      if (!block.closest('.webchat__bubble, .webchat__text-content')) continue;
      block.dataset['copy'] = '';
      // Long commands are scrolled, by the keyboard too.
      block.tabIndex = 0;
      const command = block.textContent?.replace(/\n$/, '') ?? '';
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = PHRASES.copy;
      button.setAttribute('aria-label', PHRASES.copyCommand);
      button.addEventListener('click', () => {
        const done = (): void => {
          button.textContent = PHRASES.copied;
          announce(PHRASES.copied);
          setTimeout(() => {
            button.textContent = PHRASES.copy;
          }, 2000);
        };
        copy(command).then(done, () => announce(PHRASES.notCopied));
      });
      const frame = document.createElement('div');
      frame.className = 'command';
      block.replaceWith(frame);
      frame.append(block, button);
    }
  };
  new MutationObserver(add).observe(chat, { childList: true, subtree: true });
  add();
}

/** Copies a text. Frames without the permission, and pages without https, have only the older way. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    field.style.opacity = '0';
    document.body.append(field);
    const before = document.activeElement;
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    if (before instanceof HTMLElement) before.focus();
    if (!copied) throw new Error('not copied');
  }
}
