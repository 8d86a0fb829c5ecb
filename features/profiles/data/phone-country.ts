import type { AnySql } from '@/db/client';

const KEPT_MS = 10_000;
let kept: { country: string | undefined; until: number } | undefined;

/** The country of phone numbers written without a prefix, as the company set it, at most ten seconds old; undefined when it did not. */
export async function phoneCountry(tx: AnySql): Promise<string | undefined> {
  if (kept && kept.until > Date.now()) return kept.country;
  const [row] = await tx<{ value: unknown }[]>`select value from settings where key = 'country'`;
  const country = typeof row?.value === 'string' ? row.value : undefined;
  kept = { country, until: Date.now() + KEPT_MS };
  return country;
}
