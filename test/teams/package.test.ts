import { readdirSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { decode } from 'fast-png';
import { strFromU8, unzipSync } from 'fflate';
import { readTeamsSettings } from '../../src/channels/settings.js';
import { packTeamsApp } from '../../src/channels/teams-app.js';
import { readCommand } from '../../src/text/command.js';
import { projectDir } from '../support/knowledge.js';

const GUID = '11111111-2222-3333-4444-555555555555';
const settings = readTeamsSettings({ MicrosoftAppId: GUID, PUBLIC_URL: 'https://guide.example.com/' });
const teamsDir = path.join(projectDir, 'teams');
/** Microsoft's schemas, from Microsoft's package. */
const schemasDir = path.join(projectDir, 'node_modules/@microsoft/app-manifest/build/json-schemas/teams');

interface Command {
  title: string;
  description: string;
}

interface Manifest {
  $schema: string;
  manifestVersion: string;
  id: string;
  developer: Record<'websiteUrl' | 'privacyUrl' | 'termsOfUseUrl', string>;
  localizationInfo: { defaultLanguageTag: string; additionalLanguages: Array<{ languageTag: string; file: string }> };
  name: Record<'short' | 'full', string>;
  description: Record<'short' | 'full', string>;
  accentColor: string;
  bots: Array<{ commandLists: Array<{ scopes: string[]; commands: Command[] }> }>;
  validDomains: string[];
}

let files: Record<string, Uint8Array>;
let manifest: Manifest;
let english: Record<string, string>;
let problemsOfManifest: (value: unknown) => string[];
let problemsOfLanguage: (value: unknown) => string[];

const jsonOf = (name: string): unknown => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));

