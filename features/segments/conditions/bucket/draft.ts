/** A random part as it is being written. */
export type BucketDraft = { kind: 'bucket'; seed?: string; from?: number; to?: number };

export const newBucket: BucketDraft = { kind: 'bucket', seed: 'split', from: 0, to: 50 };
