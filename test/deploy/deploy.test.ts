import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { readSettings } from '../../src/channels/settings.js';
import { projectDir } from '../support/knowledge.js';
import { RunningBot } from '../support/running-bot.js';
import { AZURE, callsIn, Deployment, expressionsIn, type Json, parse, type Resource, type Template } from './arm.js';

const read = (file: string): string => readFileSync(path.join(projectDir, file), 'utf8');

const template = JSON.parse(read('deploy/azuredeploy.json')) as Template;
const dockerfile = read('Dockerfile');
const operations = read('docs/operations.md');
const packageJson = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Settings that App Service itself reads. */
const OF_APP_SERVICE = [
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'WEBSITE_RUN_FROM_PACKAGE',
  'WEBSITE_WARMUP_PATH',
  'WEBSITE_WARMUP_STATUSES',
  'WEBSITES_CONTAINER_STOP_TIME_LIMIT',
  'WEBSITES_ENABLE_APP_SERVICE_STORAGE',
  'WEBSITES_PORT',
];

const parametersIn = (file: string): Record<string, Json> => {
  const { parameters } = JSON.parse(read(file)) as { parameters: Record<string, { value: Json }> };
  return Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
};

const msi = parametersIn('deploy/parameters.user-assigned-msi.json');
const singleTenant: Record<string, Json> = {
  ...parametersIn('deploy/parameters.single-tenant.json'),
  appPassword: 'the-secret',
};
const image = { containerImage: 'example.azurecr.io/backup-guide:0.1.0' };
const ways: Array<[string, Record<string, Json>]> = [
  ['a managed identity, a zip', msi],
  ['an app registration, a zip', singleTenant],
  ['a managed identity, a container', { ...msi, ...image }],
  ['an app registration, a container', { ...singleTenant, ...image }],
  ['a managed identity, the own Direct Line', { ...msi, webChatThroughAzure: false }],
];

const deployed = (given: Record<string, Json>): Resource[] => new Deployment(template, given).resources();

function find(given: Record<string, Json>, name: string, type?: string): Resource {
  const found = deployed(given).filter((one) => one.name === name && (type === undefined || one.type === type));
  expect(found).toHaveLength(1);
  return found[0] as Resource;
}

const bot = (given: Record<string, Json>): Record<string, Json> =>
  find(given, 'backup-guide-example', 'Microsoft.BotService/botServices')['properties'] as Record<string, Json>;
const site = (given: Record<string, Json>): Resource => find(given, 'backup-guide-example', 'Microsoft.Web/sites');
const siteConfig = (given: Record<string, Json>): Record<string, Json> =>
  (site(given)['properties'] as { siteConfig: Record<string, Json> }).siteConfig;
const settings = (given: Record<string, Json>): Record<string, string> =>
  find(given, 'backup-guide-example/appsettings')['properties'] as Record<string, string>;

