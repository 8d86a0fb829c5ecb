import { closeCli, runCli } from '@/worker/cli';

process.exitCode = await runCli(process.argv.slice(2), { out: process.stdout, err: process.stderr });
if (process.env.DATABASE_URL) await closeCli();
