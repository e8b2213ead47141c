import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { KeysUnavailable, SigningKeys } from '../../src/channels/signing-keys.js';
import { type Answer, activity, Connector, post } from '../support/client.js';
import { KeyServer } from '../support/key-server.js';
import { RunningBot } from '../support/running-bot.js';

const APP = '00000000-1111-2222-3333-444444444444';
const TENANT = '99999999-1111-2222-3333-444444444444';

let keys: KeyServer;
let connector: Connector;
beforeEach(async () => {
  keys = await KeyServer.start();
  connector = await Connector.start();
});
afterEach(async () => {
  await keys.stop();
  await connector.stop();
});

describe('who sends is known before anything is acknowledged', () => {
  let bot: RunningBot;
  beforeEach(async () => {
    bot = await RunningBot.start({
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: APP,
      MicrosoftAppPassword: 'secret',
      MicrosoftAppTenantId: TENANT,
      BotOpenIdMetadata: keys.url,
    });
  });
  afterEach(async () => {
    await bot.remove();
  });

  const send = (token: string): Promise<Answer> =>
    post(
      `http://127.0.0.1:${bot.port}/api/messages`,
      JSON.stringify(activity(connector, { text: '도움말', channelId: 'msteams' })),
      { authorization: `Bearer ${token}` },
    );
  const claims = (): Record<string, unknown> => ({ aud: APP, serviceurl: connector.url });
  const turns = async (): Promise<number> => {
    const dir = path.join(bot.dataDir, 'journal');
    const files = (await readdir(dir)).filter((name) => name.endsWith('.jsonl'));
    const texts = await Promise.all(files.map((name) => readFile(path.join(dir, name), 'utf8')));
    return texts.join('').split('\n').filter(Boolean).length;
  };

  test('a genuine token is answered', async () => {
    expect((await send(await keys.token(claims()))).status).toBe(200);
    expect(await turns()).toBe(1);
  });

  test.each<[string, () => Promise<string>]>([
    ['expired', async () => keys.token(claims(), { expires: 1_000_000_000 })],
    ['for another bot', async () => keys.token({ ...claims(), aud: TENANT })],
    ['of another issuer', async () => keys.token({ ...claims(), iss: 'https://evil.example' })],
    ['of another connector', async () => keys.token({ ...claims(), serviceurl: 'https://evil.example' })],
    ['of a key that nobody has', async () => keys.token(claims(), { kid: 'key-9' })],
    [
      'signed with the public key',
      async () =>
        new SignJWT({ iss: 'https://api.botframework.com', ...claims() })
          .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(keys.publicPem)),
    ],
    [
      'not signed',
      async () =>
        new UnsecuredJWT({ iss: 'https://api.botframework.com', ...claims() }).setExpirationTime('1h').encode(),
    ],
    ['no token at all', async () => 'abc'],
  ])('one that is %s is refused with 401, and no turn runs', async (_what, make) => {
    const { status, body } = await send(await make());
    expect({ status, ...JSON.parse(body) }).toMatchObject({ status: 401, code: 'Unauthorized' });
    expect(await turns()).toBe(0);
  });

  test.each(['slow', 'dead', 'error'] as const)(
    'while the key server is %s a message is sent back with 503, to be sent again; then it is answered',
    async (mode) => {
      keys.mode = mode;
      const token = await keys.token(claims());
      expect((await send(token)).status).toBe(503);
      expect(await turns()).toBe(0);
      keys.mode = 'ok';
      await new Promise((resolve) => setTimeout(resolve, 2100));
      expect((await send(token)).status).toBe(200);
      expect(await turns()).toBe(1);
    },
    15_000,
  );

  test('an outage after keys were had is not noticed', async () => {
    const token = await keys.token(claims());
    await send(token);
    keys.mode = 'dead';
    expect((await send(token)).status).toBe(200);
  });

  test('stopping is quick while keys are waited for', async () => {
    keys.mode = 'slow';
    const pending = send(await keys.token(claims())).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = Date.now();
    await bot.stop();
    expect(Date.now() - started).toBeLessThan(6000);
    await pending;
  });
});

describe('signing keys', () => {
  let now = 0;
  const day = 24 * 60 * 60 * 1000;
  const fresh = (): SigningKeys => {
    now = 1e12;
    return new SigningKeys(keys.url, () => now);
  };

  test('are kept for five days where no new ones can be had, and asked for once for many at a time', async () => {
    const kept = fresh();
    const found = await Promise.all(Array.from({ length: 20 }, () => kept.getKey('key-1')));
    expect(found.every((key) => key !== null)).toBe(true);
    expect(keys.asked).toBe(1);
    keys.mode = 'dead';
    now += 4 * day;
    expect(await kept.getKey('key-1')).not.toBeNull();
    now += 2 * day;
    await expect(kept.getKey('key-1')).rejects.toThrow(KeysUnavailable);
    expect(kept.isReady).toBe(false);
  });

  test('a new key is found within a minute; unknown ones do not make the server a target', async () => {
    const kept = fresh();
    await kept.getKey('key-1');
    await keys.rotate('key-2');
    for (let i = 0; i < 100; i += 1) expect(await kept.getKey(`forged-${i}`)).toBeNull();
    expect(keys.asked).toBe(1);
    now += 61_000;
    expect(await kept.getKey('key-2')).not.toBeNull();
    expect(keys.asked).toBe(2);
  });

  test('of keys that a day has passed over, nobody waits for fresher ones', async () => {
    const kept = fresh();
    await kept.getKey('key-1');
    now += 2 * day;
    keys.mode = 'slow';
    expect(await kept.getKey('key-1')).not.toBeNull();
  });
});
