import { sql } from '@/db/client';
import { defineSubscriber } from '@/db/jobs';
import { lockProfiles } from '@/features/profiles/lock';
import type { MembershipChange } from '@/features/segments/types';
import { startLevelling } from '../mutations/level';
import { plan, planDeliveries } from '../mutations/plan';
import { planForConsent } from '../mutations/plan-for-consent';
import { planUpdates } from '../mutations/plan-updates';

/** Changes of membership made outside the pipeline. What a later change has made untrue is left to that one's own fact. */
const membershipsChanged = defineSubscriber({
  name: 'activation.memberships-changed',
  on: 'memberships.changed',
  handle: async ({ segmentId, changeIds }) => {
    const [used] = await sql()`select 1 from syncs where segment_id = ${segmentId} and status = 'active'`;
    if (!used) return;
    await sql().begin(async (tx) => {
      const touched = await tx<{ profileId: string }[]>`
        select distinct coalesce(origin_profile_id, profile_id) as "profileId" from membership_changes where segment_id = ${segmentId} and id = any(${changeIds}::bigint[])`;
      await lockProfiles(
        tx,
        touched.map((row) => row.profileId),
      );
      const changes = await tx<MembershipChange[]>`
        select id::float8 as id, segment_id as "segmentId", coalesce(origin_profile_id, profile_id) as "profileId", change, cause, at from membership_changes c
        where segment_id = ${segmentId} and id = any(${changeIds}::bigint[])
          and not exists (select from membership_changes n where n.profile_id = c.profile_id
            and n.origin_profile_id is not distinct from c.origin_profile_id and n.segment_id = c.segment_id and n.id > c.id)
        order by id`;
      await planDeliveries(tx, changes);
    });
  },
});

/** Who may be sent now and could not before enters; who may no longer be sent leaves. */
const consentChanged = defineSubscriber({
  name: 'activation.consent-changed',
  on: 'consent.changed',
  handle: async ({ profileIds, purpose, channel }) => {
    await sql().begin(async (tx) => {
      const { now } = await lockProfiles(tx, profileIds);
      await plan(tx, await planForConsent(tx, { profileIds, purpose, channel, now }));
    });
  },
});

const profilesChanged = defineSubscriber({
  name: 'activation.profiles-changed',
  on: 'profiles.changed',
  handle: async ({ profileIds }) => {
    await sql().begin(async (tx) => {
      await lockProfiles(tx, profileIds);
      await planUpdates(tx, profileIds);
    });
  },
});

/** A restriction or an objection changes what everything that was agreed to means. Who left a segment by it has a fact of their own. */
const restrictionsChanged = defineSubscriber({
  name: 'activation.restrictions-changed',
  on: 'restrictions.changed',
  handle: async ({ profileIds }) => {
    await sql().begin(async (tx) => {
      const { now, locked } = await lockProfiles(tx, profileIds);
      const cells = await tx<{ purpose: string; channel: string }[]>`
        select distinct d.purpose, d.channel from destinations d join syncs s on s.destination_id = d.id
        where d.status in ('enabled', 'paused') and s.status = 'active'`;
      for (const cell of cells) await plan(tx, await planForConsent(tx, { profileIds: locked, ...cell, now }));
    });
  },
});

/** A purpose's rules decide about everybody: each destination that rests on it is brought level again. */
const purposesChanged = defineSubscriber({
  name: 'activation.purposes-changed',
  on: 'purposes.changed',
  handle: async ({ purpose }) => {
    await sql().begin(async (tx) => {
      const syncs = await tx<{ destinationId: string; segmentId: string }[]>`
        select s.destination_id as "destinationId", s.segment_id as "segmentId"
        from syncs s join destinations d on d.id = s.destination_id
        where d.purpose = ${purpose} and d.status in ('enabled', 'paused') and s.status = 'active'`;
      for (const sync of syncs) await startLevelling(tx, sync);
    });
  },
});

/** For the worker's registry. */
export const activationFollowers = [membershipsChanged, consentChanged, profilesChanged, restrictionsChanged, purposesChanged];
