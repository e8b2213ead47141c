import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';

/** Publishes signing keys as Microsoft does, or misbehaves as told, and signs tokens. */
export class KeyServer {
  mode: 'ok' | 'slow' | 'error' | 'dead' = 'ok';
  /** Requests for the metadata so far. */
  asked = 0;
  private keys: Array<{ jwk: JWK; sign: CryptoKey; pem: string }> = [];
  private readonly server = http.createServer((req, res) => this.answer(req, res));

  static async start(): Promise<KeyServer> {
    const server = new KeyServer();
    await server.rotate('key-1');
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `${this.origin}/openid`;
  }

  /** A new key in place of the old ones. */
  async rotate(kid: string): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', endorsements: ['msteams', 'emulator'] };
    this.keys = [{ jwk, sign: privateKey, pem: await exportSPKI(publicKey) }];
  }

  /** The public key, with which a forger may sign. */
  get publicPem(): string {
    return this.keys[0]?.pem ?? '';
  }

  /** A token as a channel sends it. */
  async token(
    claims: Record<string, unknown>,
    { kid, expires = '1h' }: { kid?: string; expires?: string | number } = {},
  ) {
    const [key] = this.keys;
    if (!key) throw new Error('no key');
    return new SignJWT({ iss: 'https://api.botframework.com', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: kid ?? String(key.jwk.kid) })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(key.sign);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(req: http.IncomingMessage, res: http.ServerResponse): void {
    this.asked += Number(req.url === '/openid');
    if (this.mode === 'slow') return;
    if (this.mode === 'dead') {
      req.socket.destroy();
      return;
    }
    res.writeHead(this.mode === 'ok' ? 200 : 500, { 'content-type': 'application/json' });
    const body =
      req.url === '/openid' ? { jwks_uri: `${this.origin}/keys` } : { keys: this.keys.map(({ jwk }) => jwk) };
    res.end(JSON.stringify(body));
  }
}
