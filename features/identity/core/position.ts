import type { Position } from '../types';

/** The order of history: time, then event id. Every tie in Tessera is decided by it, so that arrival order never matters. */
export function comparePositions(a: Position, b: Position): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0;
}
