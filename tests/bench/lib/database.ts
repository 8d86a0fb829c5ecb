import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Sql } from '@/db/client';
import { startEmbedded } from '@/db/embedded/server';
import { migrate } from '@/db/migrate';

export type BenchDb = {
  sql: Sql;
  /** The database server's first process, for CPU time. */
  pid: number;
};

/**
 * Starts a server of the bench's own in a temporary folder, with the product's settings and full durability, and runs this same
 * program again beside it, since settings are read once a process. With `--keep=DIR` the server's folder stays: what one run has
 * written the next one finds.
 * @returns the exit code of that run
 */
export async function besideDatabase(args: readonly string[]): Promise<number> {
  const kept = args.find((a) => a.startsWith('--keep='))?.slice('--keep='.length);
  const dir = kept ?? mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o755);
  const server = await startEmbedded({ dataDir: join(dir, 'db'), durable: true, logFile: join(dir, 'postgres.log') });
  const secret = 'bench-secret-bench-secret-bench-secret';
  const env = { DATABASE_URL: server.url('postgres'), DATABASE_SOCKET: server.socketDir, AUTH_SECRET: secret, ENCRYPTION_KEY: secret };
  try {
    const child = fork(process.argv[1] ?? '', args, {
      env: { ...process.env, LOG_LEVEL: 'error', BENCH_DATABASE_PID: String(server.pid), ...env },
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await server.stop();
    if (kept === undefined) rmSync(dir, { recursive: true, force: true });
  }
}

/** The bench's database, migrated. @throws Error outside `besideDatabase`. */
export async function benchDb(): Promise<BenchDb> {
  const pid = Number(process.env.BENCH_DATABASE_PID);
  const url = process.env.DATABASE_URL;
  if (!pid || !url) throw new Error('Run benches by "npm run bench -- NAME"');
  await migrate(url);
  return { sql: connect(url), pid };
}
