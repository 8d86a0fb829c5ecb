#!/usr/bin/env node
/** `npx tessera COMMAND`: finds the running installation by DATA_DIR or DATABASE_URL and calls the same code as the web app. */
import './lib/require-node.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './lib/bundle.mjs';
import { ensureBuild, ensureCli } from './lib/ensure-build.mjs';

const dataDir = resolve(root, process.env.DATA_DIR || '.data');
const [command] = process.argv.slice(2);
/** What needs no running installation: reading a back-up, loading one, for which it must be stopped, and a model of a file. */
const isOffline = command === 'restore' || command === 'model' || (command === 'backup' && process.argv.includes('--verify'));
const wantsHelp = process.argv.length === 2 || process.argv.some((arg) => arg === '--help' || arg === '-h');

function read(file) {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  } catch (error) {
    throw new Error(`${file} cannot be read (${error.code}): run this as the user who runs Tessera.`);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The settings that the running installation has and this process lacks. */
function adopt(runtime) {
  process.env.DATA_DIR = dataDir;
  process.env.NODE_ENV ||= 'production';
  process.env.LOG_LEVEL ||= 'silent';
  if (!process.env.DATABASE_URL && runtime && !isOffline) {
    process.env.DATABASE_URL = runtime.databaseUrl;
    if (runtime.databaseSocket) process.env.DATABASE_SOCKET = runtime.databaseSocket;
  }
  process.env.APP_URL ||= runtime?.appUrl ?? '';
  for (const [name, file] of [
    ['AUTH_SECRET', 'auth_secret'],
    ['ENCRYPTION_KEY', 'encryption_key'],
  ]) {
    const kept = read(join(dataDir, 'secrets', file));
    if (!process.env[name] && kept) process.env[name] = kept;
  }
}

try {
  const text = read(join(dataDir, 'runtime.json'));
  const runtime = text ? JSON.parse(text) : undefined;
  const running = runtime && isAlive(runtime.pid) ? runtime : undefined;
  if (!running && !process.env.DATABASE_URL && !wantsHelp && !isOffline) {
    throw new Error(`Tessera does not run on ${dataDir}: start it with npm start, or set DATA_DIR to the folder of the one that runs.`);
  }
  adopt(running);
  const say = (line) => process.stderr.write(`${line}\n`);
  const needsNoBuild = wantsHelp || command === 'model';
  const runningBuild = running && existsSync(join(running.build, 'cli.mjs')) ? running.build : undefined;
  const build = runningBuild ?? (await (needsNoBuild ? ensureCli() : ensureBuild(say)));
  await import(join(build, 'cli.mjs'));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
