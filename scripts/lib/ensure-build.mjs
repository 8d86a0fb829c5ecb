import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { currentBuild } from './build-info.mjs';
import { bundleOptions, entries, root } from './bundle.mjs';
import { precompress } from './precompress.mjs';

const KEPT_BUILDS = 3;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock of a build; waits while another living process builds the same. */
async function lock(dir) {
  const file = `${dir}.lock`;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(file, 'utf8'));
      if (!holder || !isAlive(holder)) rmSync(file, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function runNext(dir) {
  const tsconfig = join(dir, 'tsconfig.json');
  // Next adds the build's folder to the tsconfig it is given: this one is thrown away with the build.
  writeFileSync(
    tsconfig,
    JSON.stringify({
      ...JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')),
      extends: '../../tsconfig.json',
      compilerOptions: { paths: { '@/*': ['../../*'] } },
      include: [],
    }),
  );
  const relative = dir.slice(root.length + 1);
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    TESSERA_NEXT_DIR: `${relative}/next`,
    TESSERA_TSCONFIG: `${relative}/tsconfig.json`,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject).once('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(`The build failed:\n${output}`))));
  });
}

/** Keeps the newest builds, so that a running installation keeps its own. */
function removeOldBuilds(keep) {
  const dist = join(root, 'dist');
  const builds = readdirSync(dist)
    .filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== keep)
    .map((name) => ({ name, at: statSync(join(dist, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of builds.slice(KEPT_BUILDS - 1)) rmSync(join(dist, name), { recursive: true, force: true });
}

/**
 * Builds the present sources unless that has been done; each build has a folder of its own.
 * @returns the folder, with supervisor.mjs, web.mjs, worker.mjs, cli.mjs and next/
 */
export async function ensureBuild(say = () => undefined) {
  const { name, dir, complete } = currentBuild();
  if (complete) return dir;
  mkdirSync(join(root, 'dist'), { recursive: true });
  const unlock = await lock(dir);
  try {
    if (existsSync(join(dir, 'complete'))) return dir;
    say('Building; this takes about a minute and is needed only after a change.');
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    await build(bundleOptions(entries, dir));
    await runNext(dir);
    await precompress(join(dir, 'next/static'));
    writeFileSync(join(dir, 'complete'), `${new Date().toISOString()}\n`);
    removeOldBuilds(name);
    return dir;
  } finally {
    unlock();
  }
}

/**
 * The command line alone, bundled in a second: for commands that need nothing else of a build.
 * @returns the folder with cli.mjs
 */
export async function ensureCli() {
  const { name, dir, complete } = currentBuild();
  if (complete) return dir;
  const own = `${dir}-cli`;
  if (existsSync(own)) return own;
  const making = `${own}.${process.pid}`;
  await build(bundleOptions({ cli: entries.cli }, making));
  for (const other of readdirSync(join(root, 'dist')).filter((folder) => /^[0-9a-f]{16}-cli$/.test(folder) && folder !== `${name}-cli`))
    rmSync(join(root, 'dist', other), { recursive: true, force: true });
  try {
    renameSync(making, own);
  } catch {
    // Another process was faster.
    rmSync(making, { recursive: true, force: true });
  }
  return own;
}
