import { sql } from '@/db/client';
import { EMAIL_UNSUBSCRIBED } from '@/lib/event-names';
import { tellOf } from './finish-message';

type Left = { id: string; profileId: string; campaignId: string; name: string; purpose: string; at: Date };

/** Marks the messages by whose link these people have unsubscribed, once each, and tells their timelines. */
export async function noteUnsubscribed(profileIds: readonly string[]): Promise<void> {
  const rows = await sql()<Left[]>`
    select distinct on (m.id) m.id, m.profile_id as "profileId", m.campaign_id as "campaignId", c.name, c.purpose, l.occurred_at as at
    from consent_ledger l
    join messages m on m.profile_id = l.profile_id and m.id::text = l.evidence->>'messageId'
    join campaigns c on c.id = m.campaign_id
    where l.profile_id = any(${[...profileIds]}::uuid[]) and l.state = 'withdrawn' and l.evidence ? 'messageId' and m.unsubscribed_at is null
    order by m.id, l.occurred_at`;
  for (const row of rows) {
    await sql().begin(async (tx) => {
      const { count } = await tx`
        update messages set unsubscribed_at = ${row.at} where profile_id = ${row.profileId} and id = ${row.id} and unsubscribed_at is null`;
      if (count === 0) return;
      await tellOf(tx, row, { id: row.campaignId, name: row.name, purpose: row.purpose }, { name: EMAIL_UNSUBSCRIBED, at: row.at });
    });
  }
}
