/** `npm start`: builds when the sources have changed, then runs database, web and worker until a signal comes. */
import './lib/require-node.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleOptions, entries, root } from './lib/bundle.mjs';
import { ensureBuild } from './lib/ensure-build.mjs';

const given = process.argv.slice(2);
process.chdir(root);

async function printHelp() {
  const dir = mkdtempSync(`${root}/node_modules/.tessera-help-`);
  try {
    await build(bundleOptions({ supervisor: entries.supervisor }, dir));
    const { helpText } = await import(`${dir}/supervisor.mjs`);
    process.stdout.write(helpText());
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (given.some((arg) => arg === '--help' || arg === '-h')) await printHelp();
else if (given.length > 0) {
  process.stderr.write(`Unknown argument ${given[0]}: settings are environment variables, see npm start -- --help\n`);
  process.exitCode = 2;
} else {
  try {
    const dir = await ensureBuild((line) => process.stdout.write(`${line}\n`));
    process.env.TESSERA_NEXT_DIR = `${dir.slice(root.length + 1)}/next`;
    const { main } = await import(`${dir}/supervisor.mjs`);
    const installation = await main({ mode: 'production', build: dir, web: `${dir}/web.mjs` });
    await installation?.stopped;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
