import { onAppearanceChange, styleOptions } from './appearance.js';
import { Connection } from './connection.js';
import { addCopyButtons } from './copy-buttons.js';
import { keepDraft } from './draft.js';
import { Line } from './line.js';
import { keepUnfinishedSyllables, onePressEach, tellEscape } from './presses.js';
import type { Session } from './session.js';
import { waiting } from './waiting.js';
import type { WebChatStore } from './web-chat.js';

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element "${id}"`);
  return found;
};

const chat = element('chat');
const noticeBar = element('notice');
const announcer = element('announcer');
const nonce = document.querySelector<HTMLScriptElement>('script[data-nonce]')?.dataset['nonce'] ?? '';

/** Milliseconds: two changes at once are one to a screen reader, and the same text again is none. */
const BEFORE_ANNOUNCING_MS = 100;

let shown: { line: Line; session: Session; store: WebChatStore } | undefined;

function notice(text: string): void {
  noticeBar.textContent = text;
}

function announce(text: string): void {
  announcer.textContent = '';
  setTimeout(() => {
    announcer.textContent = text;
  }, BEFORE_ANNOUNCING_MS);
}

function show(line: Line, session: Session): void {
  const store = window.WebChat.createStore();
  keepDraft(store);
  shown = { line, session, store };
  render();
}

function render(): void {
  if (!shown) return;
  const { line, session, store } = shown;
  window.WebChat.renderWebChat(
    {
      directLine: line,
      store,
      userID: session.userId,
      locale: 'ko-KR',
      nonce,
      styleOptions: styleOptions(),
      overrideLocalizedStrings: (strings: Record<string, string>) => ({ ...strings, ...PHRASES.strings }),
    },
    chat,
  );
}

/** Lets typing begin at once, except where that would push a keyboard over the screen, or take the focus from something. */
function focusBox(): void {
  if (!matchMedia('(pointer: fine)').matches || document.activeElement !== document.body) return;
  chat.querySelector('textarea')?.focus();
}

/** Other pages of this browser with the chat. */
class OtherPages {
  private readonly channel = 'BroadcastChannel' in window ? new BroadcastChannel('backup-guide-forgotten') : undefined;

  constructor(heard: (conversationId: string) => void) {
    this.channel?.addEventListener('message', ({ data }) => heard(String(data)));
  }

  tell(conversationId: string): void {
    this.channel?.postMessage(conversationId);
  }
}

function start(): void {
  if (!('WebChat' in window)) {
    notice(PHRASES.tooOld);
    return;
  }
  const connection = new Connection({
    connected(client, session) {
      if (shown?.session.conversationId !== session.conversationId) {
        shown?.line.close();
        show(lineOf(session), session);
      }
      shown?.line.attach(client);
    },
    notice,
  });
  const lineOf = (session: Session): Line => {
    const line = new Line(session.token, waiting, {
      forgotten() {
        if (shown?.line !== line) return;
        show(line, session);
        pages.tell(session.conversationId);
      },
      gone: () => void connection.connect(),
    });
    return line;
  };
  // Everything of the person was deleted, what other pages show too.
  const pages = new OtherPages((conversationId) => {
    if (conversationId !== shown?.session.conversationId) void connection.connect(true);
  });
  onAppearanceChange(render);
  addCopyButtons(chat, announce);
  keepUnfinishedSyllables(chat);
  onePressEach(chat);
  addEventListener('focus', focusBox);
  const drawn = new MutationObserver(() => {
    if (!chat.querySelector('textarea')) return;
    drawn.disconnect();
    if (document.hasFocus()) focusBox();
  });
  drawn.observe(chat, { childList: true, subtree: true });
  element('new-chat').addEventListener('click', () => {
    void connection.connect(true).then((begun) => {
      if (!begun) return;
      announce(PHRASES.newChatBegun);
      chat.querySelector('textarea')?.focus();
    });
  });
  if (window.parent !== window) tellEscape();
  void connection.connect();
}

start();
