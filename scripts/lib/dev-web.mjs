/** The web process of `npm run dev`: Next's development server behind the newest front (health, metrics, ingestion). */
import { statSync } from 'node:fs';
import { root } from './bundle.mjs';

const file = `${root}/dist/dev/front.mjs`;
let loadedAt = 0;
let current;

/** The newest version of the bundle; a broken one is skipped. */
async function load() {
  const { mtimeMs } = statSync(file);
  if (mtimeMs !== loadedAt) {
    loadedAt = mtimeMs;
    try {
      current = await import(`${file}?v=${mtimeMs}`);
    } catch (error) {
      process.stderr.write(`${error.stack}\n`);
    }
  }
  return current;
}

const { startServer } = await load();
const server = await startServer({ dev: true, front: async (req, res) => (await load()).handleFront(req, res) });
const stop = async () => {
  setTimeout(() => process.exit(0), 1000).unref();
  await server.stop();
  process.exit(0);
};
process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop);
process.on('unhandledRejection', (error) => process.stderr.write(`${error?.stack ?? error}\n`));
process.on('uncaughtException', (error) => process.stderr.write(`${error?.stack ?? error}\n`));
process.send?.('ready');
