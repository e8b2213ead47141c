import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { type KnowledgeData, KnowledgeIndex } from './knowledge-index.js';

/** The rooms whose code decides what an index of given articles holds. */
const ROOMS = ['text', 'knowledge', 'articles', 'search'];

/** A hash of that code as it runs, so that no change to it can leave an old index in use. */
function codeHash(): string {
  const above = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
  const hash = createHash('sha256');
  for (const room of ROOMS) {
    const dir = path.join(above, room);
    for (const name of readdirSync(dir).sort())
      if (/\.[jt]s$/.test(name)) hash.update(name).update(readFileSync(path.join(dir, name)));
  }
  return hash.digest('hex');
}

/**
 * Fingerprint of an index: corpus, our own code, and the FlexSearch and V8 that wrote it. An index opened under any other
 * would silently find nothing, or the wrong thing.
 */
export function indexFingerprint(corpus: string, flexsearchVersion: string): string {
  return createHash('sha256')
    .update(JSON.stringify([corpus, codeHash(), flexsearchVersion, process.versions.v8]))
    .digest('hex')
    .slice(0, 16);
}

/** The first line of an index file, so that one that was cut or changed is built anew. */
function checksum(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

function fileOf(dir: string, fingerprint: string): string {
  return path.join(dir, `index-${fingerprint}.bin`);
}

/** The saved index with this fingerprint; undefined where there is none or it cannot be read (then it is built anew). */
export async function loadIndex(dir: string, fingerprint: string): Promise<KnowledgeIndex | undefined> {
  try {
    const content = await readFile(fileOf(dir, fingerprint));
    const cut = content.indexOf('\n');
    const body = content.subarray(cut + 1);
    if (content.toString('latin1', 0, cut) !== checksum(body)) return undefined;
    return KnowledgeIndex.load(deserialize(body) as KnowledgeData);
  } catch {
    return undefined;
  }
}

/** Saves an index under its fingerprint, whole or not at all, and removes those of other fingerprints. */
export async function saveIndex(dir: string, fingerprint: string, index: KnowledgeIndex): Promise<void> {
  await mkdir(dir, { recursive: true });
  const target = fileOf(dir, fingerprint);
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    // Structured clone keeps typed arrays as they are; as JSON a hundred thousand entries exceed the longest string.
    const body = serialize(await index.export());
    await writeFile(partial, [Buffer.from(`${checksum(body)}\n`), body]);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  for (const name of await readdir(dir)) {
    if (/^index-[0-9a-f]{16}\.(?:bin|json)$/.test(name) && path.join(dir, name) !== target)
      await rm(path.join(dir, name), { force: true });
  }
}
