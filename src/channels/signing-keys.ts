import { createPublicKey } from 'node:crypto';
import { AuthenticationConstants } from 'botframework-connector/lib/auth/authenticationConstants.js';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import * as v from 'valibot';

/** A key as the SDK wants it. */
interface SigningKey {
  /** PEM. */
  key: string;
  endorsements?: string[];
}

/** No keys can be had now, so that nobody knows whether a token is genuine. The sender may send again. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** A key server that takes longer is down. Callers wait 3 s at most elsewhere; Teams waits 15. */
const ANSWER_LIMIT_MS = 4000;
/** Keys are asked for anew after a day, as the SDK does; where nobody answers, what is known stays valid for five. */
const FRESH_MS = 24 * 60 * 60 * 1000;
const VALID_MS = 5 * FRESH_MS;
/** A key that is not among the known ones asks the server at most so often, so that forged tokens cannot make it a target. */
const ASK_AGAIN_MS = 60_000;
/** After a failure the server is left alone for this long. */
const PAUSE_MS = 2000;
/** Bytes of a key set; Microsoft's has some 20 KB. */
const LARGEST = 1_000_000;

const metadata = v.object({ jwks_uri: v.pipe(v.string(), v.url()) });
const keySet = v.object({
  keys: v.array(v.looseObject({ kid: v.string(), kty: v.string(), endorsements: v.optional(v.array(v.string())) })),
});

/** The keys with which a channel signs its tokens, kept over outages of the server that publishes them. */
export class SigningKeys {
  private known = new Map<string, SigningKey>();
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private failedAt = Number.NEGATIVE_INFINITY;
  private failure: unknown;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether a token could be checked now. */
  get isReady(): boolean {
    return this.age < VALID_MS || this.failure === undefined;
  }

  /** The key of an id; null where the server has none. Throws KeysUnavailable where that cannot be known. */
  async getKey(id: string): Promise<SigningKey | null> {
    const key = this.age < VALID_MS ? this.known.get(id) : undefined;
    if (key) {
      // Nobody waits for fresher keys while the known ones hold.
      if (this.age >= FRESH_MS) void this.ask().catch(() => undefined);
      return key;
    }
    if (this.age >= ASK_AGAIN_MS) await this.ask();
    return this.known.get(id) ?? null;
  }

  private get age(): number {
    return this.now() - this.fetchedAt;
  }

  private ask(): Promise<void> {
    if (this.now() - this.failedAt < PAUSE_MS) return Promise.reject(this.unavailable());
    this.asking ??= this.fetchKeys()
      .catch((cause: unknown) => {
        this.failedAt = this.now();
        this.failure = cause;
        throw this.unavailable();
      })
      .finally(() => {
        this.asking = undefined;
      });
    return this.asking;
  }

  private unavailable(): KeysUnavailable {
    return new KeysUnavailable(`The signing keys at "${this.url}" cannot be had.`, { cause: this.failure });
  }

  private async fetchKeys(): Promise<void> {
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
    const { jwks_uri: address } = v.parse(metadata, await json(this.url, signal));
    const { keys } = v.parse(keySet, await json(address, signal));
    this.known = new Map(
      keys.flatMap(({ kid, kty, endorsements, ...jwk }): Array<[string, SigningKey]> => {
        if (kty !== 'RSA') return [];
        const pem = createPublicKey({ key: { kty, ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
        return [[kid, { key: String(pem), ...(endorsements ? { endorsements } : {}) }]];
      }),
    );
    this.fetchedAt = this.now();
    this.failure = undefined;
  }
}

async function json(url: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, { signal, redirect: 'error' });
  if (!answer.ok) throw new Error(`"${url}" answered ${answer.status}`);
  const body = await answer.text();
  if (body.length > LARGEST) throw new Error(`"${url}" answered with ${body.length} characters`);
  return JSON.parse(body);
}

/** A token that is provably none of ours: forged, expired, or signed by nobody we know. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
/** Clocks differ; the SDK allows as much. */
const CLOCK_TOLERANCE_S = 300;

/**
 * Checks signature and dates of a bearer token, before the SDK looks at whom it is for: that one writes the keys to the log for
 * each forged token. Throws TokenRefused, or KeysUnavailable where it cannot be known.
 */
export async function checkToken(header: string, { channel, emulator }: KeptKeys): Promise<void> {
  const [scheme, token = ''] = header.split(' ');
  try {
    if (scheme !== 'Bearer') throw new TokenRefused('There is no bearer token.');
    const { kid = '' } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    const keys = iss === AuthenticationConstants.ToBotFromChannelTokenIssuer ? channel : emulator;
    const found = await keys.getKey(kid);
    if (!found) throw new TokenRefused(`Nobody that we know has the key "${kid.slice(0, 100)}".`);
    await jwtVerify(token, createPublicKey(found.key), { algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_S });
  } catch (cause) {
    if (cause instanceof KeysUnavailable || cause instanceof TokenRefused) throw cause;
    throw new TokenRefused(`The token is not valid: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** The keys of channels such as Teams, and those of the Emulator and other bots. */
export interface KeptKeys {
  channel: SigningKeys;
  emulator: SigningKeys;
}

/**
 * Puts our keys in the place of the SDK's, which forgets them after a day although no new ones can be had, waits for a server
 * without a limit, and notices new keys after an hour. `channelUrl`: where a channel's own metadata are (other clouds).
 */
export function keepSigningKeys(channelUrl: string | undefined): KeptKeys {
  const { ToBotFromChannelOpenIdMetadataUrl: channel, ToBotFromEmulatorOpenIdMetadataUrl: emulator } =
    AuthenticationConstants;
  const kept = (JwtTokenExtractor as unknown as { openIdMetadataCache: Map<string, SigningKeys> }).openIdMetadataCache;
  const keys = { channel: new SigningKeys(channelUrl ?? channel), emulator: new SigningKeys(channelUrl ?? emulator) };
  kept.set(channel, keys.channel);
  kept.set(emulator, keys.emulator);
  return keys;
}
