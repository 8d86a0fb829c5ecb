import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import { fromNodeKey } from '../../core/normalise';
import type { Decision } from '../../core/resolve';
import type { GraphLink, NodeKey } from '../../types';

export type LinkWrite = { link: GraphLink; decision: Decision; createdAt: Date | undefined; known: boolean };

/**
 * Writes links under the profile of each of their ends. Of those known before, every older row goes first, wherever among
 * `holders` it lies.
 */
export async function writeLinks(
  tx: TransactionSql,
  writes: readonly LinkWrite[],
  profileOf: ReadonlyMap<NodeKey, string>,
  holders: readonly string[],
): Promise<void> {
  const known = writes.filter((w) => w.known).map((w) => w.link.id);
  if (known.length > 0) {
    await tx`delete from links where profile_id = any(${plain(holders)}::text::uuid[]) and id = any(${plain(known)}::text::uuid[])`;
  }
  const rows = writes.flatMap((w) =>
    [...new Set([profileOf.get(w.link.a), profileOf.get(w.link.b)])].flatMap((p) => (p ? [{ p, ...w }] : [])),
  );
  if (rows.length === 0) return;
  rows.sort((x, y) => (x.p < y.p ? -1 : x.p > y.p ? 1 : x.link.id < y.link.id ? -1 : 1));
  await tx`
    insert into links (profile_id, id, kind, status, a, b, rule, evidence, source_id, event_id, occurred_at, created_at)
    select p, id, kind, status, a::jsonb, b::jsonb, rule, evidence::jsonb, source_id, event_id, at, coalesce(created, now())
    from unnest(${plain(rows.map((r) => r.p))}::text::uuid[], ${plain(rows.map((r) => r.link.id))}::text::uuid[], ${texts(rows.map((r) => r.link.kind))}::text::text[],
      ${texts(rows.map((r) => r.decision.status))}::text::text[], ${texts(rows.map((r) => JSON.stringify(fromNodeKey(r.link.a))))}::text::text[],
      ${texts(rows.map((r) => JSON.stringify(fromNodeKey(r.link.b))))}::text::text[], ${texts(rows.map((r) => r.decision.rule))}::text::text[],
      ${texts(rows.map((r) => JSON.stringify(r.decision.evidence)))}::text::text[], ${plain(rows.map((r) => r.link.sourceId))}::text::uuid[],
      ${plain(rows.map((r) => r.link.eventId || null))}::text::uuid[], ${times(rows.map((r) => new Date(r.link.at)))}::text::timestamptz[],
      ${times(rows.map((r) => r.createdAt ?? null))}::text::timestamptz[])
      r(p, id, kind, status, a, b, rule, evidence, source_id, event_id, at, created)
    on conflict (profile_id, id) do update set status = excluded.status, rule = excluded.rule, evidence = excluded.evidence,
      source_id = excluded.source_id, event_id = excluded.event_id, occurred_at = excluded.occurred_at`;
}
