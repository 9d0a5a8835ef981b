import { defineConfig } from '@playwright/test';

// Run through `npm run test:e2e`: scripts/electron.ts says which Electron it is.
const jsonFile = process.env['PACKGATE_E2E_JSON'];

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './test/e2e/support/global-setup.ts',
  outputDir: 'test-results/e2e',
  // One station at a time: they share a display, two cores and the sense of "how fast".
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // A shared machine may be several times slower; what must be quick measures itself.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: jsonFile === undefined ? [['list']] : [['list'], ['json', { outputFile: jsonFile }]],
});
