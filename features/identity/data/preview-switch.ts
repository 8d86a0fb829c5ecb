import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import { newId } from '@/lib/ids';
import { fromNodeKey, priorityOf } from '../core/normalise';
import type { LockedProfile } from '../lock';
import type { LinkEnd, NodeKey } from '../types';
import { findIdentifiers } from './find-identifiers';
import { findLink } from './find-link';
import { planStructure } from './plan-structure';

/** A profile as it would be: `profileId` is null for one that does not exist yet. Identifiers are as stored, the strongest first. */
export type FuturePart = { profileId: string | null; identifiers: LinkEnd[]; events: number };

/**
 * Which profiles there would be, of those that hold the link's ends, if it were disabled or given back to the rules. Locks and
 * writes nothing; needs a repeatable-read transaction. Undefined when there is no such link.
 */
export async function previewSwitch(
  tx: TransactionSql,
  { profileId, linkId, disabled }: { profileId: string; linkId: string; disabled: boolean },
): Promise<FuturePart[] | undefined> {
  const link = await findLink(tx, linkId, [profileId]);
  if (!link) return undefined;
  const holders = new Set([...(await findIdentifiers(tx, [link.a, link.b])).values()].map((i) => i.profileId));
  const known = new Map<string, LockedProfile>();
  const read = async (ids: string[]) => {
    for (const row of await readProfiles(tx, ids)) known.set(row.id, row);
  };
  await read([...holders]);
  const { around, profileOf } = await planStructure(tx, {
    seeds: new Map([[link.id, link]]),
    start: holders,
    fresh: new Map(),
    known,
    lock: read,
    newId: () => newId(),
    decisions: new Map([[link.id, disabled]]),
    large: true,
  });
  const concerned = [...profileOf].filter(([node]) => holders.has(around.identifiers.get(node)?.profileId ?? ''));
  const shown = new Set(concerned.map(([, to]) => to));
  const events = await eventsByKey(tx, [...known.keys()]);
  const parts = new Map<string, NodeKey[]>();
  for (const [node, to] of profileOf) if (shown.has(to)) parts.set(to, [...(parts.get(to) ?? []), node]);
  return [...parts].map(([to, nodes]) => ({
    profileId: known.has(to) ? to : null,
    identifiers: nodes.map(fromNodeKey).sort((x, y) => priorityOf(x.type) - priorityOf(y.type) || (x.value < y.value ? -1 : 1)),
    events: nodes.reduce((sum, node) => sum + (events.get(node) ?? 0), 0),
  }));
}

const readProfiles = (tx: TransactionSql, ids: string[]) => tx<LockedProfile[]>`
  select id, event_count::float8 as "eventCount", created_at as "createdAt" from profiles where id = any(${plain(ids)}::text::uuid[])`;

async function eventsByKey(tx: TransactionSql, profileIds: string[]): Promise<Map<NodeKey, number>> {
  const rows = await tx<{ key: string; n: number }[]>`
    select r.key, count(*)::float8 as n from records r join events e on e.profile_id = r.profile_id and e.record_id = r.id
    where r.profile_id = any(${plain(profileIds)}::text::uuid[]) group by r.key`;
  return new Map(rows.map((r) => [r.key, r.n]));
}
