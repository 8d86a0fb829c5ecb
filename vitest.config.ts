import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };
const exclude = ['node_modules/**', '.next/**', 'dist/**', '.data/**', '.tmp/**', 'tests/e2e/**'];
// `server-only` throws outside the bundler; in tests everything is the server.
const serverOnly = fileURLToPath(new URL('./tests/integration/empty.ts', import.meta.url));
const resolve = { alias: { ...alias, 'server-only': serverOnly } };

export default defineConfig({
  test: {
    pool: 'forks',
    // By itself Vitest leaves a core free, which on two cores means one process; much of the time is the database's.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.db.test.ts'],
          environment: 'node',
          setupFiles: ['tests/integration/unit-setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude,
          environment: 'node',
          globalSetup: ['tests/integration/global-setup.ts'],
          setupFiles: ['tests/integration/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
