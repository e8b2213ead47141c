import { onAppearanceChange, styleOptions } from './appearance.js';
import { Connection } from './connection.js';
import { addCopyButtons } from './copy-buttons.js';
import type { Session } from './session.js';

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element "${id}"`);
  return found;
};

const chat = element('chat');
const noticeBar = element('notice');
const announcer = element('announcer');
const nonce = document.querySelector<HTMLScriptElement>('script[data-nonce]')?.dataset['nonce'] ?? '';

let shown: { client: DirectLineClient; session: Session; store: WebChatStore } | undefined;

function notice(text: string): void {
  noticeBar.textContent = text;
  noticeBar.hidden = text === '';
}

function announce(text: string): void {
  announcer.textContent = text;
}

function render(): void {
  if (!shown) return;
  const { client, session, store } = shown;
  window.WebChat.renderWebChat(
    {
      directLine: client,
      store,
      userID: session.userId,
      locale: 'ko-KR',
      nonce,
      styleOptions: styleOptions(),
      overrideLocalizedStrings: (strings: Record<string, string>) => ({
        ...strings,
        TEXT_INPUT_PLACEHOLDER: PHRASES.placeholder,
        CONNECTIVITY_STATUS_ALT_RECONNECTING: PHRASES.reconnecting,
      }),
    },
    chat,
  );
}

/** Enter that ends a Hangul syllable belongs to the input method; a message sent by it would lack the syllable. */
function keepUnfinishedSyllables(): void {
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

/** Lets typing begin at once, except where that would push a keyboard over the screen, or take the focus from something. */
function focusBox(): void {
  if (!matchMedia('(pointer: fine)').matches || document.activeElement !== document.body) return;
  chat.querySelector('textarea')?.focus();
}

function start(): void {
  if (!('WebChat' in window)) {
    notice(PHRASES.tooOld);
    return;
  }
  const connection = new Connection({
    connected(client, session) {
      const same = shown?.session.conversationId === session.conversationId;
      // The same store keeps what is shown and what is being typed.
      const store = same && shown ? shown.store : window.WebChat.createStore();
      shown = { client, session, store };
      render();
    },
    notice,
  });
  onAppearanceChange(render);
  addCopyButtons(chat, announce);
  keepUnfinishedSyllables();
  addEventListener('focus', focusBox);
  const drawn = new MutationObserver(() => {
    if (!chat.querySelector('textarea')) return;
    drawn.disconnect();
    if (document.hasFocus()) focusBox();
  });
  drawn.observe(chat, { childList: true, subtree: true });
  element('new-chat').addEventListener('click', () => void connection.connect(true));
  if (window.parent !== window)
    addEventListener('keydown', (event) => {
      // Only says that Escape was pressed here; whoever embeds the page may know that.
      if (event.key === 'Escape' && !event.defaultPrevented) window.parent.postMessage('backup-guide:close', '*');
    });
  void connection.connect();
}

start();
