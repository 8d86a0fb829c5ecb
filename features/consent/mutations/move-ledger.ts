import type { TransactionSql } from '@/db/client';
import { movingRows } from './moving-rows';

type Move = { from: string; to: string /** Statements about these only. */; origins?: readonly string[] };

/** The ledger is append-only, but for whole rows that change profiles: inserted there, deleted here. */
export async function moveLedger(tx: TransactionSql, { from, to, origins }: Move): Promise<void> {
  const only = (origins ?? null) as string[] | null;
  await movingRows(tx, async () => {
    const which = tx`profile_id = ${from} and (${only}::uuid[] is null or origin_profile_id = any(${only}::uuid[]))`;
    await tx`
      insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, recorded_at, expires_at,
                                  method, actor, text_version, evidence)
      select ${to}, id, origin_profile_id, purpose, channel, state, occurred_at, recorded_at, expires_at, method, actor, text_version, evidence
      from consent_ledger where ${which} on conflict (profile_id, id) do nothing`;
    await tx`delete from consent_ledger where ${which}`;
  });
}
