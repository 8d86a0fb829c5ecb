import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runDrizzle } from 'drizzle-orm/postgres-js/migrator';
import { runMigrations } from 'graphile-worker';
import { connect, type Sql } from './client';
import { driverUrl } from './driver-url';

export const MINIMUM_VERSION = 15;
const LOCK = 727272;

/** The major version of a server. */
export async function serverVersion(sql: Sql): Promise<number> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`;
  return Math.floor(Number(row?.version) / 10_000);
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host',
  '3D000': 'no such database',
  '28P01': 'wrong password',
  '28000': 'this user may not sign in',
};

/** One sentence about a server that cannot be reached; never the password. */
export function unreachable(url: string, error: unknown): Error {
  const { hostname, port, pathname } = new URL(url);
  const code = (error as { code?: string }).code ?? (error instanceof Error ? error.message : String(error));
  const reason = REASONS[code] ?? code;
  return new Error(`The database ${pathname.slice(1)} at ${hostname}:${port || 5432} cannot be reached (${reason}): check DATABASE_URL.`, {
    cause: error,
  });
}

/**
 * Brings a database to the newest schema; several processes may call it at once, one works and the others wait.
 * @param folder where the migrations are.
 * @throws Error in one sentence when the server cannot be reached or is older than PostgreSQL 15.
 */
export async function migrate(url: string, folder = 'db/migrations'): Promise<void> {
  const sql = connect(url, { max: 1, idle_timeout: 0 });
  try {
    const version = await serverVersion(sql).catch((error: unknown) => {
      throw unreachable(url, error);
    });
    if (version < MINIMUM_VERSION) {
      throw new Error(`The database server is PostgreSQL ${version}, but Tessera needs PostgreSQL ${MINIMUM_VERSION} or later.`);
    }
    await sql`select pg_advisory_lock(${LOCK})`;
    await runDrizzle(drizzle(sql), { migrationsFolder: folder });
    await runMigrations({ connectionString: driverUrl(url) });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
