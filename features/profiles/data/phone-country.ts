import type { AnySql } from '@/db/client';

/** The country of phone numbers written without a prefix, as the company set it; undefined when it did not. */
export async function phoneCountry(tx: AnySql): Promise<string | undefined> {
  const [row] = await tx<{ value: unknown }[]>`select value from settings where key = 'country'`;
  return typeof row?.value === 'string' ? row.value : undefined;
}
