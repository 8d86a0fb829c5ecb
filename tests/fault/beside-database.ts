import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '@/db/embedded/server';

type Beside = { dir: string; durable: boolean; env: Record<string, string> };

/**
 * Starts a database of this run's own, and beside it this program again with these settings, since settings are read once a process.
 * @returns the exit code of that program; null when it was killed
 */
export async function besideDatabase({ dir, durable, env }: Beside): Promise<number | null> {
  chmodSync(dir, 0o755);
  mkdirSync(join(dir, 'tmp'));
  const server = await startEmbedded({ dataDir: join(dir, 'db'), durable, logFile: join(dir, 'postgres.log') });
  const secret = 'a-proof-is-no-installation-of-anybody';
  try {
    const child = fork(process.argv[1] ?? '', process.argv.slice(2), {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'error',
        TMPDIR: join(dir, 'tmp'),
        DATA_DIR: join(dir, 'data'),
        DATABASE_URL: server.url('postgres'),
        DATABASE_SOCKET: server.socketDir,
        AUTH_SECRET: secret,
        ENCRYPTION_KEY: secret,
        ...env,
      },
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  } finally {
    await server.stop();
  }
}
