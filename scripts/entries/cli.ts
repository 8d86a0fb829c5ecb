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

const only = (option: string) => args.includes(option) || args.includes('--help') || args.includes('-h');
const needsOwnDatabase = args[0] === 'restore' && !only('--check') && !process.env.DATABASE_URL;
try {
  process.exitCode = needsOwnDatabase ? await withOwnDatabase(process.env.DATA_DIR || '.data', run) : await run();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