describe('the template', () => {
  test('has the form of a template', () => {
    expect(Object.keys(template).sort()).toEqual([
      '$schema',
      'contentVersion',
      'metadata',
      'outputs',
      'parameters',
      'resources',
      'variables',
    ]);
    expect(template.$schema).toBe('https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#');
    for (const [name, { type, metadata, defaultValue, allowedValues }] of Object.entries(template.parameters)) {
      expect([name, type]).toEqual([name, expect.stringMatching(/^(?:string|securestring|int|bool)$/)]);
      expect([name, metadata.description]).toEqual([name, expect.stringMatching(/\.$/)]);
      if (allowedValues && defaultValue !== undefined) expect(allowedValues).toContain(defaultValue);
    }
    for (const { type, apiVersion, name } of template.resources)
      expect([type, apiVersion, name]).toEqual([
        expect.stringMatching(/^Microsoft\.\w+(?:\/\w+)+$/),
        // No preview: those are withdrawn.
        expect.stringMatching(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
        expect.any(String),
      ]);
  });

  test('declares every parameter and variable that it uses, and uses every one that it declares', () => {
    const used = { parameters: new Set<string>(), variables: new Set<string>() };
    for (const expression of expressionsIn(template as unknown as Json))
      for (const { name, args } of callsIn(parse(expression)))
        if (name === 'parameters' || name === 'variables') {
          expect(args).toEqual([{ kind: 'value', value: expect.any(String) }]);
          used[name].add((args[0] as { value: string }).value);
        }
    expect([...used.parameters].sort()).toEqual(Object.keys(template.parameters).sort());
    expect([...used.variables].sort()).toEqual(Object.keys(template.variables).sort());
  });

  test.each(ways)('depends on resources that it has, without a circle: %s', (_way, given) => {
    const all = template.resources.map((resource) => ({ ...resource, condition: true }));
    const resources = new Deployment({ ...template, resources: all }, given).resources();
    const waiting = new Map(resources.map((one) => [Deployment.idOf(one), one.dependsOn ?? []]));
    expect(waiting.size).toBe(resources.length);
    for (const [id, needs] of waiting) for (const need of needs) expect([id, waiting.has(need)]).toEqual([id, true]);
    while (waiting.size > 0) {
      const ready = [...waiting].filter(([, needs]) => needs.every((need) => !waiting.has(need)));
      expect(ready.length).toBeGreaterThan(0);
      for (const [id] of ready) waiting.delete(id);
    }
  });

  test('waits for what it asks something of', () => {
    for (const resource of template.resources) {
      const needs = resource.dependsOn ?? [];
      for (const expression of expressionsIn({ ...resource, dependsOn: [] } as Json))
        for (const { name, args } of callsIn(parse(expression)))
          if (name === 'reference' || name === 'listChannelWithKeys') {
            const [id] = args;
            const target = id?.kind === 'call' ? (id.args[0] as { value: string }).value : '';
            expect([resource.type, needs]).toEqual([
              resource.type,
              expect.arrayContaining([`[variables('${target}')]`]),
            ]);
          }
    }
  });

  test('has no secret in outputs, defaults or parameter files', () => {
    for (const [, given] of ways)
      for (const value of Object.values(new Deployment(template, given).outputs()))
        expect([AZURE.directLineSecret, 'the-secret']).not.toContain(value);
    expect(template.parameters['appPassword']).toMatchObject({ type: 'securestring', defaultValue: '' });
    for (const file of readdirSync(path.join(projectDir, 'deploy')).filter((name) => name.startsWith('parameters.')))
      expect(Object.keys(parametersIn(`deploy/${file}`))).not.toContain('appPassword');
  });
});

describe('what is deployed', () => {
  test.each(ways)(
    'is one instance that is always on, healthy by /healthz and reached by TLS only: %s',
    (_way, given) => {
      expect(find(given, 'backup-guide-example', 'Microsoft.Web/serverfarms')).toMatchObject({
        kind: 'linux',
        sku: { capacity: 1 },
        properties: { reserved: true },
      });
      expect(site(given)['properties']).toMatchObject({ httpsOnly: true, reserved: true });
      expect(siteConfig(given)).toMatchObject({
        numberOfWorkers: 1,
        alwaysOn: true,
        healthCheckPath: '/healthz',
        minTlsVersion: '1.2',
        ftpsState: 'Disabled',
        http20Enabled: true,
        webSocketsEnabled: true,
      });
      expect(deployed(given).map(({ type }) => type)).not.toContain('Microsoft.Web/sites/slots');
    },
  );

  test.each(ways)('is started with settings that somebody reads, and that the bot starts with: %s', (_way, given) => {
    const source = read('src/channels/settings.ts');
    const keeper = read('deploy/keep-data.ts');
    const all = settings(given);
    for (const [name, value] of Object.entries(all)) {
      expect([name, value]).toEqual([name, expect.any(String)]);
      const readBy = [
        new RegExp(`^ {2}${name}: `, 'm').test(source) && 'the bot',
        new RegExp(`\\b${name}\\b`).test(keeper) && 'keep-data',
        OF_APP_SERVICE.includes(name) && 'App Service',
      ];
      expect([name, readBy.some(Boolean)]).toEqual([name, true]);
    }
    // App Service gives a port of its own to a zip.
    const { app, ...others } = readSettings({ PORT: '8080', ...all, MicrosoftAppId: AZURE.clientId });
    expect(app).toEqual({
      type: given['appType'],
      id: AZURE.clientId,
      tenantId: AZURE.tenantId,
      password: given['appType'] === 'SingleTenant' ? 'the-secret' : '',
    });
    expect(others).toMatchObject({
      host: '0.0.0.0',
      dataDir: '/tmp/backup-guide',
      retentionDays: 30,
      logLevel: 'info',
    });
    expect(all['KEEP_DIR']).toBe('/home/backup-guide');
    expect(all['DIRECT_LINE_SECRET']).toBe(given['webChatThroughAzure'] === false ? undefined : AZURE.directLineSecret);
  });

  test('is the identity itself, or the app registration', () => {
    expect(bot(msi)).toMatchObject({
      msaAppType: 'UserAssignedMSI',
      msaAppId: AZURE.clientId,
      msaAppMSIResourceId: expect.stringContaining('/userAssignedIdentities/backup-guide-example'),
    });
    expect(settings(msi)['MicrosoftAppId']).toBe(AZURE.clientId);
    expect(site(msi)['identity']).toEqual({
      type: 'UserAssigned',
      userAssignedIdentities: { [bot(msi)['msaAppMSIResourceId'] as string]: {} },
    });
    expect(bot(singleTenant)).toMatchObject({
      msaAppType: 'SingleTenant',
      msaAppId: singleTenant['appId'],
      msaAppMSIResourceId: '',
    });
    expect(settings(singleTenant)['MicrosoftAppId']).toBe(singleTenant['appId']);
    expect(site(singleTenant)['identity']).toEqual({ type: 'None' });
  });

  test('takes its messages at the address that people use, with the Teams and Direct Line channels', () => {
    const own = { ...msi, publicUrl: 'https://bot.example.com' };
    expect(bot(msi)['endpoint']).toBe('https://backup-guide-example.azurewebsites.net/api/messages');
    expect(bot(own)['endpoint']).toBe('https://bot.example.com/api/messages');
    expect(settings(own)['PUBLIC_URL']).toBe('https://bot.example.com');
    expect(find(own, 'backup-guide-example/MsTeamsChannel')['properties']).toMatchObject({
      channelName: 'MsTeamsChannel',
      properties: { isEnabled: true },
    });
    expect(find(own, 'backup-guide-example/DirectLineChannel')['properties']).toMatchObject({
      channelName: 'DirectLineChannel',
      properties: {
        sites: [
          {
            isEnabled: true,
            isV1Enabled: false,
            isV3Enabled: true,
            isSecureSiteEnabled: true,
            trustedOrigins: ['https://backup-guide-example.azurewebsites.net', 'https://bot.example.com'],
          },
        ],
      },
    });
  });

  test('runs what the build makes and the image holds', () => {
    for (const [, given] of ways) {
      const [node, script, ...more] = String(siteConfig(given)['appCommandLine']).split(' ');
      expect([node, more]).toEqual(['node', []]);
      expect(existsSync(path.join(projectDir, String(script).replace(/^dist\/(.*)\.js$/, '$1.ts')))).toBe(true);
    }
    expect(siteConfig(msi)['linuxFxVersion']).toBe('NODE|22-lts');
    expect(siteConfig({ ...msi, ...image })).toMatchObject({
      linuxFxVersion: `DOCKER|${image.containerImage}`,
      acrUseManagedIdentityCreds: true,
      acrUserManagedIdentityID: AZURE.clientId,
    });
    expect(settings({ ...msi, ...image })['WEBSITES_PORT']).toBe(/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]);
  });
});

