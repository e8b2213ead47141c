import { Kept } from './kept.js';
import type { WebChatStore } from './web-chat.js';

const kept = new Kept('sessionStorage', 'backup-guide-draft');

/** Keeps what is being typed while the tab is open: a reload, or a way to another page and back, costs no half message. */
export function keepDraft(store: WebChatStore): void {
  let last = kept.read() ?? '';
  if (last !== '') store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: last } });
  store.subscribe(() => {
    const { sendBoxValue = '' } = store.getState();
    if (sendBoxValue === last) return;
    last = sendBoxValue;
    kept.write(sendBoxValue);
  });
}
