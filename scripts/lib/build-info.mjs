import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';

const SOURCES = ['app', 'components', 'db', 'features', 'lib', 'messages', 'plugins', 'worker', 'scripts'];
const FILES = ['server.ts', 'proxy.ts', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'];
const SKIPPED = /\.test\.tsx?$|\.spec\.ts$|^scripts\/(test|check-|dev)|^scripts\/lib\/dev-web/;

function* walk(dir) {
  for (const entry of readdirSync(join(root, dir), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(path);
    else if (!SKIPPED.test(path)) yield path;
  }
}

/** A name for the state of the sources: builds of the same sources share it. */
export function sourceHash() {
  const hash = createHash('sha256').update(process.version);
  for (const path of [...SOURCES.filter((dir) => existsSync(join(root, dir))).flatMap((dir) => [...walk(dir)]), ...FILES]) {
    if (existsSync(join(root, path)))
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** The folder of the build of the present sources, and whether it is complete. */
export function currentBuild() {
  const name = sourceHash();
  const dir = join(root, 'dist', name);
  return { name, dir, complete: existsSync(join(dir, 'complete')) };
}
