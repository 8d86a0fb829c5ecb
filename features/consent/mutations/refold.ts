import type { AnySql } from '@/db/client';

/**
 * Makes the state of these profiles the fold of their ledger. The order is that of `core/fold.ts`; a test holds them together. Call it
 * with the profiles locked.
 */
export async function refold(tx: AnySql, profileIds: readonly string[]): Promise<void> {
  await tx`
    insert into consent_states (profile_id, purpose, channel, state, since, expires_at, ledger_id)
    select distinct on (profile_id, purpose, channel) profile_id, purpose, channel, state, occurred_at, expires_at, id
    from consent_ledger
    where profile_id = any(${[...profileIds]}::uuid[])
    order by profile_id, purpose, channel, occurred_at desc,
             case state when 'granted' then 0 when 'denied' then 1 else 2 end desc, expires_at asc nulls last, id desc
    on conflict (profile_id, purpose, channel) do update
      set state = excluded.state, since = excluded.since, expires_at = excluded.expires_at, ledger_id = excluded.ledger_id
      where consent_states.ledger_id <> excluded.ledger_id`;
}
