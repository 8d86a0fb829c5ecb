import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '@/lib/env';
import * as schema from './schema';
import { openTcpSocket } from './tcp-socket';

export type Sql = postgres.Sql;
export type TransactionSql = postgres.TransactionSql;
/** A pool or a transaction: what set-based functions of the data path take. */
export type AnySql = Sql | TransactionSql;
/** Drizzle for reads; writes pass JSON through two encoders and belong to `sql()`. */
export type Db = Pick<PostgresJsDatabase<typeof schema>, 'select' | 'selectDistinct' | '$count'>;

type Shared = { sql?: Sql; db?: Db };
const shared: Shared = ((globalThis as { __tessera?: Shared }).__tessera ??= {});

/**
 * Connects with Tessera's defaults. TCP sockets get `setNoDelay`, because postgres.js leaves Nagle's algorithm on, which
 * costs 44–88 ms a COPY; the embedded server is reached through its Unix socket.
 */
export function connect(url: string, options: postgres.Options<Record<string, never>> = {}): Sql {
  const socket = env().DATABASE_SOCKET;
  const port = new URL(url).port || '5432';
  return postgres(url, {
    max: 10,
    onnotice: () => undefined,
    connection: { application_name: 'tessera', TimeZone: 'UTC' },
    ...(socket ? { path: `${socket}/.s.PGSQL.${port}` } : { socket: openTcpSocket }),
    ...options,
  } as postgres.Options<Record<string, never>>) as Sql;
}

/** The process's pool, opened on first use and shared by all bundles of the process. @throws Error when DATABASE_URL is missing. */
export function sql(): Sql {
  if (!shared.sql) {
    const url = env().DATABASE_URL;
    if (!url) throw new Error('DATABASE_URL is not set: start with "npm start", or set it to a PostgreSQL 15 or later.');
    shared.sql = connect(url);
  }
  return shared.sql;
}

/**
 * Drizzle over the process's pool, for ordinary reads. Given the pool itself, Drizzle would replace its parsers of dates and its encoder
 * of JSON for everybody; so it gets a client that only hands statements on.
 */
export function db(): Db {
  shared.db ??= drizzle(handingOn(), { schema });
  return shared.db;
}

function handingOn(): Sql {
  const unsafe: Sql['unsafe'] = (...statement) => sql().unsafe(...statement);
  return { unsafe, options: { parsers: {}, serializers: {} } } as unknown as Sql;
}
