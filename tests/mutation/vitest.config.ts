import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** For `npm run mutate`: fast unit tests, and a pool of prepared worlds. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root, 'server-only': `${root}/tests/integration/empty.ts` } },
  test: {
    pool: 'forks',
    include: ['features/segments/core/**/*.test.ts', 'features/segments/conditions/**/*.test.ts', 'tests/mutation/*.mutation.ts'],
    exclude: ['node_modules/**', '**/*.db.test.ts'],
    setupFiles: ['tests/integration/unit-setup.ts'],
    testTimeout: 60_000,
  },
});
