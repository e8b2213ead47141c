import path from 'node:path';
import { build } from 'esbuild';
import { projectDir } from './channels/package-info.js';

// Part of `npm run build`: the service and its packages in a few files. Opening the 700 files one by one is a third of a start.
// Beside the rooms, whose files the index's fingerprint is taken of. Names and lines stay, for the stacks that operators read.
await build({
  entryPoints: [path.join(projectDir(), 'dist/src/index.js')],
  outdir: path.join(projectDir(), 'dist/src/server'),
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
