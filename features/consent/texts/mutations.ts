import { type AnySql, sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { actorLabel } from '../core/actor-label';

type Input = { purpose: string; channel: string; texts: Readonly<Record<string, string | undefined>> };

/**
 * Sets the wording by which people are asked from now on. What nobody was shown yet is written over; else it is a new version, and the
 * old one stays as it was. Without any wording people are no longer asked.
 * @returns the version that is current now.
 * @throws AppError not_found for an unknown purpose or channel
 */
export async function saveText(scope: Scope, { purpose, channel, texts }: Input): Promise<{ version: number }> {
  const given = Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => Boolean(entry[1])));
  return sql().begin(async (tx) => {
    // One at a time: two editors cannot both make the next version.
    const [known] = await tx`
      select 1 from purposes p, channels c where p.key = ${purpose} and c.key = ${channel} for update of p`;
    if (!known) throw new AppError('not_found', 'There is no such purpose.', { key: 'consent.noPurpose' });
    const [latest] = await tx<{ version: number; used: boolean; same: boolean }[]>`
      select version, used_at is not null as used, texts = ${tx.json(given)}::jsonb as same from consent_texts
      where purpose = ${purpose} and channel = ${channel} order by version desc limit 1`;
    if (latest?.same || (!latest && Object.keys(given).length === 0)) return { version: latest?.version ?? 0 };
    const version = latest && !latest.used ? latest.version : (latest?.version ?? 0) + 1;
    await tx`
      insert into consent_texts (purpose, channel, version, texts, created_by)
      values (${purpose}, ${channel}, ${version}, ${tx.json(given)}, ${actorLabel(scope.actor)})
      on conflict (purpose, channel, version) do update
        set texts = excluded.texts, created_by = excluded.created_by, created_at = now()`;
    await audit(tx, scope, {
      action: 'consent_text.saved',
      subjectType: 'purpose',
      subjectId: purpose,
      details: { channel, version, languages: Object.keys(given) },
    });
    return { version };
  });
}

/** From now on these versions never change: somebody is being shown them. */
export async function markShown(tx: AnySql, shown: readonly { purpose: string; channel: string; version: number }[]): Promise<void> {
  if (shown.length === 0) return;
  await tx`
    update consent_texts t set used_at = now()
    from unnest(${shown.map((s) => s.purpose)}::text[], ${shown.map((s) => s.channel)}::text[], ${shown.map((s) => s.version)}::int[])
      s (purpose, channel, version)
    where t.purpose = s.purpose and t.channel = s.channel and t.version = s.version and t.used_at is null`;
}
