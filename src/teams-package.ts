import 'dotenv/config';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectDir } from './channels/package-info.js';
import { readTeamsSettings } from './channels/settings.js';
import { packTeamsApp } from './channels/teams-app.js';
import { GuideError } from './knowledge/errors.js';

// `npm run teams:package`: the app package to upload in Teams.
try {
  const settings = readTeamsSettings(process.env);
  const file = path.join(projectDir(), 'dist/teams/backup-guide-teams.zip');
  const zip = await packTeamsApp(settings, path.join(projectDir(), 'teams'));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, zip);
  process.stdout.write(
    `Teams 앱 패키지를 만들었어요: ${path.relative(process.cwd(), file)} (${settings.appId}, ${settings.publicUrl})\n`,
  );
} catch (error) {
  if (!(error instanceof GuideError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = 1;
}
