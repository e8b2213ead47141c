import { errors, jwtVerify, SignJWT } from 'jose';
import { DirectLineError } from './errors.js';

/** Who a token stands for. */
export interface Bearer {
  conversation: string;
  user: string;
}

/** What a token opens: requests, one WebSocket, or a new token for the same conversation much later. */
export type Purpose = 'access' | 'stream' | 'resume';

const ISSUER = 'directline';

/** Signed tokens (JWT, HS256), each bound to one conversation and one user. */
export class Tokens {
  constructor(private readonly key: Uint8Array) {}

  /** A token that is good for `seconds`. Its claim `user` is where Web Chat reads the person's id. */
  async issue({ conversation, user }: Bearer, purpose: Purpose, seconds: number): Promise<string> {
    return new SignJWT({ user, conv: conversation })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(purpose)
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .sign(this.key);
  }

  /** Throws TokenExpired or BadToken, both 403: clients take that for a token to be renewed. */
  async verify(token: string, purpose: Purpose): Promise<Bearer> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        audience: purpose,
        algorithms: ['HS256'],
        requiredClaims: ['exp'],
      });
      const { user, conv } = payload;
      if (typeof user === 'string' && typeof conv === 'string') return { user, conversation: conv };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new DirectLineError(403, 'TokenExpired', 'The token has expired. Ask for a new one.');
      if (!(error instanceof errors.JOSEError)) throw error;
    }
    throw new DirectLineError(403, 'BadToken', 'The token is not one of this server. Ask for a new one.');
  }
}