async function validator(version: string, name: string): Promise<(value: unknown) => string[]> {
  // Patterns of the schema are no valid regular expressions in Unicode mode.
  const ajv = new AjvDraft04.default({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(await readFile(path.join(schemasDir, `v${version}`, name), 'utf8')));
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

beforeAll(async () => {
  files = unzipSync(await packTeamsApp(settings, teamsDir));
  manifest = jsonOf('manifest.json') as Manifest;
  english = jsonOf('en-us.json') as Record<string, string>;
  problemsOfManifest = await validator(manifest.manifestVersion, 'MicrosoftTeams.schema.json');
  problemsOfLanguage = await validator(manifest.manifestVersion, 'MicrosoftTeams.Localization.schema.json');
});

describe('the manifest', () => {
  test('is valid by the schema that it names', () => {
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`);
    expect(problemsOfManifest(manifest)).toEqual([]);
  });

  test('follows the newest released schema', () => {
    const versions = readdirSync(schemasDir).flatMap((name) => /^v1\.(\d+)$/.exec(name)?.[1] ?? []);
    expect(manifest.manifestVersion).toBe(`1.${Math.max(...versions.map(Number))}`);
  });

  test.each<[string, (broken: Manifest) => unknown, string]>([
    ['a short name of 31 letters', (broken) => Object.assign(broken.name, { short: '가'.repeat(31) }), '/name/short'],
    [
      'a short description of 81',
      (broken) => Object.assign(broken.description, { short: '가'.repeat(81) }),
      '/description/short',
    ],
    ['an id that is no GUID', (broken) => Object.assign(broken, { id: 'guide' }), '/id'],
    [
      'an address without scheme',
      (broken) => Object.assign(broken.developer, { privacyUrl: 'guide/privacy' }),
      '/developer',
    ],
    ['an unknown scope', (broken) => broken.bots[0]?.commandLists[0]?.scopes.push('everywhere'), '/scopes/1'],
    ['a property of no schema', (broken) => Object.assign(broken, { secret: 1 }), ' must NOT have additional'],
    ['no accent colour', (broken) => Reflect.deleteProperty(broken, 'accentColor'), "property 'accentColor'"],
  ])('would fail with %s', (_what, breakIt, problem) => {
    const broken = structuredClone(manifest);
    breakIt(broken);
    expect(problemsOfManifest(broken)).toContainEqual(expect.stringContaining(problem));
  });

  test('is the app of the bot, for persons, teams and group chats', () => {
    expect(manifest.id).toBe(GUID);
    expect(manifest.bots).toHaveLength(1);
    expect(manifest.bots[0]).toMatchObject({
      botId: GUID,
      scopes: ['personal', 'team', 'groupChat'],
      supportsFiles: false,
      isNotificationOnly: false,
    });
  });

  test('asks for no permissions', () => {
    for (const name of ['permissions', 'devicePermissions', 'authorization', 'webApplicationInfo'])
      expect(manifest).not.toHaveProperty(name);
  });

  test('names the public address, its host and its pages', () => {
    expect(manifest.validDomains).toEqual(['guide.example.com']);
    expect(manifest.developer).toMatchObject({
      websiteUrl: 'https://guide.example.com/',
      privacyUrl: 'https://guide.example.com/privacy',
      termsOfUseUrl: 'https://guide.example.com/terms',
    });
  });

  test('offers 도움말 and 처음부터 in every scope, and the bot understands them', () => {
    const lists = manifest.bots[0]?.commandLists ?? [];
    expect(lists.flatMap(({ scopes }) => scopes)).toEqual(['personal', 'team', 'groupChat']);
    for (const { commands } of lists) {
      expect(commands.map(({ title }) => title)).toEqual(['도움말', '처음부터']);
      expect(commands.map(({ title }) => readCommand(title)?.name)).toEqual(['help', 'restart']);
      for (const { description } of commands) expect(description).toMatch(/[가-힣]/);
    }
  });
});

describe('English', () => {
  test('is an additional language beside Korean', () => {
    expect(manifest.localizationInfo).toEqual({
      defaultLanguageTag: 'ko-kr',
      additionalLanguages: [{ languageTag: 'en-us', file: 'en-us.json' }],
    });
  });

  test('is valid by the schema of language files', () => {
    expect(english['$schema']).toContain(`/v${manifest.manifestVersion}/MicrosoftTeams.Localization.schema.json`);
    expect(problemsOfLanguage(english)).toEqual([]);
    expect(problemsOfLanguage({ ...english, 'name.short': 'x'.repeat(31) })).not.toEqual([]);
    expect(problemsOfLanguage({ ...english, 'name.long': 'x' })).not.toEqual([]);
  });

  test('has each name, description and command that Korean has', () => {
    const commands = (manifest.bots[0]?.commandLists ?? []).flatMap((list, i) =>
      list.commands.flatMap((_command, k) =>
        ['title', 'description'].map((property) => `bots[0].commandLists[${i}].commands[${k}].${property}`),
      ),
    );
    const expected = ['$schema', 'name.short', 'name.full', 'description.short', 'description.full', ...commands];
    expect(Object.keys(english).sort()).toEqual(expected.sort());
  });

  test('has commands that the bot understands as the Korean ones', () => {
    const names = Object.entries(english)
      .filter(([key]) => key.endsWith('.title'))
      .map(([, title]) => readCommand(title)?.name);
    expect(names).toEqual(['help', 'restart', 'help', 'restart', 'help', 'restart']);
  });
});

describe('the icons', () => {
  /** Pixels as [red, green, blue, alpha]. */
  const pixelsOf = (name: string): { size: [number, number]; pixels: number[][] } => {
    const { width, height, channels, data } = decode(files[name] ?? new Uint8Array());
    const pixels = Array.from({ length: width * height }, (_, i) => {
      const pixel = Array.from(data.slice(i * channels, (i + 1) * channels));
      return channels === 4 ? pixel : [...pixel, 255];
    });
    return { size: [width, height], pixels };
  };

  test('the colour icon is 192 × 192 on the accent colour, to its edges', () => {
    const { size, pixels } = pixelsOf('color.png');
    expect(size).toEqual([192, 192]);
    const hex = (pixel: number[] | undefined): string =>
      `#${(pixel ?? []).map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    const edge = pixels.filter((_, i) => i < 192 || i >= 191 * 192 || i % 192 === 0 || i % 192 === 191);
    expect(new Set(edge.map(hex))).toEqual(new Set([`${manifest.accentColor}ff`]));
    expect(pixels.filter((pixel) => pixel[3] !== 255)).toEqual([]);
  });

  test('the outline icon is 32 × 32, white on nothing', () => {
    const { size, pixels } = pixelsOf('outline.png');
    expect(size).toEqual([32, 32]);
    const seen = pixels.filter((pixel) => pixel[3] !== 0);
    expect(seen.filter(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)).toEqual([]);
    expect(seen.length).toBeGreaterThan(100);
    expect(pixels.length - seen.length).toBeGreaterThan(500);
  });
});

describe('the package', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'guide-teams-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  /** A copy of teams/ with another text in place of one in its manifest. */
  async function changed(from: string, to: string): Promise<string> {
    const copy = await mkdtemp(path.join(dir, 'copy-'));
    await cp(teamsDir, copy, { recursive: true });
    const file = path.join(copy, 'manifest.json');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(from, to));
    return copy;
  }

  test('holds the manifest and what it names, at its root', () => {
    expect(Object.keys(files).sort()).toEqual(['color.png', 'en-us.json', 'manifest.json', 'outline.png']);
  });

  test('is the same bytes each time', async () => {
    expect(Buffer.from(await packTeamsApp(settings, teamsDir))).toEqual(
      Buffer.from(await packTeamsApp(settings, teamsDir)),
    );
  });

  test.each([
    ['"outline.png"', '"outlined.png"', 'teams/outlined.png: It cannot be read'],
    ['"outline.png"', '"../outline.png"', '"../outline.png"; name a file of the same folder'],
    ['{{PUBLIC_HOST}}', '{{HOST}}', '"{{HOST}}" is none of {{MicrosoftAppId}}, {{PUBLIC_URL}}, {{PUBLIC_HOST}}'],
    ['"color":', '"colour":', '"icons.color" is not right'],
    ['"icons": {', '"icons": ', 'teams/manifest.json: It is not valid JSON'],
  ])('is not made where %s has become %s', async (from, to, message) => {
    await expect(packTeamsApp(settings, await changed(from, to))).rejects.toMatchObject({
      code: 'TEAMS_FILE_INVALID',
      message: expect.stringContaining(message),
    });
  });

  test('needs the app id and the public address, and says so with what it got', () => {
    expect(() => readTeamsSettings({})).toThrow(
      expect.objectContaining({
        code: 'SETTING_INVALID',
        message: expect.stringMatching(/MicrosoftAppId="" must be the GUID[\s\S]*PUBLIC_URL="" must be the https/),
      }),
    );
    expect(() => readTeamsSettings({ MicrosoftAppId: 'abc', PUBLIC_URL: 'http://a.example' })).toThrow(
      /MicrosoftAppId="abc"[\s\S]*PUBLIC_URL="http:\/\/a\.example"/,
    );
  });
});
