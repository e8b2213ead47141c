import path from 'node:path';

/**
 * Puts the compiled service and its packages into a few files, from which `npm start` runs: opening seven hundred files one by
 * one is a third of a start. Names and lines stay, for the stacks that operators read.
 */
export async function buildServer(projectDir: string): Promise<void> {
  // Needed for building only.
  const { build } = await import('esbuild');
  await build({
    entryPoints: [path.join(projectDir, 'dist/src/index.js')],
    // Beside the rooms, of whose files the index's fingerprint is taken.
    outdir: path.join(projectDir, 'dist/src/server'),
    bundle: true,
    // What is loaded later (parsers of articles) stays in files of its own.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // A native library, one with a thread of its own, one that patches Node's classes when it is loaded, and the builder.
    external: ['libsql', 'pino', 'restify', 'esbuild'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'error',
  });
}
