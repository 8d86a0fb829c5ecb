import { z } from 'zod';
import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { defineJob } from '@/db/jobs';
import { consentEdges, placeholders } from '@/features/consent/core/allowed-set';
import { lockProfiles } from '@/features/profiles/lock';
import { plan } from '../mutations/plan';
import { planForConsent } from '../mutations/plan-for-consent';

const CLOCK = 'activation.consent';
const CHUNK = 500;

/**
 * Takes people whose consent has ended by time out of the destinations that still hold them. Nothing is sent to them from the moment
 * itself, since every send asks; this tells the destination. Idempotent: the sweep moves on in the transaction that plans.
 */
export const consentClockJob = defineJob({
  name: 'activation:consent-clock',
  cron: '* * * * *',
  payload: z.looseObject({}),
  handle: async () => {
    const to = await databaseNow(sql());
    const [state] = await sql()<{ sweptTo: Date }[]>`select swept_to as "sweptTo" from clock_state where name = ${CLOCK}`;
    const used = await sql()<{ purpose: string; channel: string }[]>`
      select distinct d.purpose, d.channel from destinations d join syncs s on s.destination_id = d.id
      where d.status in ('enabled', 'paused') and s.status = 'active'`;
    for (const cell of used) await sweep(cell, state?.sweptTo ?? to, to);
    await sql()`insert into clock_state (name, swept_to) values (${CLOCK}, ${to}) on conflict (name) do update set swept_to = excluded.swept_to`;
  },
});

async function sweep(cell: { purpose: string; channel: string }, from: Date, to: Date): Promise<void> {
  const { place, values } = placeholders();
  const rows = await sql().unsafe<{ profile_id: string }[]>(consentEdges(place, { ...cell, from, to }), values as never[]);
  for (let i = 0; i < rows.length; i += CHUNK) {
    const profileIds = rows.slice(i, i + CHUNK).map((row) => row.profile_id);
    await sql().begin(async (tx) => {
      const { now } = await lockProfiles(tx, profileIds);
      await plan(tx, await planForConsent(tx, { profileIds, ...cell, now }));
    });
  }
}
