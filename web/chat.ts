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
  chat.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
    },
    { capture: true },
  );
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
  element('new-chat').addEventListener('click', () => void connection.connect(true));
  if (window.parent !== window)
    addEventListener('keydown', (event) => {
      // Only says that Escape was pressed here; whoever embeds the page may know that.
      if (event.key === 'Escape' && !event.defaultPrevented) window.parent.postMessage('backup-guide:close', '*');
    });
  void connection.connect();
}

start();
