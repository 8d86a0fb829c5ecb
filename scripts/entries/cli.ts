import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withOwnDatabase } from '../supervisor/offline';

// A reader that has seen enough (`| head`) closes the pipe: that is its right, and no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const args = process.argv.slice(2);

/** Loaded late: its modules read the environment when they load. */
async function run(): Promise<number> {
  const { closeCli, runCli } = await import('@/worker/cli');
  const code = await runCli(args, { out: process.stdout, err: process.stderr });
  if (process.env.DATABASE_URL) await closeCli();
  return code;
}

/** The same command in a process of its own, which finds the database in its environment from the start. */
const runApart = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), args, { env: process.env });
    // Ctrl-C reaches both: the child ends, and then the database can be stopped.
    const wait = () => undefined;
    process.on('SIGINT', wait).on('SIGTERM', () => child.kill('SIGTERM'));
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
  });

const asks = (...options: string[]) => options.some((option) => args.includes(option));
const needsOwnDatabase = args[0] === 'restore' && !asks('--check', '--help', '-h') && !process.env.DATABASE_URL;
// Nothing is loaded any further when the process that looks after the database is gone.
const end = () => process.exit(1);
if (process.send) process.once('disconnect', end);
try {
  process.exitCode = needsOwnDatabase ? await withOwnDatabase(process.env.DATA_DIR || '.data', runApart) : await run();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
if (process.connected) {
  process.removeListener('disconnect', end);
  process.disconnect();
}
