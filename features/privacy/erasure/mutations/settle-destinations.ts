import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import type { DestinationStatus } from '../types';

type Answer = {
  destinationId: string;
  transport: string | null;
  gone: string | null;
  asked: number;
  sent: number;
  open: number;
  dead: number;
  code: string | null;
  /** Where what was sent lies, as the log says. */
  places: string[];
};

/**
 * Writes down what destinations have answered, and takes out the deliveries that are answered, with the last that was kept of the person.
 * A file that asks for a removal is no answer: somebody must hand it to the receiver.
 * @returns whether all have ended, and the names of such files
 */
export async function settleDestinations(
  tx: TransactionSql,
  erasureId: string,
  profileIds: readonly string[],
): Promise<{ ended: boolean; removalFiles: string[] }> {
  const ids = plain(profileIds);
  const answers = await tx<Answer[]>`
    select e.destination_id as "destinationId", max(t.transport) as transport,
      max(t.status) filter (where t.status in ('paused', 'deleted')) as gone,
      max(cardinality(e.delivery_ids)) as asked,
      count(*) filter (where d.status = 'sent')::int as sent,
      count(*) filter (where d.status in ('pending', 'sending', 'retry'))::int as open,
      count(*) filter (where d.status in ('dead', 'cancelled', 'withheld'))::int as dead,
      max(d.error_code) filter (where d.status in ('dead', 'cancelled', 'withheld')) as code,
      coalesce(array_agg(distinct d.response) filter (where d.status = 'sent' and d.response is not null), '{}') as places
    from erasure_destinations e left join destinations t on t.id = e.destination_id
    left join deliveries d on d.profile_id = any(${ids}::text::uuid[]) and d.id = any(e.delivery_ids)
    where e.erasure_id = ${erasureId} and e.status = 'waiting' group by 1`;
  const removalFiles: string[] = [];
  for (const answer of answers) {
    const outcome = outcomeOf(answer);
    if (!outcome) continue;
    if (answer.transport === 'files') removalFiles.push(...answer.places);
    await tx`
      update erasure_destinations set status = ${outcome.status}, reason = ${outcome.reason}, ended_at = clock_timestamp()
      where erasure_id = ${erasureId} and destination_id = ${answer.destinationId}`;
    await tx`
      delete from deliveries where profile_id = any(${ids}::text::uuid[])
        and id in (select unnest(delivery_ids) from erasure_destinations
                   where erasure_id = ${erasureId} and destination_id = ${answer.destinationId})`;
  }
  const [left] = await tx`select 1 from erasure_destinations where erasure_id = ${erasureId} and status = 'waiting' limit 1`;
  return { ended: left === undefined, removalFiles };
}

/** Confirmed is only what every question was answered to; undefined while an answer may still come. */
function outcomeOf({
  transport,
  gone,
  asked,
  sent,
  open,
  dead,
  code,
}: Answer): { status: DestinationStatus; reason: string | null } | undefined {
  if (open > 0) return gone ? { status: 'manual', reason: `destination_${gone}` } : undefined;
  if (dead > 0) return { status: 'failed', reason: code };
  if (sent < asked) return { status: 'failed', reason: 'answer_lost' };
  if (transport === 'files') return { status: 'manual', reason: 'removal_file_written' };
  return { status: 'confirmed', reason: null };
}
