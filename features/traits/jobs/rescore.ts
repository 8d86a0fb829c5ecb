import { z } from 'zod';
import { type Sql, sql } from '@/db/client';
import { defineJob, defineSubscriber } from '@/db/jobs';
import { withRetry } from '@/db/with-retry';
import { scoreProfiles } from './score';
import { tellChanged } from './score-everyone';
import { readScoring } from './scoring';

const CHUNK = 1_000;

/** People whose orders changed since they were scored get new scores from the model in force, without a fit. */
export const rescoreJob = defineJob({
  name: 'traits.rescore',
  payload: z.strictObject({}),
  cron: '* * * * *',
  handle: async (_, { signal }) => {
    await rescoreChanged(sql(), signal);
  },
});

/** Scores come and go with what may be done with a person's data. */
export const restrictionsChanged = defineSubscriber({
  name: 'traits.restrictions-changed',
  on: 'restrictions.changed',
  handle: async ({ profileIds }) => rescore(sql(), profileIds),
});

/** @returns how many people were scored; none before the first run over everybody, which also scores them. */
export async function rescoreChanged(db: Sql, signal: AbortSignal): Promise<number> {
  let scored = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; !signal.aborted; ) {
    const rows = await db<{ id: string }[]>`
      select id from profiles where (order_count <> scored_order_count or spend <> scored_spend) and id > ${after} order by id limit ${CHUNK}`;
    const last = rows.at(-1);
    if (!last) break;
    if (!(await readScoring(db))) break;
    await rescore(
      db,
      rows.map((row) => row.id),
    );
    scored += rows.length;
    after = last.id;
  }
  return scored;
}

async function rescore(db: Sql, profileIds: readonly string[]): Promise<void> {
  const scoring = await readScoring(db);
  if (!scoring) return;
  await withRetry(() =>
    db.begin(async (tx) => {
      await tellChanged(tx, await scoreProfiles(tx, profileIds, scoring));
    }),
  );
}
