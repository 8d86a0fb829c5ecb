import type { TransactionSql } from '@/db/client';

/** Up to so many may leave at once after a rest. */
const BURST_SECONDS = 1;

type Bucket = { nextSlotAt: Date | null; ratePerMinute: number | null; now: Date };

/**
 * Takes up to `wanted` places in the flow, under the sender's rate for all campaigns and this campaign's own, whichever process asks.
 * @returns how many, and after how long the next one is free.
 */
export async function takeSlots(tx: TransactionSql, campaignId: string, wanted: number): Promise<{ taken: number; waitMs: number }> {
  const [all] = await tx<Bucket[]>`
    select next_slot_at as "nextSlotAt", rate_per_minute as "ratePerMinute", clock_timestamp() as now
    from email_sender where key = 'default' for update`;
  const [own] = await tx<Bucket[]>`
    select next_slot_at as "nextSlotAt", rate_per_minute as "ratePerMinute", clock_timestamp() as now from campaigns where id = ${campaignId}`;
  const buckets = [all, own].filter((bucket) => bucket !== undefined);
  const taken = Math.min(wanted, ...buckets.map(freeSlots));
  const [nextAll, nextOwn] = [all && after(all, taken), own && after(own, taken)];
  if (taken > 0 && nextAll) await tx`update email_sender set next_slot_at = ${nextAll} where key = 'default'`;
  if (taken > 0 && nextOwn) await tx`update campaigns set next_slot_at = ${nextOwn} where id = ${campaignId}`;
  return { taken, waitMs: Math.max(0, ...buckets.map((bucket) => waitOf(bucket, taken))) };
}

const intervalMs = (ratePerMinute: number): number => 60_000 / ratePerMinute;

function startOf({ nextSlotAt, now }: Bucket): number {
  return Math.max(nextSlotAt?.getTime() ?? 0, now.getTime());
}

/** How many places lie before the end of the burst that is allowed from now. */
export function freeSlots(bucket: Bucket): number {
  if (!bucket.ratePerMinute) return Number.POSITIVE_INFINITY;
  const step = intervalMs(bucket.ratePerMinute);
  const ahead = startOf(bucket) - bucket.now.getTime();
  const room = Math.max(step, BURST_SECONDS * 1_000) - ahead;
  return Math.max(0, Math.floor(room / step));
}

function after(bucket: Bucket, taken: number): Date | undefined {
  return bucket.ratePerMinute ? new Date(startOf(bucket) + taken * intervalMs(bucket.ratePerMinute)) : undefined;
}

function waitOf(bucket: Bucket, taken: number): number {
  const next = after(bucket, taken);
  return next ? Math.max(0, next.getTime() - bucket.now.getTime()) : 0;
}
