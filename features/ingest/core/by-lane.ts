import type { InboxMode, InboxRow, RawEvent } from '../types';
import { laneOf } from './lane';

type From = { sourceId: string; mode: InboxMode; receivedAt: Date };

/** Events as rows of the inbox, those of one lane together. */
export function byLane(events: readonly RawEvent[], { sourceId, mode, receivedAt }: From): InboxRow[] {
  const lanes = new Map<number, RawEvent[]>();
  for (const event of events) {
    const lane = laneOf(event);
    const batch = lanes.get(lane);
    if (batch) batch.push(event);
    else lanes.set(lane, [event]);
  }
  return [...lanes].map(([lane, batch]) => ({ lane, sourceId, mode, receivedAt, body: JSON.stringify({ batch }) }));
}
