import { sql, type TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { may } from '@/features/consent/data/may';
import { lockProfiles } from '@/features/profiles/lock';
import { newId } from '@/lib/ids';
import { type Planned, plan } from './plan';

export const LEVEL_JOB = 'activation.level-sync';

type Sync = { destinationId: string; segmentId: string };

const CHUNK = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Begins, or begins anew, to bring a destination level with a segment. One that gets the whole list anew is level by itself. */
export async function startLevelling(tx: TransactionSql, { destinationId, segmentId }: Sync): Promise<void> {
  const [snapshot] = await tx`select 1 from destinations where id = ${destinationId} and transport = 'snapshot'`;
  if (snapshot) return;
  await tx`
    update syncs set level_state = 'running', level_done = 0, level_cursor = null,
      level_total = (select count(*) from memberships where segment_id = ${segmentId})
    where destination_id = ${destinationId} and segment_id = ${segmentId}`;
  await enqueue(tx, LEVEL_JOB, { destinationId, segmentId }, { key: `level:${destinationId}:${segmentId}` });
}

/**
 * Does the next part of levelling, in id order, in a transaction of its own: plans an enter for members whom the destination does not
 * know, a leave for people it knows who are no members or may not be sent any more. Who was withheld before and still is, is not
 * counted again. @returns whether there is more to do.
 */
export async function levelChunk({ destinationId, segmentId }: Sync): Promise<boolean> {
  return sql().begin(async (tx) => {
    const [sync] = await tx<{ cursor: string | null; purpose: string; channel: string }[]>`
      select s.level_cursor as cursor, d.purpose, d.channel from syncs s join destinations d on d.id = s.destination_id
      where s.destination_id = ${destinationId} and s.segment_id = ${segmentId} and s.status = 'active' and s.level_state = 'running'
        and d.status in ('enabled', 'paused') for update of s`;
    if (!sync) return false;
    const from = sync.cursor ?? FIRST;
    const next = await tx<{ id: string }[]>`
      select id from (
        (select profile_id as id from memberships where segment_id = ${segmentId} and profile_id > ${from} order by profile_id limit ${CHUNK})
        union
        (select profile_id from sync_members
         where destination_id = ${destinationId} and segment_id = ${segmentId} and profile_id > ${from} order by profile_id limit ${CHUNK})
      ) people order by id limit ${CHUNK}`;
    const ids = next.map((row) => row.id);
    const { now } = await lockProfiles(tx, ids);
    const { planned, members } = await differences(tx, { destinationId, segmentId, ids, ...sync, now });
    await plan(tx, planned);
    const last = ids.at(-1);
    await tx`
      update syncs set level_done = level_done + ${members}, level_cursor = ${last ?? null}, level_state = ${last ? 'running' : 'done'}
      where destination_id = ${destinationId} and segment_id = ${segmentId}`;
    return last !== undefined;
  });
}

type Chunk = Sync & { ids: string[]; purpose: string; channel: string; now: Date };
type Standing = { id: string; member: boolean; told: boolean; waiting: boolean; withheld: boolean };

async function differences(tx: TransactionSql, chunk: Chunk): Promise<{ planned: Planned[]; members: number }> {
  const { destinationId, segmentId, ids, purpose, channel, now } = chunk;
  const allowed = await may(tx, ids, purpose, channel, now);
  const standings = await tx<Standing[]>`
    select p.id,
      p.id in (select profile_id from memberships where segment_id = ${segmentId} and profile_id = any(${ids}::uuid[])) as member,
      p.id in (select profile_id from sync_members
        where destination_id = ${destinationId} and segment_id = ${segmentId} and profile_id = any(${ids}::uuid[])) as told,
      coalesce(bool_or(o.status in ('pending', 'retry', 'sending') and o.kind = 'enter'), false) as waiting,
      coalesce(bool_or(o.status = 'withheld'), false) as withheld
    from unnest(${ids}::uuid[]) p (id)
    left join deliveries o on o.profile_id = p.id and o.destination_id = ${destinationId} and o.segment_id = ${segmentId}
    group by p.id`;
  const kindFor = (s: Standing) => {
    if (s.told && !(s.member && allowed.has(s.id))) return 'leave' as const;
    if (s.member && !s.told && !s.waiting && (allowed.has(s.id) || !s.withheld)) return 'enter' as const;
    return undefined;
  };
  const planned = standings.flatMap((s) => {
    const kind = kindFor(s);
    return kind ? [{ id: newId(), profileId: s.id, destinationId, segmentId, kind }] : [];
  });
  return { planned, members: standings.filter((s) => s.member).length };
}
