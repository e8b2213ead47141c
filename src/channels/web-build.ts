import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { phrases } from '../../dialogs/phrases.ko.js';

/** Names of the built files, each with a hash of its content, so that browsers may keep them for ever. */
export interface WebFiles {
  /** Microsoft's Web Chat. */
  webChat: string;
  /** Our page around it. */
  chat: string;
  style: string;
}

const LICENSES = 'webchat.js.LICENSE.txt';

/** 650 KB of Web Chat in 2.5 s; the highest quality takes 5.4 s for 639 KB (lowest: 755 KB). */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: 24 } };

/**
 * Builds what browsers get: `assets/` with hashed names, compressed beforehand, `embed.js`, and `files.json` with the names.
 * What is there already under its hash is not compressed again.
 */
export async function buildWebFiles(projectDir: string, outDir: string): Promise<void> {
  // Needed for building only; a server that was built beforehand runs without it.
  const { build } = await import('esbuild');
  const assets = path.join(outDir, 'assets');
  await mkdir(assets, { recursive: true });
  const bundle = async (entry: string): Promise<Uint8Array> => {
    const { outputFiles } = await build({
      entryPoints: [path.join(projectDir, 'web', entry)],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: ['chrome100', 'firefox102', 'safari15.4', 'edge100'],
      define: { PHRASES: JSON.stringify(phrases.webChat) },
      charset: 'utf8',
      logLevel: 'silent',
    });
    return outputFiles[0]?.contents ?? new Uint8Array();
  };
  const webChatDir = path.join(projectDir, 'node_modules/botframework-webchat/dist');
  const webChat = await readFile(path.join(webChatDir, 'webchat.js'));
  // The bundle's first line names this file.
  await write(path.join(assets, LICENSES), await readFile(path.join(webChatDir, LICENSES)));
  const files: WebFiles = {
    webChat: await put(assets, 'webchat.js', webChat),
    chat: await put(assets, 'chat.js', await bundle('chat.ts')),
    style: await put(assets, 'chat.css', await bundle('chat.css')),
  };
  await write(path.join(outDir, 'embed.js'), await bundle('embed.ts'));
  await write(path.join(outDir, 'files.json'), Buffer.from(`${JSON.stringify(files, null, 2)}\n`));
  const current = new Set<string>([...Object.values(files), LICENSES]);
  for (const name of await readdir(assets))
    if (!current.has(name.replace(/\.(?:br|gz)$/, ''))) await rm(path.join(assets, name));
}

/** Writes a file under a name with its hash, beside it its compressed forms. Returns the name. */
async function put(dir: string, name: string, content: Uint8Array): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  const hashed = `${stem}.${createHash('sha256').update(content).digest('hex').slice(0, 12)}${ext}`;
  const file = path.join(dir, hashed);
  if (existsSync(`${file}.br`)) return hashed;
  await write(file, content);
  await write(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
  // Last: where it is there, the others are.
  await write(`${file}.br`, await promisify(brotliCompress)(content, BROTLI));
  return hashed;
}

/** Whole or not at all: a build that is interrupted leaves no half file to be served. */
async function write(file: string, content: Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}
