/**
 * `npm run dev`: embedded database, migrations, worker and Next's development server. Bundles are rebuilt on change: the
 * worker starts again, and the web process takes up the new ingestion code without starting again. An error in a file
 * is printed, and the last good bundle keeps running.
 */
import { context } from 'esbuild';
import { bundleOptions, entries, root } from './lib/bundle.mjs';

const build = `${root}/dist/dev`;
process.chdir(root);

let installation;
let lastWorker;

const watcher = {
  name: 'restart-worker',
  setup(builder) {
    builder.onEnd(({ errors, outputFiles }) => {
      if (errors.length > 0) return process.stderr.write('The last good code keeps running until this is mended.\n');
      const worker = outputFiles?.find((file) => file.path.endsWith('/worker.mjs'))?.hash;
      if (installation && worker !== lastWorker) installation.worker.restart();
      lastWorker = worker;
    });
  },
};

const { mkdirSync, writeFileSync } = await import('node:fs');
mkdirSync(build, { recursive: true });
const writer = {
  name: 'write-changed',
  setup(builder) {
    const written = new Map();
    builder.onEnd(({ outputFiles = [] }) => {
      for (const { path, contents, hash } of outputFiles) {
        if (written.get(path) === hash) continue;
        writeFileSync(path, contents);
        written.set(path, hash);
      }
    });
  },
};

const { web, ...others } = entries;
const options = bundleOptions({ ...others, front: 'scripts/entries/front.ts' }, build);
const bundler = await context({ ...options, write: false, plugins: [...options.plugins, writer, watcher] });
for (;;) {
  const ok = await bundler.rebuild().then(
    () => true,
    () => false,
  );
  if (ok) break;
  process.stderr.write('Waiting for the code to be mended.\n');
  await new Promise((resolve) => setTimeout(resolve, 3000));
}

const { main } = await import(`${build}/supervisor.mjs`);
installation = await main({ mode: 'development', build, web: `${root}/scripts/lib/dev-web.mjs` });
if (installation) {
  await bundler.watch({ delay: 300 });
  await installation.stopped;
}
await bundler.dispose();
