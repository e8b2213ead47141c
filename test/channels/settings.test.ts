import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'dotenv';
import { readSettings } from '../../src/channels/settings.js';
import { projectDir } from '../support/knowledge.js';

const GUID = '11111111-2222-3333-4444-555555555555';

test('without any setting: port 3978, this machine, the embedded corpus, no authentication', () => {
  expect(readSettings({})).toMatchObject({
    port: 3978,
    host: '127.0.0.1',
    corpusDir: path.resolve('corpus'),
    dataDir: path.resolve('data'),
    app: { type: 'None' },
    retentionDays: 30,
    logLevel: 'info',
  });
});

test('.env.example documents each setting, and may be used as it is', () => {
  const example = parse(readFileSync(path.join(projectDir, '.env.example')));
  expect(Object.keys(example).sort()).toEqual([
    'ALLOWED_SERVICE_HOSTS',
    'ALLOW_UNAUTHENTICATED',
    'BotOpenIdMetadata',
    'CORPUS_DIR',
    'DATA_DIR',
    'DIRECT_LINE_ENDPOINT',
    'DIRECT_LINE_SECRET',
    'FRAME_ANCESTORS',
    'HOST',
    'LOG_LEVEL',
    'MAX_DATA_MB',
    'MicrosoftAppId',
    'MicrosoftAppPassword',
    'MicrosoftAppTenantId',
    'MicrosoftAppType',
    'PORT',
    'PROXY_HOPS',
    'PUBLIC_URL',
    'RETENTION_DAYS',
  ]);
  expect(readSettings(example)).toEqual(readSettings({}));
});

describe('bad values are named with their value and the cure', () => {
  test.each([
    [{ PORT: 'abc' }, 'PORT="abc"'],
    [{ PORT: '70000' }, 'PORT="70000"'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL="loud"'],
    [{ RETENTION_DAYS: '0' }, 'RETENTION_DAYS="0"'],
    [{ MicrosoftAppType: 'MultiTenant' }, 'MicrosoftAppType="MultiTenant" must be SingleTenant or UserAssignedMSI'],
    [
      { MicrosoftAppType: 'SingleTenant', MicrosoftAppId: GUID, MicrosoftAppTenantId: GUID },
      'MicrosoftAppPassword is missing',
    ],
    [
      { MicrosoftAppType: 'SingleTenant', MicrosoftAppId: 'x', MicrosoftAppTenantId: GUID, MicrosoftAppPassword: 'p' },
      'MicrosoftAppId="x"',
    ],
    [
      {
        MicrosoftAppType: 'UserAssignedMSI',
        MicrosoftAppId: GUID,
        MicrosoftAppTenantId: GUID,
        MicrosoftAppPassword: 'p',
      },
      'UserAssignedMSI must have none',
    ],
    [{ MicrosoftAppId: GUID }, 'MicrosoftAppType is not'],
    [{ PUBLIC_URL: 'http://guide.example.com' }, 'PUBLIC_URL="http://guide.example.com" must be the https address'],
    [{ PUBLIC_URL: 'guide.example.com' }, 'PUBLIC_URL="guide.example.com"'],
    [{ PUBLIC_URL: 'https://guide.example.com/bot' }, 'without path, query or login'],
    [{ PUBLIC_URL: 'https://guide.example.com/?a=1' }, 'without path, query or login'],
    [{ PUBLIC_URL: 'https://user@guide.example.com' }, 'without path, query or login'],
  ])('%j', (env, message) => {
    expect(() => readSettings(env)).toThrow(
      expect.objectContaining({ code: 'SETTING_INVALID', message: expect.stringContaining(message) }),
    );
  });

  test('all of them at once', () => {
    expect(() => readSettings({ PORT: 'abc', LOG_LEVEL: 'loud' })).toThrow(/PORT="abc"[\s\S]*LOG_LEVEL="loud"/);
  });
});

test('single tenant and managed identity are taken', () => {
  expect(
    readSettings({
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: GUID,
      MicrosoftAppTenantId: GUID,
      MicrosoftAppPassword: 'p',
    }).app.type,
  ).toBe('SingleTenant');
  expect(
    readSettings({ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: GUID, MicrosoftAppTenantId: GUID }).app.type,
  ).toBe('UserAssignedMSI');
});

test('a public address is kept without the slash at its end', () => {
  expect(readSettings({}).publicUrl).toBeUndefined();
  expect(readSettings({ PUBLIC_URL: ' https://Guide.example.com:8443/ ' }).publicUrl).toBe(
    'https://guide.example.com:8443',
  );
});
