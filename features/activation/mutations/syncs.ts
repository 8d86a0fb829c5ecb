import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import type { Mapping } from '../types';
import { lockDestination } from './destinations';
import { startDetaching } from './detach';
import { startLevelling } from './level';

type Key = { destinationId: string; segmentId: string };

/** Lets a segment feed a destination, or changes what goes along; then brings the destination level. */
export async function saveSync(scope: Scope, { destinationId, segmentId, mapping }: Key & { mapping: Mapping }): Promise<void> {
  await sql().begin(async (tx) => {
    await lockDestination(tx, destinationId);
    const [segment] = await tx`select 1 from segments where id = ${segmentId} and status = 'active'`;
    if (!segment) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
    const [before] = await tx<{ status: string }[]>`
      select status from syncs where destination_id = ${destinationId} and segment_id = ${segmentId}`;
    if (before?.status === 'detaching') {
      throw new AppError('conflict', 'People are still being taken out of the destination. Attach the segment again when that is done.', {
        key: 'destination.detaching',
      });
    }
    await tx`
      insert into syncs (destination_id, segment_id, mapping) values (${destinationId}, ${segmentId}, ${tx.json(mapping)})
      on conflict (destination_id, segment_id) do update set mapping = excluded.mapping`;
    await audit(tx, scope, {
      action: before ? 'sync.changed' : 'sync.created',
      subjectType: 'destination',
      subjectId: destinationId,
      details: { segmentId, traits: mapping.traits, identifiers: mapping.identifiers },
    });
    await startLevelling(tx, { destinationId, segmentId });
  });
}

/** Paused: changes are not planned. Resuming brings the destination level with what happened meanwhile. */
export async function pauseSync(scope: Scope, { destinationId, segmentId, paused }: Key & { paused: boolean }): Promise<void> {
  await sql().begin(async (tx) => {
    await lockDestination(tx, destinationId);
    const changed = await tx`
      update syncs set status = ${paused ? 'paused' : 'active'}
      where destination_id = ${destinationId} and segment_id = ${segmentId} and status in ('active', 'paused')`;
    if (changed.count === 0)
      throw new AppError('not_found', 'This segment does not feed the destination.', { key: 'destination.notAttached' });
    const action = paused ? 'sync.paused' : 'sync.resumed';
    await audit(tx, scope, { action, subjectType: 'destination', subjectId: destinationId, details: { segmentId } });
    if (!paused) await startLevelling(tx, { destinationId, segmentId });
  });
}

/** Everybody who was sent through this segment leaves the destination; then the sync is gone. */
export async function detachSegment(scope: Scope, { destinationId, segmentId }: Key): Promise<void> {
  await sql().begin(async (tx) => {
    await lockDestination(tx, destinationId);
    await startDetaching(tx, { destinationId, segmentId });
    await audit(tx, scope, { action: 'sync.deleted', subjectType: 'destination', subjectId: destinationId, details: { segmentId } });
  });
}
