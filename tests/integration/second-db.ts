import { inject } from 'vitest';
import { connect, type Sql } from '@/db/client';

/** Another database beside the test's own, empty, on the run's server. */
export async function secondDb(): Promise<{ url: string; open(): Sql; drop(): Promise<void> }> {
  const server = inject('testServer').url;
  const address = new URL(process.env.DATABASE_URL ?? '');
  const name = `${address.pathname.slice(1)}_second`;
  address.pathname = `/${name}`;
  const admin = connect(server, { max: 1 });
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`create database ${name}`);
  const opened: Sql[] = [];
  return {
    url: address.href,
    open: () => {
      const sql = connect(address.href, { max: 2 });
      opened.push(sql);
      return sql;
    },
    drop: async () => {
      await Promise.all(opened.map((sql) => sql.end({ timeout: 1 })));
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}
