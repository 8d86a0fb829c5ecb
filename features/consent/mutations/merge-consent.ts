import type { TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import { newId } from '@/lib/ids';
import { statementOnMerge } from '../core/merge';
import { listPurposes } from '../data/purposes';
import type { Statement } from '../types';
import { moveLedger } from './move-ledger';
import { refold } from './refold';

type Cell = Statement & { profileId: string; purpose: string; channel: string };

/**
 * Consent's part of a merge, in its transaction, both profiles locked: the histories become one, and the more restrictive of both sides
 * holds per purpose × channel, as an entry of its own where the latest statement alone would say otherwise.
 */
export async function mergeConsent(tx: TransactionSql, merge: { survivorId: string; mergedId: string; now: Date }): Promise<void> {
  const { survivorId, mergedId, now } = merge;
  const cells = await tx<Cell[]>`
    select profile_id as "profileId", purpose, channel, state, since as "occurredAt", expires_at as "expiresAt", ledger_id as id
    from consent_states where profile_id in (${survivorId}, ${mergedId})`;
  if (!cells.some((cell) => cell.profileId === mergedId)) return;
  await moveLedger(tx, { from: mergedId, to: survivorId });
  await tx`delete from consent_states where profile_id = ${mergedId}`;
  const validity = new Map((await listPurposes(tx)).map((p) => [p.key, p.validityDays]));
  for (const theirs of cells.filter((cell) => cell.profileId === mergedId)) {
    const ours = cells.find((c) => c.profileId === survivorId && c.purpose === theirs.purpose && c.channel === theirs.channel);
    const said = ours && statementOnMerge(ours, theirs, validity.get(theirs.purpose) ?? null, now);
    if (!said) continue;
    await tx`
      insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, expires_at, method, actor, evidence)
      values (${survivorId}, ${newId()}, ${survivorId}, ${theirs.purpose}, ${theirs.channel}, ${said.state}, ${now}, ${said.expiresAt},
              'merge', 'system:merge', ${tx.json({ mergedProfileId: mergedId })})`;
  }
  await refold(tx, [survivorId]);
  await publishChanged(tx, survivorId, cells);
}

/** Where the two sides did not say the same, destinations that know either of them have to hear of it. */
async function publishChanged(tx: TransactionSql, survivorId: string, cells: readonly Cell[]): Promise<void> {
  const said = new Map<string, Cell[]>();
  for (const cell of cells) said.set(`${cell.purpose}/${cell.channel}`, [...(said.get(`${cell.purpose}/${cell.channel}`) ?? []), cell]);
  for (const [one, other] of said.values()) {
    if (one && one.state !== other?.state)
      await publish(tx, 'consent.changed', { profileIds: [survivorId], purpose: one.purpose, channel: one.channel });
  }
}
