import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';

/** Asks the database of the installation under test, past all of its code: for numbers that a page must agree with. */
export async function ask<T extends Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  const file = join(process.env.DATA_DIR ?? '.data', 'runtime.json');
  const { databaseUrl, databaseSocket } = JSON.parse(readFileSync(file, 'utf8')) as { databaseUrl: string; databaseSocket: string };
  const sql = postgres(databaseUrl, { max: 1, path: `${databaseSocket}/.s.PGSQL.5432`, onnotice: () => undefined } as never);
  try {
    return [...(await sql.unsafe<T[]>(text, values as never[]))];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** One number from the database. */
export async function askNumber(text: string, values: readonly unknown[] = []): Promise<number> {
  const [row] = await ask<{ n: number }>(`select (${text})::float8 as n`, values);
  return Number(row?.n ?? 0);
}
