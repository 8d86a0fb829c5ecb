import { LANES } from '../constants';
import type { RawEvent } from '../types';

/** The lane of an event: a hash of its strongest identifier, so that one person's events mostly meet in one lane. */
export function laneOf(event: Pick<RawEvent, 'userId' | 'anonymousId' | 'traits' | 'context' | 'properties'>): number {
  return hash(event.userId ?? emailOf(event) ?? event.anonymousId ?? '') % LANES;
}

function emailOf(event: Pick<RawEvent, 'traits' | 'context' | 'properties'>): string | undefined {
  const fromContext = event.context?.traits;
  const candidates = [
    event.traits?.email,
    typeof fromContext === 'object' && fromContext !== null ? (fromContext as Record<string, unknown>).email : undefined,
    event.properties?.email,
  ];
  const email = candidates.find((v) => typeof v === 'string' && v !== '');
  return typeof email === 'string' ? email.trim().toLowerCase() : undefined;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
