import type { AnySql } from '@/db/client';

const COUNTED_EXACTLY = 50_000;

/** How many people there are: counted while they are few, else as the database last estimated. */
export async function profileTotal(tx: AnySql): Promise<number> {
  const [estimate] = await tx<{ n: number }[]>`select reltuples::float8 as n from pg_class where oid = 'profiles'::regclass`;
  if (estimate && estimate.n > COUNTED_EXACTLY) return estimate.n;
  const [row] = await tx<{ n: number }[]>`select count(*)::float8 as n from profiles where restricted_at is null`;
  return row?.n ?? 0;
}
