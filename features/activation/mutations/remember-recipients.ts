import type { TransactionSql } from '@/db/client';
import { plain, texts } from '@/db/literals';
import type { ProfilePayload } from '../types';

type Told = { profileId: string; destinationId: string; payload: ProfilePayload | null };

/**
 * Writes down, before anything leaves, that a destination is told about people and by which identifiers: whoever was told once is asked to
 * delete when the person is erased, and named when the person asks.
 */
export async function rememberRecipients(tx: TransactionSql, told: readonly Told[]): Promise<void> {
  const rows = new Map(told.map((row) => [`${row.profileId} ${row.destinationId}`, row]));
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  if (sorted.length === 0) return;
  await tx`
    insert into recipients (profile_id, destination_id, first_told_at, last_told_at, identifiers)
    select p, d, clock_timestamp(), clock_timestamp(), i::jsonb
    from unnest(${plain(sorted.map((r) => r.profileId))}::text::uuid[], ${plain(sorted.map((r) => r.destinationId))}::text::uuid[],
      ${texts(sorted.map((r) => JSON.stringify(r.payload?.identifiers ?? [])))}::text::text[]) n (p, d, i)
    on conflict (profile_id, destination_id) do update set last_told_at = excluded.last_told_at,
      identifiers = case when recipients.identifiers @> excluded.identifiers then recipients.identifiers
        else (select jsonb_agg(distinct e) from jsonb_array_elements(recipients.identifiers || excluded.identifiers) e) end`;
}

/** A merge: the survivor takes over whom the other was told to. Both profiles are locked. */
export async function mergeRecipients(
  tx: TransactionSql,
  { survivorId, mergedId }: { survivorId: string; mergedId: string },
): Promise<void> {
  await tx`
    insert into recipients (profile_id, destination_id, first_told_at, last_told_at, identifiers)
    select ${survivorId}, destination_id, first_told_at, last_told_at, identifiers from recipients where profile_id = ${mergedId}
    on conflict (profile_id, destination_id) do update set first_told_at = least(recipients.first_told_at, excluded.first_told_at),
      last_told_at = greatest(recipients.last_told_at, excluded.last_told_at),
      identifiers = (select coalesce(jsonb_agg(distinct e), '[]') from jsonb_array_elements(recipients.identifiers || excluded.identifiers) e)`;
  await tx`delete from recipients where profile_id = ${mergedId}`;
}
