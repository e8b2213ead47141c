/** A chat session as the server gives it; see ChatSession in src/channels/chat-sessions.ts. */
export interface Session {
  domain: string;
  token: string;
  conversationId: string;
  userId: string;
  started: boolean;
  resume: string;
}

const KEPT = 'backup-guide-session';

interface Kept {
  resume: string;
  token: string;
}

/** Where the browser keeps nothing for us, a reload begins a new conversation. */
let inMemory: Kept | undefined;

function kept(): Partial<Kept> {
  try {
    return (JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Kept | null) ?? inMemory ?? {};
  } catch {
    return inMemory ?? {};
  }
}

function keep({ resume, token }: Session): void {
  inMemory = { resume, token };
  try {
    localStorage.setItem(KEPT, JSON.stringify(inMemory));
  } catch {
    // Storage may be switched off, or closed to frames of other sites.
  }
}

/** Opens the conversation of the last visit, or a new one. Throws where the server does not answer. */
export async function openSession(fresh: boolean): Promise<Session> {
  const response = await fetch('/webchat/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...kept(), ...(fresh ? { fresh } : {}) }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`no session: ${response.status}`);
  const session = (await response.json()) as Session;
  keep(session);
  return session;
}
