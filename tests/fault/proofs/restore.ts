import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { canary, needles } from '@/tests/privacy/canary';
import { fingerprints } from '@/tests/privacy/scene';
import { searchDump, searchFiles } from '@/tests/privacy/search';
import { type Installation, startInstallation } from '../installation';
import { erase, openDatabase, pause, type Stage, stage } from './erasure/stage';
import type { Proof, ProofContext } from './types';

const LEDGER = 'erasure-ledger.jsonl';

/** P-33. */
export const restore: Proof = {
  claim:
    'a back-up from before an erasure, restored and started, keeps the person erased from the first request on, and everybody else as they were (P-33)',
  run,
};

type Said = { code: number; text: string; seconds: number };
type Cli = (dataDir: string, ...args: string[]) => Said;

/** The command line of the build that runs, also when nothing runs any more. */
const cliOf =
  (build: string): Cli =>
  (dataDir, ...args) => {
    const from = Date.now();
    const said = (code: number, text: string) => ({ code, text: text.trim(), seconds: (Date.now() - from) / 1000 });
    try {
      const env = { ...process.env, DATA_DIR: dataDir, NODE_ENV: 'production' } as NodeJS.ProcessEnv;
      return said(0, execFileSync(process.execPath, [join(build, 'cli.mjs'), ...args], { env, encoding: 'utf8', stdio: 'pipe' }));
    } catch (error) {
      const { status, stderr } = error as { status: number | null; stderr: string };
      return said(status ?? 1, stderr);
    }
  };

async function run(context: ProofContext): Promise<void> {
  const { dir, say, fault } = context;
  const staged = await stage(context);
  const searched = [...needles(), 'planted-7f3a'];
  const { neighbours } = staged.scene;
  const runtime = JSON.parse(readFileSync(join(staged.installation.dataDir, 'runtime.json'), 'utf8')) as { build: string };
  const cli = cliOf(runtime.build);
  const file = join(dir, 'before.backup');
  let before: Record<string, string>;
  try {
    before = await fingerprints(staged, neighbours);
    const made = backupOf(staged, runtime.build, file);
    if (made.code !== 0) throw new Error(made.text);
    say(`back-up of the running installation: ${statSync(file).size} bytes in ${made.seconds.toFixed(1)} s`);
    for (const { needle } of searchFiles(dir, searched, ['data', 'people.csv', 'output.log']).hits)
      fault(`the back-up holds ${needle} in the clear`);
    say(`erased in ${(await erase(staged)).toFixed(1)} s`);
  } finally {
    await staged.stop();
  }

  const second = join(dir, 'second');
  prepare(staged.installation, second);
  const data = join(second, 'data');
  expectRefusal(cli(data, 'restore', file), /would come back/, 'a restore without the ledger', context);
  const checked = cli(data, 'restore', '--check', file);
  say(`check: ${checked.text} (${checked.seconds.toFixed(1)} s)`);
  if (checked.code !== 0) fault('the check fails');
  const ledger = join(staged.installation.dataDir, LEDGER);
  await killInTheMiddle(runtime.build, data, ['restore', file, '--ledger', ledger], context);
  const restored = cli(data, 'restore', file, '--ledger', ledger);
  say(`${restored.text.replaceAll('\n', ' · ')} (${restored.seconds.toFixed(1)} s with start and stop of the database)`);
  if (restored.code !== 0) throw new Error('The restore failed');
  expectRefusal(cli(data, 'restore', file), /not empty/, 'a second restore into the same database', context);
  await look(second, { searched, neighbours, before }, context);

  say('and where only the start knows of the ledger:');
  const third = join(dir, 'third');
  prepare(staged.installation, third);
  const blind = cli(join(third, 'data'), 'restore', file, '--no-erasures');
  if (blind.code !== 0) throw new Error(blind.text);
  cpSync(ledger, join(third, 'data', LEDGER));
  await look(third, { searched, neighbours, before }, context);
}

const backupOf = (staged: Stage, build: string, file: string): Said => {
  const { url, socket } = staged.installation.database();
  const from = Date.now();
  const env = { ...process.env, DATABASE_URL: url, DATABASE_SOCKET: socket, NODE_ENV: 'production' } as NodeJS.ProcessEnv;
  execFileSync(process.execPath, [join(build, 'cli.mjs'), 'backup', file], { env, stdio: 'pipe' });
  return { code: 0, text: '', seconds: (Date.now() - from) / 1000 };
};

