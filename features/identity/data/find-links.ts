import type { AnySql } from '@/db/client';
import { plain } from '@/db/literals';
import { nodeKey } from '../core/normalise';
import type { Decision } from '../core/resolve';
import type { GraphLink, LinkEnd, LinkKind, LinkStatus } from '../types';

export type StoredLink = GraphLink & { profileId: string; status: LinkStatus; decision: Decision; createdAt: Date };

type Row = {
  profileId: string;
  id: string;
  kind: LinkKind;
  status: LinkStatus;
  a: LinkEnd;
  b: LinkEnd;
  rule: Decision['rule'];
  evidence: Record<string, unknown>;
  sourceId: string;
  eventId: string | null;
  occurredAt: Date;
  createdAt: Date;
};

const toLink = (r: Row): StoredLink => ({
  profileId: r.profileId,
  id: r.id,
  kind: r.kind,
  status: r.status,
  a: nodeKey(r.a.type, r.a.value),
  b: nodeKey(r.b.type, r.b.value),
  at: r.occurredAt.getTime(),
  eventId: r.eventId ?? '',
  sourceId: r.sourceId,
  createdAt: r.createdAt,
  disabled: r.status === 'disabled',
  decision: { status: r.status, rule: r.rule, evidence: r.evidence },
});

/** The links with these ids, each looked for under one profile. */
export async function findLinks(tx: AnySql, wanted: readonly { profileId: string; id: string }[]): Promise<StoredLink[]> {
  if (wanted.length === 0) return [];
  const rows = await tx<Row[]>`
    select l.profile_id as "profileId", l.id, l.kind, l.status, l.a, l.b, l.rule, l.evidence, l.source_id as "sourceId",
      l.event_id as "eventId", l.occurred_at as "occurredAt", l.created_at as "createdAt"
    from unnest(${plain(wanted.map((w) => w.profileId))}::text::uuid[], ${plain(wanted.map((w) => w.id))}::text::uuid[]) k(profile_id, id)
    cross join lateral (select * from links l where l.profile_id = k.profile_id and l.id = k.id limit 1) l`;
  return rows.map(toLink);
}

/** The links of these profiles, at most `limit` of each. */
export async function linksOf(tx: AnySql, profileIds: readonly string[], limit: number): Promise<StoredLink[]> {
  if (profileIds.length === 0) return [];
  const rows = await tx<Row[]>`
    select l.profile_id as "profileId", l.id, l.kind, l.status, l.a, l.b, l.rule, l.evidence, l.source_id as "sourceId",
      l.event_id as "eventId", l.occurred_at as "occurredAt", l.created_at as "createdAt"
    from unnest(${plain(profileIds)}::text::uuid[]) p(id)
    cross join lateral (select * from links l where l.profile_id = p.id limit ${limit}) l`;
  return rows.map(toLink);
}
