import { moments } from '@/db/arrays';
import { sql, type TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { lockProfiles } from '@/features/profiles/lock';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { actorLabel } from '../core/actor-label';
import { listChannels, listPurposes } from '../data/purposes';
import { readTextRef } from '../texts/core/text-ref';
import { markShown } from '../texts/mutations';
import type { ConsentRow } from '../types';
import { refold } from './refold';
import { waitForSends } from './send-lock';

const FACT_CHUNK = 1000;
/** Of the other ids of a person, so many are written down beside a no. */
const MOST_NAMED = 100;

/**
 * Records what people said, in its own transaction, and writes it to the audit log. When this has returned, a withdrawal is effective:
 * no send that begins later goes out, and none is under way.
 * @throws AppError invalid_input for an unknown purpose or channel, not_found for an unknown profile.
 */
export async function saveConsents(scope: Scope, rows: readonly ConsentRow[], reason?: string): Promise<void> {
  await sql().begin(async (tx) => {
    await recordConsents(tx, scope, rows);
    for (const row of rows) {
      await audit(tx, scope, {
        action: `consent.${row.state}`,
        subjectType: 'profile',
        subjectId: row.profileId,
        reason,
        details: { purpose: row.purpose, channel: row.channel, method: row.method },
      });
    }
  });
}

/**
 * Adds rows to the ledger, folds the state and publishes `consent.changed`, in the caller's transaction. Ids of merged profiles are
 * followed. A moment later than now counts as now, so that nothing said today can be overruled by a date in the future.
 * `sends: 'ignore'` does not wait for sends under way: for event streams, where a withdrawal counts from when it is processed.
 * @throws AppError invalid_input for an unknown purpose or channel, not_found for an unknown profile.
 */
export async function recordConsents(
  tx: TransactionSql,
  scope: Scope,
  given: readonly ConsentRow[],
  options: { sends?: 'wait' | 'ignore' } = {},
): Promise<void> {
  if (given.length === 0) return;
  await requireKnown(tx, given);
  const rows = await resolveProfiles(tx, given);
  const ids = [...new Set(rows.map((row) => row.profileId))];
  if (options.sends !== 'ignore') {
    await waitForSends(
      tx,
      rows.filter((row) => row.state !== 'granted').map((row) => row.profileId),
    );
  }
  const { now, locked } = await lockProfiles(tx, ids);
  if (locked.length < ids.length) throw new AppError('not_found', 'No profile has this id.', { key: 'profile.noneWithId' });
  await insertLedger(tx, rows, actorLabel(scope.actor), now);
  await markShown(tx, rows.flatMap(shownWording));
  await refold(tx, ids);
  await publishChanges(tx, rows);
}

/** A wording of ours that a statement names has been shown. */
function shownWording({ purpose, channel, textVersion }: ConsentRow): { purpose: string; channel: string; version: number }[] {
  const ref = readTextRef(textVersion ?? null);
  return ref ? [{ purpose, channel, version: ref.version }] : [];
}

async function requireKnown(tx: TransactionSql, rows: readonly ConsentRow[]): Promise<void> {
  const purposes = new Set((await listPurposes(tx)).map((p) => p.key));
  const channels = new Set((await listChannels(tx)).map((c) => c.key));
  for (const { purpose, channel } of rows) {
    if (!purposes.has(purpose)) throw unknownKey('purpose', purpose, [...purposes]);
    if (!channels.has(channel)) throw unknownKey('channel', channel, [...channels]);
  }
}

function unknownKey(path: 'purpose' | 'channel', given: string, known: string[]): AppError {
  const message = `There is no ${path} "${given.slice(0, 100)}". Known: ${known.join(', ')}.`;
  return new AppError('invalid_input', message, {
    key: path === 'purpose' ? 'consent.unknownPurpose' : 'consent.unknownChannel',
    values: { given: given.slice(0, 100), known: known.join(', ') },
    fields: [{ path, message }],
  });
}

async function resolveProfiles(tx: TransactionSql, rows: readonly ConsentRow[]): Promise<ConsentRow[]> {
  const merged = await tx<{ oldId: string; profileId: string }[]>`
    select old_id as "oldId", profile_id as "profileId" from profile_aliases
    where old_id = any(${rows.map((row) => row.profileId)}::uuid[])`;
  const survivorOf = new Map(merged.map((m) => [m.oldId, m.profileId]));
  return rows.map((row) => ({ ...row, profileId: survivorOf.get(row.profileId) ?? row.profileId }));
}

async function insertLedger(tx: TransactionSql, rows: readonly ConsentRow[], actor: string, now: Date): Promise<void> {
  const at = (row: ConsentRow) => new Date(Math.min(row.occurredAt?.getTime() ?? now.getTime(), now.getTime()));
  await tx`
    insert into consent_ledger
      (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, expires_at, method, actor, text_version, evidence)
    select r.profile_id, r.id, r.profile_id, r.purpose, r.channel, r.state, r.occurred_at, r.expires_at, r.method, ${actor},
           r.text_version, r.evidence::jsonb - 'alsoOf' || case when r.state = 'granted' then '{}' else ${joinedIds(tx)} end
    from unnest(
      ${rows.map((r) => r.profileId)}::uuid[], ${rows.map((r) => r.id ?? newId())}::uuid[], ${rows.map((r) => r.purpose)}::text[],
      ${rows.map((r) => r.channel)}::text[], ${rows.map((r) => r.state)}::text[],
      ${moments(rows.map(at))}::text[]::timestamptz[], ${moments(rows.map((r) => r.expiresAt ?? null))}::text[]::timestamptz[],
      ${rows.map((r) => r.method)}::text[], ${rows.map((r) => r.textVersion ?? null)}::text[],
      ${rows.map((r) => JSON.stringify(r.evidence ?? {}))}::text[]
    ) r (profile_id, id, purpose, channel, state, occurred_at, expires_at, method, text_version, evidence)
    on conflict (profile_id, id) do nothing`;
}

/**
 * Who else is held to a no: the other ids that are this person now, `alsoOf` in its evidence. About the person as they are known now: whatever a
 * split brings apart again, it holds for each part. Where they are too many (a kiosk), a split goes by the time of the merges.
 */
const joinedIds = (tx: TransactionSql) => tx`
  coalesce((select jsonb_build_object('alsoOf', jsonb_agg(o.id order by o.id)) from (
    select a.old_id as id from profile_aliases a where a.profile_id = r.profile_id
    union select b.birth_profile_id from records b where b.profile_id = r.profile_id and b.birth_profile_id <> r.profile_id
    limit ${MOST_NAMED + 1}
  ) o having count(*) between 1 and ${MOST_NAMED}), '{}')`;

async function publishChanges(tx: TransactionSql, rows: readonly ConsentRow[]): Promise<void> {
  const cells = new Map<string, { purpose: string; channel: string; ids: Set<string> }>();
  for (const { purpose, channel, profileId } of rows) {
    const key = `${purpose}/${channel}`;
    const cell = cells.get(key) ?? { purpose, channel, ids: new Set() };
    cells.set(key, { ...cell, ids: cell.ids.add(profileId) });
  }
  for (const { purpose, channel, ids } of cells.values()) {
    const all = [...ids];
    for (let i = 0; i < all.length; i += FACT_CHUNK) {
      await publish(tx, 'consent.changed', { profileIds: all.slice(i, i + FACT_CHUNK), purpose, channel });
    }
  }
}
