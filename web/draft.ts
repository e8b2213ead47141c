import type { WebChatStore } from './web-chat.js';

const KEPT = 'backup-guide-draft';

/** Keeps what is being typed while the tab is open: a reload, or a way to another page and back, costs no half message. */
export function keepDraft(store: WebChatStore): void {
  let last = '';
  try {
    last = sessionStorage.getItem(KEPT) ?? '';
  } catch {
    return;
  }
  if (last !== '') store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: last } });
  store.subscribe(() => {
    const { sendBoxValue = '' } = store.getState();
    if (sendBoxValue === last) return;
    last = sendBoxValue;
    try {
      sessionStorage.setItem(KEPT, sendBoxValue);
    } catch {
      // Full: then it is not kept.
    }
  });
}