describe('expressions', () => {
  test('that Azure would refuse are refused', () => {
    for (const wrong of ["[concat('a'", "[concat('a')", "[concat('a',)]", "[concat('a') b]", '[parameters]', "['a'.]"])
      expect(() => parse(wrong)).toThrow('not an expression');
    const one = (value: Json): Template => ({ ...template, outputs: { out: { type: 'string', value } } });
    const run = (value: Json): unknown => new Deployment(one(value), msi).outputs()['out'];
    expect(run("[concat('it''s ', if(equals(1, 1), 'so', parameters('none')))]")).toBe("it's so");
    expect(() => run("[parameters('none')]")).toThrow('no parameter "none"');
    expect(() => run("[variables('none')]")).toThrow('no variable "none"');
    expect(() => run("[nothing('a')]")).toThrow('no function "nothing"');
    expect(() => run("[resourceId('Microsoft.Web/sites/config', 'a')]")).toThrow('needs 2 names');
    expect(() => run("[reference(resourceId('Microsoft.Web/sites', 'other')).x]")).toThrow('is not made');
    expect(() => new Deployment(template, { ...msi, appType: 'MultiTenant' }).resources()).toThrow('is no value');
    expect(() => new Deployment(template, { ...msi, appTyp: 'SingleTenant' })).toThrow('no parameter appTyp');
  });
});

