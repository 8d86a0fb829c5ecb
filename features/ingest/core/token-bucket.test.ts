import { describe, expect, it } from 'vitest';
import { type Bucket, take } from './token-bucket';

describe('take', () => {
  it('lets through the rate over time, whatever the size of the calls', () => {
    for (const size of [1, 7, 100]) {
      let bucket: Bucket | undefined;
      let taken = 0;
      for (let now = 0; now <= 100_000; now += 10) {
        const result = take(bucket, size, 50, now);
        bucket = result.bucket;
        if (result.waitSeconds === 0) taken += size;
      }
      expect(taken).toBeGreaterThan(50 * 95);
      expect(taken).toBeLessThan(50 * 103 + size);
    }
  });

  it('says after how many seconds to come back, and is right', () => {
    const first = take(undefined, 500, 50, 0);
    const refused = take(first.bucket, 1, 50, 0);
    expect(refused.waitSeconds).toBeGreaterThan(8);
    expect(take(refused.bucket, 1, 50, refused.waitSeconds * 1_000).waitSeconds).toBe(0);
  });
});
