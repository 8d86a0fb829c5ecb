import { closeCli, runCli } from '@/worker/cli';

// A reader that has seen enough (`| head`) closes the pipe: that is its right, and no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCli(process.argv.slice(2), { out: process.stdout, err: process.stderr });
if (process.env.DATABASE_URL) await closeCli();
