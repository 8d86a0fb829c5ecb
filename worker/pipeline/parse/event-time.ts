import type { InboxMode } from '../types';

const DAY = 86_400_000;

type Times = { mode: InboxMode; receivedAt: Date; sentAt?: string | undefined; originalTimestamp?: string | undefined };

const parse = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
};

/**
 * When it happened, by our clock: the device's clock error is the same at both of its readings, so it cancels out. Imports
 * and replays state their own times. Without a readable time it happened when we received it.
 */
export function eventTime({ mode, receivedAt, sentAt, originalTimestamp }: Times): Date {
  const original = parse(originalTimestamp);
  if (original === undefined) return receivedAt;
  const sent = mode === 'import' ? undefined : parse(sentAt);
  return new Date(sent === undefined ? original : receivedAt.getTime() - (sent - original));
}

/** Whether the moment lies from 1970 to the end of tomorrow (UTC, seen from `receivedAt`): partitions are made for no other. */
export function isStorableTime(at: Date, receivedAt: Date): boolean {
  const end = (Math.floor(receivedAt.getTime() / DAY) + 2) * DAY;
  return at.getTime() >= 0 && at.getTime() < end;
}