/** A new machine: the secrets of the old one, nothing else. */
function prepare(old: Installation, dir: string): void {
  mkdirSync(join(dir, 'data'), { recursive: true });
  cpSync(join(old.dataDir, 'secrets'), join(dir, 'data', 'secrets'), { recursive: true });
  rmSync(join(dir, 'data', 'secrets', 'database_password'), { force: true });
}

function expectRefusal({ code, text }: Said, pattern: RegExp, what: string, { say, fault }: ProofContext): void {
  if (code === 0 || !pattern.test(text)) fault(`${what} was not refused: ${code} ${text}`);
  else say(`refused: ${what}`);
}

/** kill -9 of a restore while it loads: the database is then refused by a start, and taken by the next restore. */
async function killInTheMiddle(build: string, dataDir: string, args: string[], { say, fault }: ProofContext): Promise<void> {
  const env = { ...process.env, DATA_DIR: dataDir, NODE_ENV: 'production' } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [join(build, 'cli.mjs'), ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const loading = new Promise<void>((resolve) => child.stderr.on('data', () => resolve()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([loading, gone]);
  child.kill('SIGKILL');
  await gone;
  const started = startOnce(build, dataDir);
  if (!/restore that did not end/.test(started)) fault(`a half-restored database was started: ${started}`);
  else say('killed in the middle: the start refuses it');
}

function startOnce(build: string, dataDir: string): string {
  const script = `const { main } = await import(${JSON.stringify(join(build, 'supervisor.mjs'))});
    const installation = await main({ mode: 'production', build: ${JSON.stringify(build)}, web: ${JSON.stringify(join(build, 'web.mjs'))} });
    await installation?.stop();`;
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(20_000 + (process.pid % 20_000)),
    NODE_ENV: 'production',
  } as NodeJS.ProcessEnv;
  try {
    return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: 60_000,
    });
  } catch (error) {
    const { stderr, stdout } = error as { stderr: string; stdout: string };
    return `${stdout}${stderr}`;
  }
}

type Expected = { searched: string[]; neighbours: string[]; before: Record<string, string> };

/** Starts the installation, sends what the person would send while it comes up, and looks everywhere. */
async function look(dir: string, { searched, neighbours, before }: Expected, { say, fault }: ProofContext): Promise<void> {
  const from = Date.now();
  const installation = await startInstallation(dir, { headless: true });
  say(`ready ${((Date.now() - from) / 1000).toFixed(1)} s after the start`);
  const sql: postgres.Sql = openDatabase(installation);
  try {
    const authorization = `Basic ${Buffer.from(`${installation.writeKey}:`).toString('base64')}`;
    const answer = await fetch(`${installation.url}/v1/identify`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ userId: canary.userId, messageId: `late-${dir}`, traits: { email: canary.email, name: canary.name } }),
    });
    if (answer.status !== 200) fault(`the late event was answered ${answer.status}`);
    await installation.untilDrained(60);
    await pause(1_000);
    const dump = await searchDump(sql, searched);
    const files = searchFiles(installation.dataDir, searched, ['database', 'secrets', 'run']);
    say(
      `dump: ${dump.rows} rows of ${dump.tables} tables, ${dump.hits.length} needles; files: ${files.files}, ${files.hits.length} needles`,
    );
    for (const { place, needle } of [...dump.hits, ...files.hits]) fault(`${place} holds ${needle}`);
    const after = await fingerprints({ sql }, neighbours);
    const changed = Object.keys(before).filter((table) => after[table] !== before[table]);
    say(
      `rows of ${neighbours.length} neighbours in ${Object.keys(before).length} tables: ${changed.length === 0 ? 'as they were' : changed.join(', ')}`,
    );
    if (changed.length > 0) fault(`neighbours changed in ${changed.join(', ')}`);
    if (!existsSync(join(installation.dataDir, LEDGER))) fault('the ledger is gone');
  } finally {
    await sql.end({ timeout: 2 });
    await installation.stop();
  }
}
