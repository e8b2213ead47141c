/** What of Microsoft's Web Chat (botframework-webchat, loaded as a script of its own) this page uses. */

interface DirectLineClient {
  connectionStatus$: { subscribe(next: (status: number) => void): { unsubscribe(): void } };
  end(): void;
  /** Injected into the client by its own constructor's options, which createDirectLine does not pass on. */
  services: { WebSocket: typeof WebSocket };
}

interface WebChatStore {
  dispatch(action: { type: string; payload?: unknown }): void;
  getState(): { sendBoxValue?: string };
}

interface Window {
  WebChat: {
    createDirectLine(options: {
      domain: string;
      token: string;
      conversationId?: string;
      webSocket?: boolean;
    }): DirectLineClient;
    createStore(): WebChatStore;
    renderWebChat(options: Record<string, unknown>, element: HTMLElement): void;
  };
}
