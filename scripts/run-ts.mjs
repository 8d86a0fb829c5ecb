/** `node scripts/run-ts.mjs FILE.ts [ARGS]`: runs a TypeScript file of this project, which Node 20 cannot by itself. */
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, root } from './lib/bundle.mjs';

const [file, ...args] = process.argv.slice(2);
if (!file) throw new Error('Which file?');
process.chdir(root);
const dir = join(root, '.tmp', `run-${process.pid}`);
mkdirSync(dir, { recursive: true });
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
const name = basename(file, '.ts');
await build(bundleOptions({ [name]: file }, dir));
process.argv = [process.argv[0], join(dir, `${name}.mjs`), ...args];
await import(join(dir, `${name}.mjs`));
