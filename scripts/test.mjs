/**
 * `npm test`: every check and test, with one summary at the end. Own temporary databases and ports: a running installation
 * is not touched. `npm test -- --static` stops before the tests, `--only NAME` runs one step.
 */
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/bundle.mjs';

const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
const reports = join(root, '.tmp', `reports-${process.pid}`);
const bin = (path) => [process.execPath, join(root, 'node_modules', path)];
const script = (name) => [process.execPath, join(root, 'scripts', name)];

// The settings of an installation must not reach its tests.
const OURS = [
  'PORT',
  'HOST',
  'APP_URL',
  'DATA_DIR',
  'DATABASE_URL',
  'DATABASE_SOCKET',
  'AUTH_SECRET',
  'ENCRYPTION_KEY',
  'SMTP_URL',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
  'FILES_DIR',
  'ALLOW_PRIVATE_HOSTS',
  'SEGMENT_MAX_MINUTES',
  'TRUST_PROXY',
  'METRICS_TOKEN',
  'NODE_ENV',
  'E2E_URL',
];
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.includes(name)));
Object.assign(env, { NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', NO_COLOR: '1', TESSERA_TEST_REPORT: join(reports, 'e2e.json') });

const read = (name) => (existsSync(join(reports, name)) ? JSON.parse(readFileSync(join(reports, name), 'utf8')) : undefined);
const ofVitest = () => {
  const report = read('vitest.json');
  return (
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length,
    }
  );
};
const ofPlaywright = () => {
  const report = read('e2e.json');
  return (
    report && {
      passed: report.stats.expected + report.stats.flaky,
      failed: report.stats.unexpected + report.errors.length,
      unsteady: specsOf(report.suites).filter(({ tests }) => tests.some(({ status }) => status === 'flaky')),
    }
  );
};
const specsOf = (suites) => suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);

const steps = [
  { name: 'lint', commands: [[...bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']], isStatic: true },
  {
    name: 'types',
    commands: [
      [...bin('next/dist/bin/next'), 'typegen'],
      [...bin('typescript/bin/tsc'), '--noEmit', '-p', '.'],
    ],
    isStatic: true,
  },
  { name: 'directions', commands: [script('check-dependencies.mjs')], isStatic: true },
  { name: 'structure', commands: [script('check-structure.mjs')], isStatic: true },
  { name: 'unused', commands: [[...bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints']], isStatic: true },
  {
    name: 'unit and database',
    commands: [
      [...bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'vitest.json')}`],
    ],
    count: ofVitest,
  },
  { name: 'build', commands: [script('build.mjs')] },
  { name: 'browser', commands: [[...bin('@playwright/test/cli.js'), 'test']], count: ofPlaywright },
];

function run([command, ...rest]) {
  return new Promise((resolve) => {
    const child = spawn(command, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
        if (args.includes('--verbose')) process.stdout.write(chunk);
      });
    }
    child
      .once('error', (error) => resolve({ ok: false, output: String(error) }))
      .once('exit', (code) => resolve({ ok: code === 0, output }));
  });
}

async function runStep({ name, commands, count }) {
  const startedAt = Date.now();
  let ok = true;
  let output = '';
  for (const command of commands) {
    const result = await run(command);
    output += result.output;
    ok = result.ok;
    if (!ok) break;
  }
  // A step that fails without a failed test (it broke down) counts as one failure; a check counts as one test.
  const counted = count?.() ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  if (!ok && counted.failed === 0) counted.failed = 1;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  if (!ok) process.stdout.write(`\n${output.trimEnd()}\n\n`);
  process.stdout.write(
    `${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(18)} ${String(counted.passed).padStart(5)} passed ${String(counted.failed).padStart(4)} failed ${seconds.padStart(7)} s\n`,
  );
  for (const { file, line, title } of counted.unsteady ?? [])
    process.stdout.write(`        passed only at the second try: ${file}:${line} ${title}\n`);
  return { name, ok, ...counted };
}

mkdirSync(reports, { recursive: true });
const chosen = steps.filter(({ name, isStatic }) => (only ? name.startsWith(only) : !args.includes('--static') || isStatic));
if (chosen.length === 0) {
  process.stderr.write(`No step is called ${only}: ${steps.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}
const results = [];
for (const step of chosen) results.push(await runStep(step));
rmSync(reports, { recursive: true, force: true });

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const broken = results.filter(({ ok }) => !ok);
if (broken.length > 0) process.stdout.write(`\nFailed: ${broken.map(({ name }) => name).join(', ')}\n`);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = broken.length > 0 ? 1 : 0;
