/** What of Microsoft's Web Chat (botframework-webchat, loaded as a script of its own) this page uses. */

export interface Activity {
  type: string;
  id?: string;
  channelData?: { clientActivityID?: string; forgotten?: boolean };
}

export interface Observer<T> {
  next?(value: T): void;
  error?(error: unknown): void;
  complete?(): void;
}

export interface Stream<T> {
  subscribe(observer: Observer<T>): { unsubscribe(): void };
}

/** What Web Chat talks through. */
export interface Connected {
  activity$: Stream<Activity>;
  connectionStatus$: Stream<number>;
  postActivity(activity: Activity): Stream<string>;
  end(): void;
}

/** A request of the client under way, as RxJS has it. */
interface Request {
  catch(handle: (error: { status?: number }) => never): Request;
}

export interface DirectLineClient extends Connected {
  /** Injected into the client by its own constructor's options, which createDirectLine does not pass on. */
  services: { WebSocket: typeof WebSocket; ajax(request: { method?: string }): Request };
}

export interface WebChatStore {
  dispatch(action: { type: string; payload?: unknown }): void;
  getState(): { sendBoxValue?: string };
  subscribe(changed: () => void): () => void;
}

declare global {
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
}
