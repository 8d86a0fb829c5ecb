import type { AnySql } from '@/db/client';
import { decryptSecret } from '@/lib/crypto';
import { destinationKind } from '@/plugins/destinations/registry';
import { isSecret, settingsFields } from '@/plugins/kit/settings-fields';
import { deliveryStatuses } from '../constants';
import type { DeliveryStatus, DestinationView, SyncView } from '../types';

type Row = Omit<DestinationView, 'figures' | 'createdAt'> & { createdAt: Date; figures: Partial<Record<DeliveryStatus, number>> | null };

/** Destinations that are not deleted, or the one named, with what became of their deliveries in the last 30 days. */
export async function listDestinations(tx: AnySql, id: string | null = null): Promise<DestinationView[]> {
  const rows = await tx<Row[]>`
    select d.id, d.name, d.kind, d.transport, d.status, d.purpose, d.channel, d.created_at as "createdAt",
      (select count(*)::int from syncs s where s.destination_id = d.id) as "syncCount",
      (select count(distinct m.profile_id)::float8 from sync_members m where m.destination_id = d.id and m.sent_at is not null) as audience,
      (select jsonb_object_agg(status, n) from (
         select status, count(*) as n from deliveries x
         where x.destination_id = d.id and x.kind <> 'test' and x.created_at > now() - interval '30 days' group by status) f) as figures
    from destinations d
    where d.status <> 'deleted' and (${id}::uuid is null or d.id = ${id})
    order by d.name, d.id`;
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    figures: Object.fromEntries(deliveryStatuses.map((s) => [s, row.figures?.[s] ?? 0])) as DestinationView['figures'],
  }));
}

/** @returns undefined when there is no such destination. */
export async function readDestination(tx: AnySql, id: string): Promise<DestinationView | undefined> {
  const [found] = await listDestinations(tx, id);
  return found;
}

/** The settings as the form may show them: secrets are left out, and only named as set. */
export async function readableSettings(tx: AnySql, id: string): Promise<{ values: Record<string, unknown>; set: string[] }> {
  const [row] = await tx<
    { kind: string; settings: string }[]
  >`select kind, settings_encrypted as settings from destinations where id = ${id}`;
  const plugin = row && destinationKind(row.kind);
  if (!row || !plugin || row.settings === '') return { values: {}, set: [] };
  const stored = JSON.parse(decryptSecret(row.settings)) as Record<string, unknown>;
  const fields = settingsFields(plugin);
  const open = fields.filter((f) => !isSecret(f) && f.name in stored).map((f) => [f.name, stored[f.name]]);
  return { values: Object.fromEntries(open), set: fields.filter((f) => isSecret(f) && stored[f.name]).map((f) => f.name) };
}

/** The segments that feed a destination. */
export async function listSyncs(tx: AnySql, destinationId: string): Promise<SyncView[]> {
  return tx<SyncView[]>`
    select s.segment_id as "segmentId", g.name as "segmentName", g.size::float8 as "segmentSize", g.state as "segmentState", s.status, s.mapping,
      s.level_state as "levelState", s.level_done::float8 as "levelDone", s.level_total::float8 as "levelTotal",
      (select count(*)::float8 from sync_members m
         where m.destination_id = s.destination_id and m.segment_id = s.segment_id and m.sent_at is not null) as audience
    from syncs s join segments g on g.id = s.segment_id
    where s.destination_id = ${destinationId} order by g.name, g.id`;
}
