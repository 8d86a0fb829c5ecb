/**
 * Checks the directions of .dependency-cruiser.cjs: first on a canary that breaks them, since a cruiser that reads nothing
 * finds nothing; then on the sources.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { root } from './lib/bundle.mjs';

const folders = ['app', 'components', 'db', 'demo', 'features', 'lib', 'plugins', 'worker', 'scripts', 'server.ts', 'proxy.ts'];

function cruise(cwd, paths) {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...paths], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 512 * 2 ** 20,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** A little house in which each rule is broken once. */
const canary = {
  'lib/floor.ts': "import { x } from '@/features/access/x';\nexport const y = x;\n",
  'features/access/x.ts': "import { late } from '@/features/segments/late';\nexport const x = late;\n",
  'features/segments/late.tsx': 'export const late = <b>late</b>;\n',
  'components/panel.tsx': "import { x } from '../db/x';\nexport const Panel = () => <b>{x}</b>;\n",
  'db/x.ts': "import { a } from './y';\nexport const x = a;\nexport type X = string;\n",
  'db/y.ts': "import { x } from './x';\nexport const a = x;\n",
  'plugins/p.ts': "import type { X } from '@/db/x';\nexport const p = (x: X) => x;\n",
};
const expectedOfCanary = ['lib-is-the-floor', 'stage-access', 'components-on-lib', 'no-circles', 'plugins-on-kit'];

function checkCanary() {
  const dir = join(root, '.tmp', 'canary');
  rmSync(dir, { recursive: true, force: true });
  for (const [path, text] of Object.entries(canary)) {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  const config = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8')
    .replace('|^\\\\.tmp/', '')
    .replace("'scripts/lib/depcruise-resolve.cjs'", "'./resolve.cjs'");
  writeFileSync(join(dir, '.dependency-cruiser.cjs'), config);
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }');
  const resolver = readFileSync(join(root, 'scripts/lib/depcruise-resolve.cjs'), 'utf8').replace("'../..'", "'.'");
  writeFileSync(join(dir, 'resolve.cjs'), resolver);
  const found = new Set(cruise(dir, ['lib', 'features', 'components', 'db', 'plugins']).summary.violations.map((v) => v.rule.name));
  rmSync(dir, { recursive: true, force: true });
  return expectedOfCanary.filter((name) => !found.has(name)).map((name) => `the canary’s breach of ${name} was not found`);
}

/** Whether `from` needs `to` when it runs: a circle with a type-only or a lazy import in it is none. */
function runsWith(from, to) {
  const text = readFileSync(join(root, from), 'utf8');
  const stem = basename(to)
    .replace(/\.tsx?$/, '')
    .replace(/^index$/, '');
  return [...text.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)'/gm)].some(
    ([, specifier]) => posix.basename(specifier) === stem || stem === '',
  );
}

const isRealCircle = ({ from, cycle }) => {
  const ring = [from, ...cycle.map(({ name }) => name)];
  return ring.slice(1).every((to, i) => runsWith(ring[i], to));
};

const { summary, modules } = cruise(
  root,
  folders.filter((name) => existsSync(join(root, name))),
);
const cruised = modules.filter(({ source }) => /\.tsx?$/.test(source)).length;
const faults = [
  ...checkCanary(),
  ...summary.violations
    .filter((v) => !v.cycle || isRealCircle(v))
    .map(({ rule, from, to, cycle }) => `${rule.name}: ${from} → ${cycle ? cycle.map((c) => c.name).join(' → ') : to}`),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${cruised} modules, ${faults.length} breaches of direction\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