describe('the Dockerfile', () => {
  /** Instructions of the last stage, those that go over lines in one. */
  const lastStage = dockerfile
    .replaceAll('\\\n', ' ')
    .split(/^FROM .*$/m)
    .at(-1)
    ?.split('\n')
    .filter((line) => /^[A-Z]+ /.test(line)) as string[];

  test('has no finding of its linter, which has some of others', () => {
    expect(validate(dockerfile)).toEqual([]);
    expect(validate(dockerfile.replace('HEALTHCHECK', 'HEALTHCHEC'))).not.toEqual([]);
    expect(validate(dockerfile.replace('EXPOSE 3978', 'EXPOSE port'))).not.toEqual([]);
  });

  test('copies files that are there, and the image holds what runs and no more', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
      String(names).split(' '),
    );
    for (const name of copied) expect([name, existsSync(path.join(projectDir, name))]).toEqual([name, true]);
    expect(lastStage.filter((line) => line.startsWith('COPY'))).toEqual([
      'COPY package.json LICENSE ./',
      'COPY --from=packages /app/node_modules node_modules',
      'COPY corpus corpus',
      'COPY --from=build /app/dist dist',
    ]);
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.env.*', 'data', 'node_modules', 'dist', '.git']));
    for (const name of [...copied, 'src', 'dialogs', 'deploy']) expect(ignored).not.toContain(name);
  });

  test('is not run as root, nor through npm, and its health check asks the port it listens on', async () => {
    const at = (start: string): number => lastStage.findIndex((line) => line.startsWith(start));
    expect(at('USER node')).toBeGreaterThan(at('RUN'));
    expect(lastStage.at(-1)).toBe('CMD ["node", "dist/src/server/index.js"]');
    const check = JSON.parse(/HEALTHCHECK .*CMD (\[.*\])/.exec(lastStage.join('\n'))?.[1] ?? '[]') as string[];
    expect(check.slice(0, 2)).toEqual(['node', '-e']);
    const [, ...args] = check;
    const run = (port: number): Promise<unknown> =>
      promisify(execFile)(process.execPath, args, { env: { ...process.env, PORT: String(port) }, timeout: 10_000 });
    const running = await RunningBot.start();
    // Also where the check fails: a bot left running would hold the tests up.
    await run(running.port).finally(() => running.remove());
    await expect(run(running.port)).rejects.toThrow('Command failed');
    const env = /^ENV (.*)$/m.exec(lastStage.join('\n'))?.[1] ?? '';
    const given = Object.fromEntries(env.split(/\s+/).map((pair) => pair.split('=') as [string, string]));
    expect(readSettings(given)).toMatchObject({ host: '0.0.0.0', port: 3978, dataDir: '/data' });
    expect(lastStage).toContain('VOLUME /data');
  });
});

