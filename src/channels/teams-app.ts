import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import * as v from 'valibot';
import { GuideError } from '../knowledge/errors.js';
import type { TeamsSettings } from './settings.js';

/** What the manifest says of the files beside it. */
const namedFiles = v.object({
  icons: v.object({ color: v.string(), outline: v.string() }),
  localizationInfo: v.optional(v.object({ additionalLanguages: v.optional(v.array(v.object({ file: v.string() }))) })),
});

/** Read as a local time, and zip keeps local times: the same bytes in every time zone. 1980 is the first year it knows. */
const PACKED_AT = '1980-01-01T00:00:00';

/**
 * The app package for Teams: the manifest in `dir`, filled in, with the files that it names, at the root of a zip.
 * The same input gives the same bytes. Throws TEAMS_FILE_INVALID.
 */
export async function packTeamsApp(settings: TeamsSettings, dir: string): Promise<Uint8Array> {
  const manifest = await readManifest(settings, path.join(dir, 'manifest.json'));
  const parsed = v.safeParse(namedFiles, manifest);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw invalid('manifest.json', `"${v.getDotPath(issue) ?? ''}" is not right: ${issue.message}.`);
  }
  const { icons, localizationInfo } = parsed.output;
  const languages = (localizationInfo?.additionalLanguages ?? []).map(({ file }) => file);
  const files: Zippable = { 'manifest.json': Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`) };
  for (const name of [icons.color, icons.outline, ...languages]) files[name] = await readNamed(dir, name);
  return zipSync(files, { level: 9, mtime: PACKED_AT });
}

async function readManifest({ appId, publicUrl }: TeamsSettings, file: string): Promise<unknown> {
  const values: Record<string, string> = {
    MicrosoftAppId: appId,
    PUBLIC_URL: publicUrl,
    PUBLIC_HOST: new URL(publicUrl).host,
  };
  const fillIn = (text: string): string =>
    text.replace(/\{\{(.*?)\}\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined)
        throw invalid('manifest.json', `"${whole}" is none of {{${Object.keys(values).join('}}, {{')}}}.`);
      return value;
    });
  const text = await readNamed(path.dirname(file), path.basename(file));
  try {
    return JSON.parse(text.toString('utf8'), (_key, value: unknown) =>
      typeof value === 'string' ? fillIn(value) : value,
    );
  } catch (cause) {
    if (cause instanceof GuideError) throw cause;
    throw invalid('manifest.json', `It is not valid JSON: ${(cause as Error).message}.`, cause);
  }
}

async function readNamed(dir: string, name: string): Promise<Buffer> {
  if (path.basename(name) !== name)
    throw invalid('manifest.json', `It names "${name}"; name a file of the same folder, without a path.`);
  try {
    return await readFile(path.join(dir, name));
  } catch (cause) {
    throw invalid(name, `It cannot be read in "${dir}". Add it, or take its name out of manifest.json.`, cause);
  }
}

const invalid = (name: string, problem: string, cause?: unknown): GuideError =>
  new GuideError('TEAMS_FILE_INVALID', `teams/${name}: ${problem}`, { cause });
