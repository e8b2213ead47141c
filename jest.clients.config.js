import tests from './jest.config.js';

/** Tests in real clients: Chromium and the Agents Playground. @type {import('jest').Config} */
export default {
  ...tests,
  testMatch: ['**/*.client.ts'],
  // One browser at a time: two would take each other's cores and the clipboard.
  maxWorkers: 1,
  testTimeout: 120_000,
};
