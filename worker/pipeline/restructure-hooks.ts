import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import { mergeActivation } from '@/features/activation/mutations/merge-activation';
import { mergeConsent } from '@/features/consent/mutations/merge-consent';
import { unmergeConsents } from '@/features/consent/mutations/unmerge-consents';
import { mergeRestrictions } from '@/features/consent/restrictions/mutations/merge-restrictions';
import { unmergeRestrictions } from '@/features/consent/restrictions/mutations/unmerge-restrictions';
import { clockNow } from '@/features/identity/lock';
import { moveAliases } from '@/features/identity/mutations/move-aliases';
import type { RestructureHooks } from '@/features/identity/types';
import { unmergeMessages } from '@/features/journeys/mutations/unmerge-messages';
import { mergeHistory, unmergeHistory } from '@/features/segments/mutations/merge-history';
import { withOrigins } from './split-origins';

/** What consent, segments, activation and journeys do with their own rows when profiles are joined or split. */
export const restructureHooks: RestructureHooks = {
  merged: async (tx, merges) => {
    const from = merges.map((m) => m.from);
    const consent = await holders(tx, 'consent_ledger', from);
    const now = await clockNow(tx);
    for (const m of merges) if (consent.has(m.from)) await mergeConsent(tx, { survivorId: m.to, mergedId: m.from, now });
    const held = await holders(tx, 'restrictions', from);
    for (const m of merges) if (held.has(m.from)) await mergeRestrictions(tx, { survivorId: m.to, mergedId: m.from });
    await mergeHistory(tx, merges);
    const told = new Set([
      ...(await holders(tx, 'deliveries', from)),
      ...(await holders(tx, 'sync_members', from)),
      ...(await holders(tx, 'recipients', from)),
    ]);
    for (const m of merges) if (told.has(m.from)) await mergeActivation(tx, { survivorId: m.to, mergedId: m.from });
  },
  split: async (tx, parts) => {
    const splits = await withOrigins(tx, parts);
    await moveAliases(tx, splits);
    const from = splits.map((s) => s.from);
    const consent = await holders(tx, 'consent_ledger', from);
    const held = await holders(tx, 'restrictions', from);
    await unmergeHistory(tx, splits);
    await unmergeConsents(
      tx,
      splits.filter((s) => consent.has(s.from)),
    );
    await unmergeRestrictions(
      tx,
      splits.filter((s) => held.has(s.from)),
    );
    const written = new Set([...(await holders(tx, 'messages', from)), ...(await holders(tx, 'email_blocks', from))]);
    const letters = splits.filter((s) => written.has(s.from));
    if (letters.length > 0) await unmergeMessages(tx, letters);
  },
};

/** Which of these profiles have rows in the table: most have none, and need no statement of their own. */
async function holders(tx: TransactionSql, table: string, profileIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select p.id from unnest(${plain(profileIds)}::text::uuid[]) p(id) where exists (select from ${tx(table)} t where t.profile_id = p.id)`;
  return new Set(rows.map((r) => r.id));
}
