import { z } from 'zod';
import { defineJob, defineSubscriber } from '@/db/jobs';
import { noteUnsubscribed } from './mutations/note-unsubscribed';
import { beginPreparing, PREPARE_JOB, prepareChunk, waitsForSegment } from './mutations/prepare-campaign';

/** Idempotent: goes on after the last member written down. */
export const prepareCampaignJob = defineJob({
  name: PREPARE_JOB,
  payload: z.strictObject({ campaignId: z.uuid() }),
  handle: async ({ campaignId }, { signal }) => {
    if (await waitsForSegment(campaignId)) return;
    if (!(await beginPreparing(campaignId))) return;
    while (await prepareChunk(campaignId)) if (signal.aborted) throw new Error('Stopped; goes on where it was');
  },
});

/** Marks the message that somebody unsubscribed by, and tells their timeline. */
export const unsubscribedFollower = defineSubscriber({
  name: 'journeys.consent-changed',
  on: 'consent.changed',
  handle: async ({ profileIds }) => noteUnsubscribed(profileIds),
});
