import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';

type Answer = { destinationId: string; open: number; dead: number; code: string | null };

/**
 * Writes down what destinations have answered, and takes out the deliveries that are answered, with the last that was kept of the person.
 * @returns whether all have ended
 */
export async function settleDestinations(tx: TransactionSql, erasureId: string, profileIds: readonly string[]): Promise<boolean> {
  const ids = plain(profileIds);
  const answers = await tx<Answer[]>`
    select e.destination_id as "destinationId",
      count(*) filter (where d.status in ('pending', 'sending', 'retry'))::int as open,
      count(*) filter (where d.status in ('dead', 'cancelled', 'withheld'))::int as dead,
      max(d.error_code) filter (where d.status in ('dead', 'cancelled', 'withheld')) as code
    from erasure_destinations e left join deliveries d on d.profile_id = any(${ids}::text::uuid[]) and d.id = any(e.delivery_ids)
    where e.erasure_id = ${erasureId} and e.status = 'waiting' group by 1`;
  for (const { destinationId, open, dead, code } of answers) {
    const [gone] = await tx<
      { status: string }[]
    >`select status from destinations where id = ${destinationId} and status in ('paused', 'deleted')`;
    if (open > 0 && !gone) continue;
    const status = open > 0 ? 'manual' : dead > 0 ? 'failed' : 'confirmed';
    const reason = open > 0 ? `destination_${gone?.status}` : code;
    await tx`
      update erasure_destinations set status = ${status}, reason = ${reason}, ended_at = clock_timestamp()
      where erasure_id = ${erasureId} and destination_id = ${destinationId}`;
    await tx`
      delete from deliveries where profile_id = any(${ids}::text::uuid[])
        and id in (select unnest(delivery_ids) from erasure_destinations where erasure_id = ${erasureId} and destination_id = ${destinationId})`;
  }
  const [left] = await tx`select 1 from erasure_destinations where erasure_id = ${erasureId} and status = 'waiting' limit 1`;
  return left === undefined;
}
