import { projectDir } from './channels/package-info.js';
import { buildServer } from './channels/server-build.js';

await buildServer(projectDir());
