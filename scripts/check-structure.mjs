/** Checks the shape of the house: the closed vocabulary of feature folders, the size of files, and what a route may hold. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/bundle.mjs';

const CODE = ['app', 'components', 'db', 'demo', 'features', 'lib', 'plugins', 'worker', 'scripts', 'server.ts', 'proxy.ts'];
const LIMITS = { most: 400, p95: 250, median: 70 };
const FEATURES = [
  'access',
  'sources',
  'ingest',
  'identity',
  'profiles',
  'consent',
  'traits',
  'segments',
  'activation',
  'journeys',
  'insights',
  'privacy',
];
const FILES = ['schema', 'types', 'constants', 'data', 'mutations', 'jobs', 'loaders', 'actions', 'queries'];
const FOLDERS = ['core', 'components', ...FILES];
/** Named exceptions: parts of a feature with a vocabulary of their own, or whole sub-features with the same one. */
const EXCEPTIONS = {
  access: ['gate', 'audit', 'authenticate', 'auth-options', 'permissions', 'sign-out'],
  sources: ['connections', 'demo'],
  ingest: ['hooks', 'http', 'imports', 'mapping', 'partitions', 'pulls', 'replay', 'route', 'web'],
  identity: ['lock'],
  profiles: ['lock', 'event-properties'],
  consent: ['suppression', 'restrictions', 'texts', 'categories', 'preferences'],
  segments: ['conditions', 'computed', 'holdout', 'lists', 'templates', 'alerts', 'compare', 'overview', 'reasons', 'versions'],
  activation: ['exports'],
  privacy: ['requests', 'erasure', 'access-package'],
};
const TOP = ['app', 'components', 'db', 'demo', 'docs', 'features', 'lib', 'messages', 'plugins', 'public', 'scripts', 'tests', 'worker'];

const faults = [];
const lengths = [];

function* walk(path) {
  if (!existsSync(join(root, path))) return;
  if (/\.[a-z]+$/.test(path) && !path.includes('/')) return yield path;
  for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(inside);
    else yield inside;
  }
}

function checkPlace(path) {
  const [, feature = '', part = '', ...deeper] = path.split('/');
  if (!FEATURES.includes(feature)) return faults.push(`${path}: ${feature} is no stage of the data path`);
  const name = part.replace(/(\.db)?(\.test)?\.tsx?$/, '');
  const isTest = /\.test\.tsx?$/.test(part);
  const allowed = [...FOLDERS, ...(EXCEPTIONS[feature] ?? [])];
  if (!isTest && !allowed.includes(name)) faults.push(`${path}: “${name}” is not in the vocabulary of a feature`);
  if (part === 'core' && deeper.length === 0) faults.push(`${path}: core is a folder`);
}

function checkText(path, text) {
  if (path.startsWith('app/') && !path.includes('.test.') && /\bsql(\(\))?`/.test(text))
    faults.push(`${path}: a route asks the database itself`);
  if (
    /(^|\/)(core)\//.test(path) &&
    !path.includes('.test.') &&
    /from '@\/db\/client'/.test(text) &&
    !/import type [^;]*from '@\/db\/client'/.test(text)
  ) {
    faults.push(`${path}: core is pure and knows no database`);
  }
}

for (const path of CODE.flatMap((dir) => [...walk(dir)])) {
  if (!/\.(tsx?|mjs|css)$/.test(path)) continue;
  const text = readFileSync(join(root, path), 'utf8');
  const lines = text.split('\n').length - 1;
  if (lines > LIMITS.most) faults.push(`${path}: ${lines} lines, at most ${LIMITS.most}`);
  if (!/\.test\.tsx?$/.test(path)) lengths.push(lines);
  if (path.startsWith('features/')) checkPlace(path);
  checkText(path, text);
}
for (const entry of readdirSync(root, { withFileTypes: true })) {
  const known =
    TOP.includes(entry.name) ||
    entry.name.startsWith('.') ||
    ['node_modules', 'dist', 'test-results', 'playwright-report'].includes(entry.name);
  if (entry.isDirectory() && !known) faults.push(`${entry.name}/: not a folder of the design`);
}

lengths.sort((a, b) => a - b);
const at = (share) => lengths[Math.floor(lengths.length * share)] ?? 0;
if (at(0.5) > LIMITS.median) faults.push(`The median file has ${at(0.5)} lines, at most ${LIMITS.median}`);
if (at(0.95) > LIMITS.p95) faults.push(`One file in twenty has more than ${at(0.95)} lines, at most ${LIMITS.p95}`);

for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(
  `${lengths.length} files: median ${at(0.5)} lines, p95 ${at(0.95)}, longest ${lengths.at(-1)}; ${faults.length} breaches of structure\n`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
