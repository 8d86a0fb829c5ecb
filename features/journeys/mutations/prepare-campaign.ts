import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { enqueue } from '@/db/jobs';
import { isWhole } from '@/features/segments/data/require-whole';
import { EMAIL_CHANNEL, PREPARE_CHUNK } from '../constants';

export const PREPARE_JOB = 'journeys.prepare-campaign';

/** Stored with the campaign while it waits. */
export const WAITS = 'segment';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** So often it looks whether its segment is whole by now. */
const LOOK_AGAIN_MS = 60_000;

/** Before anybody is written down: a campaign whose segment is not whole stays as it is, says so, and looks again in a minute. */
export async function waitsForSegment(id: string): Promise<boolean> {
  return sql().begin(async (tx) => {
    const [campaign] = await tx<{ segmentId: string; error: string | null }[]>`
      select segment_id as "segmentId", error from campaigns
      where id = ${id} and status in ('scheduled', 'preparing') and cursor is null for update`;
    if (!campaign) return false;
    const waits = !(await isWhole(tx, campaign.segmentId));
    if (waits) await tx`update campaigns set error = ${WAITS} where id = ${id}`;
    else if (campaign.error === WAITS) await tx`update campaigns set error = null where id = ${id}`;
    if (waits)
      await enqueue(
        tx,
        PREPARE_JOB,
        { campaignId: id },
        { key: `campaign:${id}`, runAt: new Date((await databaseNow(tx)).getTime() + LOOK_AGAIN_MS) },
      );
    return waits;
  });
}

/** A campaign whose time has come begins. @returns false when it was paused or cancelled meanwhile, or has begun before. */
export async function beginPreparing(id: string): Promise<boolean> {
  const [row] = await sql()`
    update campaigns set status = 'preparing', started_at = coalesce(started_at, now())
    where id = ${id} and status in ('scheduled', 'preparing') returning id`;
  return row !== undefined;
}

/**
 * Writes the next members of the segment down as messages of the campaign, once each, in one transaction that also moves the cursor: a
 * killed worker neither loses nor doubles anybody. @returns whether there may be more
 */
export async function prepareChunk(campaignId: string): Promise<boolean> {
  return sql().begin(async (tx) => {
    const [campaign] = await tx<{ segmentId: string; cursor: string | null }[]>`
      select segment_id as "segmentId", cursor from campaigns where id = ${campaignId} and status = 'preparing' for update`;
    if (!campaign) return false;
    const members = await tx<{ id: string }[]>`
      select profile_id as id from memberships where segment_id = ${campaign.segmentId} and profile_id > ${campaign.cursor ?? FIRST}
      order by profile_id limit ${PREPARE_CHUNK}`;
    const written = await tx`
      insert into messages (profile_id, id, campaign_id, origin_profile_id, status, next_attempt_at)
      select m, gen_random_uuid(), ${campaignId}, m, 'pending', now() from unnest(${members.map((m) => m.id)}::uuid[]) m
      on conflict (profile_id, campaign_id, origin_profile_id) do nothing`;
    const more = members.length === PREPARE_CHUNK;
    await tx`
      update campaigns set cursor = ${members.at(-1)?.id ?? campaign.cursor}, audience = audience + ${written.count},
        status = ${more ? 'preparing' : 'sending'} where id = ${campaignId}`;
    if (!more) await tx`select pg_notify(${EMAIL_CHANNEL}, '')`;
    return more;
  });
}
