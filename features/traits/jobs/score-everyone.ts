import type { Sql } from '@/db/client';
import { publish } from '@/db/facts';
import { plain } from '@/db/literals';
import { withRetry } from '@/db/with-retry';
import type { Rfm } from '../core/rfm';
import type { RfmParameters } from '../schema';
import { type Scored, type Scoring, scoreProfiles } from './score';

const CHUNK = 1_000;

/** The quintiles of everybody on `order_sums` of this connection, ties by id, in the temporary table `order_quintiles`. */
export async function makeQuintiles(one: Sql): Promise<RfmParameters> {
  await one`drop table if exists order_quintiles`;
  await one`
    create temporary table order_quintiles as
    select profile_id, recency, orders, revenue, ntile(5) over (order by recency desc, profile_id) as r,
      ntile(5) over (order by orders, profile_id) as f, ntile(5) over (order by revenue, profile_id) as m from order_sums`;
  await one`create index on order_quintiles (profile_id)`;
  await one`analyze order_quintiles`;
  const [cuts] = await one<{ recency: number[]; frequency: number[]; monetary: number[] }[]>`
    select array(select max(recency) from order_quintiles where r > 1 group by r order by r)::float8[] as recency,
      array(select min(orders) from order_quintiles where f > 1 group by f order by f)::float8[] as frequency,
      array(select min(revenue) from order_quintiles where m > 1 group by m order by m)::float8[] as monetary`;
  return cuts ?? { recency: [], frequency: [], monetary: [] };
}

/**
 * Scores everybody who ordered or has scores, in chunks, each a transaction that also tells later stages what changed. `keep` keeps
 * the predictions as published ones. Beginning anew changes nothing.
 */
export async function scoreEveryone(one: Sql, scoring: Scoring, { keep, signal }: { keep: boolean; signal: AbortSignal }): Promise<number> {
  await one`drop table if exists to_score`;
  await one`create temporary table to_score (n bigserial primary key, profile_id uuid not null)`;
  const { count } = await one`
    insert into to_score (profile_id)
    select profile_id from (select profile_id from order_sums union select id from profiles where derived <> '{}'
      union select id from profiles where order_count <> scored_order_count or spend <> scored_spend) p order by 1`;
  for (let done = 0; done < count; done += CHUNK) {
    if (signal.aborted) throw new Error('The worker stops: scoring begins anew with the next one');
    const rows = await one<{ id: string; recency: number; frequency: number; monetary: number; orders: number; revenue: number }[]>`
      select s.profile_id as id, q.r as recency, q.f as frequency, q.m as monetary, q.orders, q.revenue
      from to_score s left join order_quintiles q on q.profile_id = s.profile_id where s.n > ${done} and s.n <= ${done + CHUNK} order by s.n`;
    const exact = new Map<string, Rfm & { orders: number; revenue: number }>(
      rows.filter((row) => row.orders !== null).map((row) => [row.id, row]),
    );
    const ids = rows.map((row) => row.id);
    await withRetry(() =>
      one.begin(async (tx) => {
        const scored = await scoreProfiles(tx, ids, scoring, exact);
        if (keep && scoring.model) await keepScores(tx, scored, scoring);
        await tellChanged(tx, scored);
      }),
    );
  }
  return count;
}

/** Later stages learn which people's traits changed, and which traits. */
export async function tellChanged(tx: Parameters<typeof publish>[0], { changed }: Scored): Promise<void> {
  if (changed.size === 0) return;
  const dependencies = [...new Set([...changed.values()].flat())].map((trait) => `trait:${trait}`);
  await publish(tx, 'profiles.changed', { profileIds: [...changed.keys()], dependencies, cause: 'score' });
}

async function keepScores(tx: Parameters<typeof scoreProfiles>[0], { predictions, today }: Scored, { model }: Scoring): Promise<void> {
  if (!model || predictions.size === 0) return;
  const list = [...predictions];
  await tx`
    insert into model_scores (profile_id, model_id, version, scored_on, horizon_days, orders_horizon, no_purchase, orders_12m, value_12m)
    select id, ${model.id}, ${model.version}, date '1970-01-01' + ${today}::int, ${model.scorer.settings.horizonDays}, h, n, o, v
    from unnest(${plain(list.map(([id]) => id))}::text::uuid[], ${plain(list.map(([, p]) => p.ordersHorizon))}::text::real[],
      ${plain(list.map(([, p]) => p.noPurchase))}::text::real[], ${plain(list.map(([, p]) => p.orders12m))}::text::real[],
      ${plain(list.map(([, p]) => p.value12m))}::text::float8[]) u(id, h, n, o, v)
    on conflict do nothing`;
}
