import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { GuideError } from '../knowledge/errors.js';

const NO_ARTICLE =
  /^(?:readme|license|licence|contributing|code_of_conduct|security|changelog|toc|attribution)\.(?:md|ya?ml)$/i;

/** Names of the files that make the corpus, relative to `dir`, sorted. Throws CORPUS_MISSING or CORPUS_EMPTY. */
export async function corpusFiles(dir: string): Promise<string[]> {
  let found: string[];
  try {
    found = (await readdir(dir, { recursive: true, withFileTypes: true }))
      .filter(
        (file) =>
          (file.isFile() || file.isSymbolicLink()) && /\.(?:md|ya?ml)$/i.test(file.name) && !NO_ARTICLE.test(file.name),
      )
      .map((file) =>
        path
          .relative(dir, path.join(file.parentPath ?? file.path, file.name))
          .split(path.sep)
          .join('/'),
      );
  } catch (cause) {
    throw new GuideError(
      'CORPUS_MISSING',
      `The corpus folder "${dir}" cannot be read. Set CORPUS_DIR to a folder with articles.`,
      { cause },
    );
  }
  if (!found.some((file) => /\.md$/i.test(file))) {
    throw new GuideError(
      'CORPUS_EMPTY',
      `The corpus folder "${dir}" holds no article (*.md). Set CORPUS_DIR to a folder with articles.`,
    );
  }
  const isFile = await Promise.all(found.map((file) => isRegular(path.join(dir, file))));
  return found.filter((_, i) => isFile[i]).sort();
}

/** A link to a device would be read for ever; one that leads nowhere is told when the corpus is loaded. */
async function isRegular(file: string): Promise<boolean> {
  const target = await stat(file).catch(() => undefined);
  return target === undefined || target.isFile();
}

/** A fingerprint of the corpus folder's files: SHA-256 over names and contents, 16 hex digits. */
export async function fingerprintCorpus(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await corpusFiles(dir)) {
    hash.update(`${file}\0`);
    // A file that cannot be read is left out with a warning when the corpus is loaded.
    hash.update(await readFile(path.join(dir, file)).catch(() => 'unreadable'));
    hash.update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}
