import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stateOf } from '@/db/backup/marker';
import { connect } from '@/db/client';
import { type EmbeddedServer, startEmbedded } from '@/db/embedded/server';
import { migrate } from '@/db/migrate';
import { keptSecret, sentence } from './installation';

export type Database = { url: string; socket: string | undefined; embedded: EmbeddedServer | undefined };

const LOG_LIMIT = 20 * 2 ** 20;
const NAME = 'tessera';

/** Starts the embedded server under the data folder. */
export async function startOwnServer(dataDir: string): Promise<EmbeddedServer> {
  const logFile = join(dataDir, 'logs', 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT) renameSync(logFile, `${logFile}.1`);
  const password = keptSecret(dataDir, 'database_password');
  try {
    return await startEmbedded({ dataDir: join(dataDir, 'database'), password, durable: true, logFile });
  } catch (error) {
    throw sentence((error as Error).message, error);
  }
}

/** Tells the rest of this process and its children which database to use, and makes it in a new server. */
export async function openServer(server: EmbeddedServer): Promise<Database> {
  process.env.DATABASE_SOCKET = server.socketDir;
  const admin = connect(server.url('postgres'), { max: 1 });
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${NAME}`;
    if (!found) await admin.unsafe(`create database ${NAME}`);
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await admin.end({ timeout: 2 });
  }
  return { url: server.url(NAME), socket: server.socketDir, embedded: server };
}

/**
 * Refuses a server that answers before it has written: an acknowledged event must survive a crash.
 * @throws Error in one sentence.
 */
async function assertDurable(url: string): Promise<void> {
  const sql = connect(url, { max: 1 });
  try {
    const [s] = await sql<{ fsync: string; pages: string; commit: string }[]>`
      select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit`;
    const off = [
      s?.fsync === 'off' && 'fsync',
      s?.pages === 'off' && 'full_page_writes',
      s?.commit === 'off' && 'synchronous_commit',
    ].filter(Boolean);
    if (off.length > 0)
      throw sentence(`The database server has ${off.join(' and ')} switched off, so a crash could lose acknowledged events: switch it on.`);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** Refuses a database into which a back-up was loaded only in part. @throws Error in one sentence. */
async function assertWhole(url: string): Promise<void> {
  const sql = connect(url, { max: 1 });
  try {
    if ((await stateOf(sql)) === 'unfinished')
      throw sentence('The database holds a restore that did not end: run npx tessera restore again, then start.');
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** Brings the database to this build's schema and checks that it keeps what it acknowledges. */
export async function prepareDatabase(url: string): Promise<void> {
  try {
    await migrate(url);
    await assertWhole(url);
    await assertDurable(url);
  } catch (error) {
    if (error instanceof Error && /^The database/.test(error.message)) throw sentence(error.message, error);
    throw error;
  }
}
