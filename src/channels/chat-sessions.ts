import { hkdfSync, randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as v from 'valibot';
import type { DirectLine } from '../directline/direct-line.js';
import { DirectLineError } from '../directline/errors.js';
import { type Bearer, Tokens } from '../directline/tokens.js';
import { GuideError } from '../knowledge/errors.js';

/** What a chat page gets to talk to the bot. */
export interface ChatSession {
  /** Base address of Direct Line; a path is on this server. */
  domain: string;
  token: string;
  conversationId: string;
  userId: string;
  /** The conversation was opened before: there is a past. */
  started: boolean;
  /** Kept by the page; brings the same person back to the same conversation. */
  resume: string;
}

/** What a page asks with: what it kept of the last session, and whether the person wants another conversation. */
export interface SessionRequest {
  resume?: string;
  token?: string;
  fresh?: boolean;
}

export interface ChatSessions {
  open(request: SessionRequest): Promise<ChatSession>;
}

const DAY_SECONDS = 24 * 60 * 60;

/** Direct Line takes ids of people only with this beginning: they stand in the token, where nobody can change them. */
const newUser = (): string => `dl_${randomUUID()}`;

/** The person and conversation of a page that was here before. */
async function comeBack(tokens: Tokens, resume: string | undefined): Promise<Bearer | undefined> {
  if (resume === undefined) return undefined;
  try {
    return await tokens.verify(resume, 'resume');
  } catch (error) {
    // Too old, or of another server: the page begins anew.
    if (error instanceof DirectLineError) return undefined;
    throw error;
  }
}

/** Sessions on the Direct Line of this process. */
export class OwnSessions implements ChatSessions {
  constructor(
    private readonly directLine: DirectLine,
    private readonly path: string,
    private readonly retentionDays: number,
  ) {}

  async open({ resume, fresh = false }: SessionRequest): Promise<ChatSession> {
    const ticket = await comeBack(this.directLine.tokens, resume);
    // Who had everything deleted comes back as somebody new.
    const before = ticket && !(await this.directLine.hasEnded(ticket.user)) ? ticket : undefined;
    const known = before && !fresh ? await this.directLine.find(before.conversation) : undefined;
    const user = before?.user ?? newUser();
    const access = known
      ? await this.directLine.access({ conversation: known.id, user })
      : await this.directLine.create(user);
    const bearer = { conversation: access.conversationId, user };
    return {
      domain: this.path,
      token: access.token,
      conversationId: access.conversationId,
      userId: user,
      started: known !== undefined,
      resume: await this.directLine.tokens.issue(bearer, 'resume', this.retentionDays * DAY_SECONDS),
    };
  }
}

const answer = v.looseObject({ token: v.string(), conversationId: v.string() });

/** Milliseconds that Azure may take to answer. */
const AZURE_LIMIT_MS = 8000;

/** Sessions on Azure's Direct Line: its secret stays here, the page gets a token bound to one conversation and one person. */
export class AzureSessions implements ChatSessions {
  private readonly tokens: Tokens;

  constructor(
    private readonly secret: string,
    private readonly endpoint: string,
    private readonly retentionDays: number,
  ) {
    // The same on every instance that knows the secret, and none of it can be told from what is signed.
    this.tokens = new Tokens(new Uint8Array(hkdfSync('sha256', secret, '', 'chat session', 32)));
  }

  async open({ resume, token, fresh = false }: SessionRequest): Promise<ChatSession> {
    const before = await comeBack(this.tokens, resume);
    const user = before?.user ?? newUser();
    const again = before && !fresh ? await this.again(before, token) : undefined;
    const { token: issued, conversationId } =
      again ?? (await this.ask('POST', 'tokens/generate', this.secret, { user: { id: user } }));
    const bearer = { conversation: conversationId, user };
    return {
      domain: this.endpoint,
      token: issued,
      conversationId,
      userId: user,
      started: again !== undefined,
      resume: await this.tokens.issue(bearer, 'resume', this.retentionDays * DAY_SECONDS),
    };
  }

  /** The same conversation with a new token, as long as Azure has it and binds the token to the person. */
  private async again(before: Bearer, token: string | undefined): Promise<v.InferOutput<typeof answer> | undefined> {
    try {
      const found = await this.ask('GET', `conversations/${encodeURIComponent(before.conversation)}`, this.secret);
      if (isFor(found.token, before)) return found;
      if (token === undefined || !isFor(token, before)) return undefined;
      const renewed = await this.ask('POST', 'tokens/refresh', token);
      return isFor(renewed.token, before) ? renewed : undefined;
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }

  private async ask(
    method: string,
    path: string,
    bearer: string,
    body?: object,
  ): Promise<v.InferOutput<typeof answer>> {
    const response = await fetch(`${this.endpoint}/${path}`, {
      method,
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(AZURE_LIMIT_MS),
    }).catch((cause: unknown) => {
      throw unreachable(`${this.endpoint} does not answer`, cause);
    });
    if (path !== 'tokens/generate' && [401, 403, 404].includes(response.status)) throw new Refused();
    if (!response.ok) throw unreachable(`${this.endpoint}/${path} answered ${response.status}`);
    const parsed = v.safeParse(answer, await response.json().catch(() => undefined));
    if (!parsed.success) throw unreachable(`${this.endpoint}/${path} answered without a token`);
    return parsed.output;
  }
}

/** Azure does not know the token or the conversation any more. */
class Refused extends Error {}

function unreachable(what: string, cause?: unknown): GuideError {
  return new GuideError(
    'DIRECT_LINE_FAILED',
    `Direct Line: ${what}. Check DIRECT_LINE_SECRET and that the server can reach it.`,
    { cause },
  );
}

function isFor(token: string, { user, conversation }: Bearer): boolean {
  try {
    const claims = decodeJwt(token);
    return claims['user'] === user && (claims['conv'] === conversation || claims['conv'] === undefined);
  } catch {
    return false;
  }
}
