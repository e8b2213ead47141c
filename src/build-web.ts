import path from 'node:path';
import { projectDir } from './channels/package-info.js';
import { buildWebFiles } from './channels/web-build.js';

await buildWebFiles(projectDir(), path.join(projectDir(), 'dist/web'));
