import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { systemScope } from '@/features/access/core/scope';
import { DEMO_JOB } from '@/features/sources/demo/constants';
import { readDemoState } from '@/features/sources/demo/data';
import { writeDemoState } from '@/features/sources/demo/mutations';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { loadDemo } from './load';

/** Loads the demo company in the background. A second try after a crash repeats the calls; their ids make that harmless. */
export const demoJob = defineJob({
  name: DEMO_JOB,
  payload: z.strictObject({}),
  handle: async (_payload, { signal, isLastAttempt }) => {
    try {
      await loadDemo({ sql: sql(), scope: systemScope('demo'), baseUrl: `http://127.0.0.1:${env().PORT}`, now: new Date(), signal });
    } catch (err) {
      const state = await readDemoState(sql());
      if (isLastAttempt && !signal.aborted && state) {
        log.error({ err }, 'The demo company could not be loaded');
        await writeDemoState(sql(), { ...state, status: 'failed', error: err instanceof Error ? err.message : 'unknown' });
      }
      throw err;
    }
  },
});
