import type { Sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { createKeyForSourceNamed } from '@/features/sources/mutations';

export const demoSources = { web: 'Web site', shop: 'Online shop', till: 'Store tills', desk: 'Support desk' } as const;
export type DemoSource = keyof typeof demoSources;

/** Names the company and its currency, unless somebody has. */
export async function prepareCompany(sql: Sql): Promise<void> {
  const defaults = { company: 'Heron & Finch (demo)', timezone: 'Europe/London', currency: 'GBP', country: 'GB' };
  for (const [key, value] of Object.entries(defaults)) {
    await sql`insert into settings (key, value) values (${key}, ${sql.json(value)}) on conflict (key) do nothing`;
  }
}

/** A write key for each demo source, made if it does not exist. */
export async function sdkKeys(sql: Sql, scope: Scope): Promise<Record<DemoSource, string>> {
  const keyOf = (source: DemoSource) => sql.begin((tx) => createKeyForSourceNamed(tx, scope, demoSources[source])).then(({ key }) => key);
  return { web: await keyOf('web'), shop: await keyOf('shop'), till: await keyOf('till'), desk: await keyOf('desk') };
}
