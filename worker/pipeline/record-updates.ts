import type { Identified } from '@/features/identity/types';
import type { RecordUpdate } from '@/features/profiles/mutations/write-records';
import type { PipelineEvent } from './types';

/** What the events of a batch say of each record, together: its moments, and of each trait the latest value. */
export function recordUpdates(events: readonly PipelineEvent[], placed: readonly Identified[]): RecordUpdate[] {
  const updates = new Map<string, RecordUpdate>();
  for (const [n, e] of events.entries()) {
    const place = placed[n];
    if (!place) continue;
    const at = e.occurredAt.getTime();
    let u = updates.get(place.recordId);
    if (!u) {
      const { profileId, recordId, recordKey: key } = place;
      u = { profileId, recordId, sourceId: e.sourceId, key, first: at, last: at, traits: {} };
      updates.set(recordId, u);
    }
    if (at < u.first) u.first = at;
    if (at > u.last) u.last = at;
    const moment = e.occurredAt.toISOString();
    for (const [trait, v] of Object.entries(e.traits)) {
      if (v === undefined) continue;
      const known = u.traits[trait];
      if (known && (known.at > moment || (known.at === moment && known.id >= e.id))) continue;
      u.traits[trait] = { v, at: moment, id: e.id };
    }
  }
  return [...updates.values()];
}
