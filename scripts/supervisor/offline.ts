import { resolve } from 'node:path';
import { openServer, startOwnServer } from './database';
import { openDataDir, runningInstallation, sentence } from './installation';

/**
 * Runs the embedded database of a stopped installation while `run` works on it; its address is in the environment meanwhile.
 * @throws Error in one sentence when the installation runs, or its database cannot be started
 */
export async function withOwnDatabase<T>(dataDir: string, run: () => Promise<T>): Promise<T> {
  const dir = resolve(dataDir);
  openDataDir(dir);
  const running = runningInstallation(dir);
  if (running) throw sentence(`Tessera runs on ${dir} (process ${running.pid}): stop it first.`);
  const server = await startOwnServer(dir);
  try {
    process.env.DATABASE_URL = (await openServer(server)).url;
    return await run();
  } finally {
    await server.stop();
  }
}