describe('docs/operations.md', () => {
  const blocks = [...operations.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => String(block));
  const code = [...operations.matchAll(/`([^`\n]+)`/g)].map(([, words]) => String(words));

  test('has commands that are well-formed', () => {
    expect(blocks.length).toBeGreaterThan(15);
    for (const block of blocks) execFileSync('bash', ['-n'], { input: block });
    expect(() => execFileSync('bash', ['-n'], { input: 'if true', stdio: 'pipe' })).toThrow('Command failed');
  });

  test('names scripts that there are', () => {
    const named = [...operations.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => String(name));
    expect(named).toContain('build');
    for (const name of named) expect(Object.keys(packageJson.scripts)).toContain(name);
  });

  test('names files and headings that there are', () => {
    const linked = [...operations.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => String(target));
    for (const target of linked)
      if (target.startsWith('#'))
        expect(operations.toLowerCase()).toContain(`\n## ${target.slice(1).replaceAll('-', ' ')}`);
      else expect([target, existsSync(path.join(projectDir, 'docs', target))]).toEqual([target, true]);
    const files = [...operations.matchAll(/(?<![\w./-])(?:deploy|docs|src|test|corpus|dialogs|dist)\/[\w./-]*\w/g)]
      .map(([file]) => file)
      .filter((file) => !file.startsWith('dist/teams/'))
      .map((file) => file.replace(/^dist\/(.*)\.js$/, '$1.ts'));
    expect(files).toContain('deploy/azuredeploy.json');
    for (const file of files) expect([file, existsSync(path.join(projectDir, file))]).toEqual([file, true]);
  });

  test('packs what the image holds', () => {
    const packed = /^cp -r (.*) package\/$/m.exec(operations)?.[1]?.split(' ');
    expect(packed).toEqual(['package.json', 'package-lock.json', 'LICENSE', 'corpus', 'dist']);
  });

  test('gives the template parameters that it has, and describes them all with their defaults', () => {
    const given = [...blocks.join('\n').matchAll(/--parameters ((?:\w+="[^"]*" ?)+)/g)].flatMap(([, pairs]) =>
      [...String(pairs).matchAll(/(\w+)=/g)].map(([, name]) => String(name)),
    );
    expect(given.sort()).toEqual(['appId', 'appPassword', 'name', 'name']);
    for (const name of given) expect(Object.keys(template.parameters)).toContain(name);
    for (const name of Object.keys(template.parameters)) expect(code).toContain(name);
    for (const name of ['appType', 'retentionDays', 'logLevel', 'webChatThroughAzure'])
      expect(operations).toContain(`\`${name}\` | \`${template.parameters[name]?.defaultValue}\``);
    const outputs = [...operations.matchAll(/properties\.outputs\.(\w+)\.value/g)].map(([, name]) => String(name));
    expect(outputs).toEqual(['appId']);
    expect(Object.keys(template.outputs)).toContain('appId');
  });

  test('names settings, errors and log lines that the program has', () => {
    const sources = ['src', 'dialogs', 'deploy']
      .flatMap((dir) =>
        readdirSync(path.join(projectDir, dir), { recursive: true }).map((name) => path.join(dir, String(name))),
      )
      .filter((name) => name.endsWith('.ts'))
      .map(read)
      .join('\n');
    const capitals = code.filter((word) => /^[A-Z]+(?:_[A-Z]+)+$/.test(word));
    expect(capitals).toEqual(expect.arrayContaining(['SETTING_INVALID', 'RETENTION_DAYS']));
    for (const word of capitals) if (!OF_APP_SERVICE.includes(word)) expect(sources).toContain(word);
    const lines = [...operations.matchAll(/^\| Log: `([a-z][^`]+)`/gm)].map(([, line]) => String(line));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(sources).toContain(line);
  });

  test('has a cause and a cure for each symptom', () => {
    const [, table] = operations.split('\n## When something fails\n');
    const rows = String(table)
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('|')) as string[];
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      const cells = row.split('|').slice(1, -1);
      expect([row, cells.length, cells.every((cell) => cell.trim() !== '')]).toEqual([row, 3, true]);
    }
  });
});
