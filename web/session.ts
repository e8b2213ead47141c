import { Kept, parsed } from './kept.js';

/** A chat session as the server gives it; see ChatSession in src/channels/chat-sessions.ts. */
export interface Session {
  domain: string;
  token: string;
  conversationId: string;
  userId: string;
  started: boolean;
  resume: string;
}

type Resumable = Pick<Session, 'resume' | 'token'>;

const ofTab = new Kept('sessionStorage', 'backup-guide-session');
const ofAll = new Kept('localStorage', 'backup-guide-session');

/** Where the browser keeps nothing for us, a reload begins a new conversation. */
let inMemory: Resumable | undefined;

/** A tab goes on with its own conversation; a new one, or a later visit, with the last of any. */
function kept(): Partial<Resumable> {
  return inMemory ?? (parsed(ofTab.read() ?? ofAll.read()) as Resumable | undefined) ?? {};
}

/** Keeps a session for the page's next connection, its reload and later visits. */
export function keepSession({ resume, token }: Session): void {
  inMemory = { resume, token };
  for (const storage of [ofTab, ofAll]) storage.write(JSON.stringify(inMemory));
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
  const session = (await response.json()) as Partial<Session>;
  // Some networks answer for others, with pages of their own.
  if (typeof session.token !== 'string') throw new Error('no session: an answer of something else');
  return session as Session;
}
