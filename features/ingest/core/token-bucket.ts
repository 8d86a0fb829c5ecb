/** How many tokens are left, as of a moment in milliseconds. May be below zero: a batch is let through whole. */
export type Bucket = { tokens: number; at: number };

/**
 * Takes `n` from a bucket that refills by `perSecond` up to one second's worth.
 * @returns the bucket, and the whole seconds to wait when nothing was taken (0 = taken)
 */
export function take(bucket: Bucket | undefined, n: number, perSecond: number, now: number): { bucket: Bucket; waitSeconds: number } {
  const before = bucket ?? { tokens: perSecond, at: now };
  const tokens = Math.min(perSecond, before.tokens + ((now - before.at) / 1000) * perSecond);
  if (tokens <= 0) return { bucket: { tokens, at: now }, waitSeconds: Math.max(1, Math.ceil((1 - tokens) / perSecond)) };
  return { bucket: { tokens: tokens - n, at: now }, waitSeconds: 0 };
}
