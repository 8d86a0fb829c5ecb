import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { currentBuild } from './scripts/lib/build-info.mjs';
import { findChromium } from './tests/e2e/support/find-chromium';

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

// The configuration is read again in every worker: what is chosen here is handed on by the environment.
// With E2E_URL the tests use a running installation (and DATA_DIR, .data by default, for the command line).
const ownServer = process.env.E2E_OWN_SERVER === '1' || !process.env.E2E_URL;
if (!process.env.E2E_URL) {
  process.env.E2E_OWN_SERVER = '1';
  process.env.PORT = String(await freePort());
  process.env.E2E_URL = `http://localhost:${process.env.PORT}`;
  process.env.DATA_DIR = mkdtempSync(join(tmpdir(), 'tessera-e2e-'));
  process.env.TESSERA_NEXT_DIR = `dist/${currentBuild().name}/next`;
  process.env.ADMIN_EMAIL = 'admin@example.com';
  process.env.ADMIN_PASSWORD = 'tessera-admin-1';
}
process.env.E2E_HOOK_PORT ??= String(await freePort());
// Where tests run the mail server of the installation; nobody listens there otherwise.
process.env.E2E_MAIL_PORT ??= String(await freePort());
// Where tests open a way to a database that is not the installation's own.
process.env.E2E_DOOR_PORT ??= String(await freePort());

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.tmp/e2e',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 1,
  forbidOnly: true,
  // A test that passes only on its second try is counted as passed and named in the summary of `npm test`.
  retries: 1,
  reporter: process.env.TESSERA_TEST_REPORT ? [['line'], ['json', { outputFile: process.env.TESSERA_TEST_REPORT }]] : [['list']],
  use: {
    baseURL: process.env.E2E_URL,
    // What cannot be done in this time will not be: the test says so at once, not at the end of its minutes.
    actionTimeout: 30_000,
    locale: 'en',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    // Recording every step of every test costs more than the tests: the second try is recorded.
    trace: 'on-first-retry',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
    },
  },
  ...(ownServer
    ? {
        webServer: {
          command: 'node scripts/e2e-server.mjs',
          url: `${process.env.E2E_URL}/ready`,
          reuseExistingServer: false,
          timeout: 600_000,
          gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 20_000 },
          stdout: 'ignore' as const,
          stderr: 'pipe' as const,
          env: {
            ALLOW_PRIVATE_HOSTS: `127.0.0.1:${process.env.E2E_HOOK_PORT},localhost:${process.env.E2E_HOOK_PORT},127.0.0.1:${process.env.E2E_DOOR_PORT}`,
            SMTP_URL: `smtp://127.0.0.1:${process.env.E2E_MAIL_PORT}`,
            LOG_LEVEL: 'warn',
          },
        },
      }
    : {}),
});
