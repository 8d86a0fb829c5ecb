import type { AnySql } from '@/db/client';
import { type Definition, definitionSchema } from '../schema';

export type ActiveTrait = { name: string; version: number; definition: Definition };

/** Parsed definitions by name, version and moment of making: a version's definition never changes. */
const parsed = new Map<string, Definition | undefined>();
const MOST_PARSED = 2_000;

/** The traits that are being computed. One whose stored definition is not valid any more computes nothing. */
export async function loadComputed(tx: AnySql): Promise<ActiveTrait[]> {
  const rows = await tx<{ name: string; version: number; key: string }[]>`
    select name, version, name || ' ' || version || ' ' || extract(epoch from created_at) as key
    from computed_traits where status = 'active' and state <> 'invalid' order by name`;
  const unknown = rows.filter((row) => !parsed.has(row.key));
  if (unknown.length > 0) {
    if (parsed.size > MOST_PARSED) parsed.clear();
    const stored = await tx<{ name: string; definition: unknown }[]>`
      select name, definition from computed_traits where name = any(${unknown.map((row) => row.name)}::text[])`;
    for (const { name, definition } of stored) {
      const key = unknown.find((row) => row.name === name)?.key;
      const checked = definitionSchema.safeParse(definition);
      if (key) parsed.set(key, checked.success ? checked.data : undefined);
    }
  }
  return rows.flatMap(({ name, version, key }) => {
    const definition = parsed.get(key);
    return definition ? [{ name, version, definition }] : [];
  });
}
