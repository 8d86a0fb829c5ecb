import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Next's entry points have no extension, which Node wants; `server-only` throws outside Next's own bundler. */
const mend = {
  name: 'mend-imports',
  setup(build) {
    build.onResolve({ filter: /^next\/[\w/-]+$/ }, ({ path }) => ({ path: `${path}.js`, external: true }));
    build.onResolve({ filter: /^server-only$/ }, () => ({ path: 'server-only', namespace: 'empty' }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

/**
 * esbuild's options for what runs in Node outside Next: our own code in one file each, packages from node_modules.
 * @param {Record<string, string>} entries output name → source file
 */
export const bundleOptions = (entries, outdir) => ({
  absWorkingDir: root,
  entryPoints: entries,
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
  outExtension: { '.js': '.mjs' },
  loader: { '.css': 'empty' },
  jsx: 'automatic',
  plugins: [mend],
  logLevel: 'error',
});

export const entries = {
  supervisor: 'scripts/entries/supervisor.ts',
  web: 'scripts/entries/web.ts',
  worker: 'scripts/entries/worker.ts',
  cli: 'scripts/entries/cli.ts',
};
