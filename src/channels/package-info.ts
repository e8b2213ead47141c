import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

interface PackageInfo {
  version: string;
  dependencies: Record<string, string>;
}

/** The project's folder: above this file, whether it runs from dist/ or, in tests, from src/. */
export function projectDir(): string {
  let dir = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(dir, 'package.json')) && path.dirname(dir) !== dir) dir = path.dirname(dir);
  return dir;
}

export function packageInfo(): PackageInfo {
  return JSON.parse(readFileSync(path.join(projectDir(), 'package.json'), 'utf8')) as PackageInfo;
}
