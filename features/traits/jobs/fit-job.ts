import { z } from 'zod';
import { connect } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { FIT_JOB } from '../constants';
import { modelSettings } from '../data';
import { storeFit, storeRfm } from '../mutations/publish-model';
import { fitModel } from './fit';
import { gatherOrderDays } from './order-days';
import { makeQuintiles, scoreEveryone } from './score-everyone';
import { readCompany, readScoring } from './scoring';

/** Tests and fits the purchase model, publishes it if it may be, and scores everybody; also the traits that need no model. */
export const fitModelJob = defineJob({
  name: FIT_JOB,
  payload: z.strictObject({}),
  cron: '41 2 * * *',
  handle: (_, { signal }) => fitAndScore(signal),
});

/** The whole run, on a connection of its own: one at a time in the installation. */
export async function fitAndScore(signal: AbortSignal): Promise<void> {
  const one = connect(env().DATABASE_URL ?? '', { max: 1, idle_timeout: 0, max_lifetime: null });
  try {
    await one`select pg_advisory_lock(hashtext('tessera:fit-ltv'))`;
    const company = await readCompany();
    const { today } = await gatherOrderDays(one, company);
    const outcome = await fitModel(one, { company, settings: await modelSettings(), today, run: { signal, cpuMs: 0 } });
    const version = await storeFit(one, outcome);
    log.info({ version, status: outcome.status, reason: outcome.reason, customers: outcome.card.data.customers }, 'purchase model fitted');
    await storeRfm(one, await makeQuintiles(one));
    const scoring = await readScoring(one);
    if (!scoring) return;
    const keep = scoring.model !== null && !(await keptThisMonth(one, company.timeZone));
    const people = await scoreEveryone(one, scoring, { keep, signal });
    if (scoring.model) await one`update models set scored_at = clock_timestamp() where id = ${scoring.model.id}`;
    log.info({ people, model: scoring.model?.version ?? null, kept: keep }, 'everybody scored');
  } finally {
    await one.end({ timeout: 5 });
  }
}

/** Whether this month's predictions are kept already: the first run of a month does that. */
async function keptThisMonth(one: ReturnType<typeof connect>, timeZone: string): Promise<boolean> {
  const [row] = await one`
    select 1 from models where kind = 'clv' and scored_at >= date_trunc('month', now() at time zone ${timeZone}) at time zone ${timeZone}
      and exists (select from model_scores s where s.model_id = models.id) limit 1`;
  return row !== undefined;
}
