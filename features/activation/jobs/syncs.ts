import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob, enqueue } from '@/db/jobs';
import { DETACH_JOB, detachChunk, finishDetaching } from '../mutations/detach';
import { LEVEL_JOB, levelChunk } from '../mutations/level';

const payload = z.strictObject({ destinationId: z.uuid(), segmentId: z.uuid() });
const LOOK_AGAIN_MS = 5_000;

/** Idempotent: each part takes up at the cursor of the one before, and plans only what is missing. */
export const levelSyncJob = defineJob({
  name: LEVEL_JOB,
  payload,
  handle: async (sync, { signal }) => {
    while (await levelChunk(sync)) if (signal.aborted) throw new Error('Stopped; goes on where it was');
  },
});

/** Idempotent: a person with a leave planned is not planned again; looks again until the leaves are through. */
export const detachSyncJob = defineJob({
  name: DETACH_JOB,
  payload,
  handle: async (sync, { signal }) => {
    while (await detachChunk(sync)) if (signal.aborted) throw new Error('Stopped; goes on where it was');
    if (await finishDetaching(sync)) return;
    const key = `detach:${sync.destinationId}:${sync.segmentId}`;
    await sql().begin((tx) => enqueue(tx, DETACH_JOB, sync, { key, runAt: new Date(Date.now() + LOOK_AGAIN_MS) }));
  },
});
