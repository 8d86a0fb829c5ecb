import type { DestinationRow } from '@/plugins/kit/types';
import type { ClaimedDelivery } from '../types';

/** A claimed delivery as a destination plug-in is handed it. */
export function destinationRow(delivery: ClaimedDelivery): DestinationRow {
  const { id, kind, createdAt, segmentId, segmentName, profileId, payload } = delivery;
  return {
    id,
    kind,
    at: createdAt.toISOString(),
    segment: segmentId === null ? null : { id: segmentId, name: segmentName ?? '' },
    profile: payload ?? { id: profileId, previousIds: [], traits: {}, identifiers: [] },
  };
}
