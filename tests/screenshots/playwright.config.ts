import { defineConfig } from '@playwright/test';
import { findChromium } from '../e2e/support/find-chromium';

process.env.E2E_URL ??= process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;

/** Draws the pages of a running installation (best one with the demo company) into docs/screenshots: `npm run screenshots`. */
export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../../.tmp/screenshots',
  timeout: 1_800_000,
  workers: 1,
  reporter: [['list']],
  use: {
    baseURL: process.env.E2E_URL,
    locale: 'en',
    timezoneId: 'UTC',
    launchOptions: {
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
    },
  },
});
