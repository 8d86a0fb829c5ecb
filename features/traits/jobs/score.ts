import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import type { TraitProvenance } from '@/db/schema';
import { lockProfiles } from '@/features/profiles/lock';
import { type DerivedRow, writeDerived } from '@/features/profiles/mutations/write-derived';
import { isPredictedTrait, isScoredTrait } from '../constants';
import { type Rfm, rfmOf } from '../core/rfm';
import { computedValues, type Orders, type Prediction, predict, predictedValues, type Scorer } from '../core/score';
import type { ModelSettings, RfmParameters } from '../schema';
import type { Company } from './order-days';

/** What scoring goes by: the model in force, if any, and the quintiles. */
export type Scoring = {
  company: Company;
  settings: ModelSettings;
  model: { id: string; version: number; scorer: Scorer } | null;
  rfm: { version: number; cuts: RfmParameters };
};

type Row = Orders & {
  id: string;
  derived: Record<string, unknown>;
  excluded: boolean;
  today: number;
  source: string | null;
};

export type Scored = { changed: Map<string, string[]>; predictions: Map<string, Prediction>; today: number };

/**
 * Scores these people anew from their orders, under their locks, and takes every score back from those without orders or whose
 * data may not be used. `exact` has the buckets of a run over everybody, where their orders are still the same.
 */
export async function scoreProfiles(
  tx: TransactionSql,
  profileIds: readonly string[],
  scoring: Scoring,
  exact: ReadonlyMap<string, Rfm & { orders: number; revenue: number }> = new Map(),
): Promise<Scored> {
  const { now, locked } = await lockProfiles(tx, profileIds);
  const rows = await readOrders(tx, locked, scoring.company, now);
  const predictions = new Map<string, Prediction>();
  const derived = rows.map((row): DerivedRow => {
    const values: Record<string, unknown> = {};
    if (row.orders > 0 && !row.excluded) {
      const snapshot = exact.get(row.id);
      const revenue = row.gross - row.refunds;
      const isSame = snapshot?.orders === row.orders && Math.abs(snapshot.revenue - revenue) < 1e-6;
      const rfm = isSame ? snapshot : rfmOf({ recency: row.today - row.lastDay, orders: row.orders, revenue }, scoring.rfm.cuts);
      Object.assign(values, computedValues(row, rfm, { source: row.source, marginPercent: scoring.settings.marginPercent }));
      if (scoring.model) {
        const prediction = predict(row, row.today, scoring.model.scorer);
        predictions.set(row.id, prediction);
        Object.assign(values, predictedValues(prediction, scoring.model.scorer));
      }
    }
    for (const name of Object.keys(row.derived)) if (isScoredTrait(name) && !(name in values)) values[name] = null;
    return { profileId: row.id, values, provenance: (trait) => provenanceOf(trait, scoring, now) };
  });
  const changed = await writeDerived(tx, derived);
  await tx`
    update profiles set scored_order_count = order_count, scored_spend = spend
    where id = any(${plain(locked)}::text::uuid[]) and (scored_order_count <> order_count or scored_spend <> spend)`;
  return { changed, predictions, today: rows[0]?.today ?? 0 };
}

function provenanceOf(trait: string, { model, rfm }: Scoring, now: Date): TraitProvenance {
  const at = now.toISOString();
  if (model && isPredictedTrait(trait)) return { kind: 'predicted', model: 'clv', version: model.version, at };
  if (trait.startsWith('rfm_')) return { kind: 'computed', model: 'rfm', version: rfm.version, at };
  return { kind: 'computed', model: 'orders', version: 1, at };
}

/** What these people bought, and where they came from: the campaign of their first visit with one before the first order, else the source of that order. */
function readOrders(tx: TransactionSql, ids: readonly string[], { currency, timeZone }: Company, now: Date): Promise<Row[]> {
  const counts = tx`(e.currency is null or e.currency = ${currency}) and e.occurred_at <= ${now}`;
  return tx<Row[]>`
    select p.id, p.derived, p.restricted_at is not null or p.objected_at is not null as excluded,
      (${now}::timestamptz at time zone ${timeZone})::date - date '1970-01-01' as today,
      coalesce(o.x, 0) as x, coalesce(o.first_day, 0) as "firstDay", coalesce(o.last_day, 0) as "lastDay", coalesce(o.orders, 0) as orders,
      coalesce(o.gross, 0) as gross, coalesce(o.first_amount, 0) as "firstAmount", coalesce(o.refunds, 0) as refunds,
      coalesce(c.campaign, s.name) as source
    from unnest(${plain(ids)}::text::uuid[]) i(id) join profiles p on p.id = i.id
    left join lateral (
      select count(*) filter (where d.orders > 0)::int - 1 as x, min(d.day) filter (where d.orders > 0) as first_day,
        max(d.day) filter (where d.orders > 0) as last_day, sum(d.orders)::int as orders, sum(d.amount) as gross, sum(d.refunded) as refunds,
        (array_agg(d.amount order by d.day) filter (where d.orders > 0))[1] as first_amount, min(d.first_at) as first_at
      from (
        select (e.occurred_at at time zone ${timeZone})::date - date '1970-01-01' as day, count(*) filter (where e.name = 'Order Completed') as orders,
          coalesce(sum(e.value) filter (where e.name = 'Order Completed'), 0) as amount,
          coalesce(sum(e.value) filter (where e.name = 'Order Refunded'), 0) as refunded,
          min(e.occurred_at) filter (where e.name = 'Order Completed') as first_at
        from events e where e.profile_id = p.id and e.name in ('Order Completed', 'Order Refunded') and ${counts} group by 1
      ) d
    ) o on true
    left join lateral (
      select e.context -> 'campaign' ->> 'source' as campaign from events e
      where e.profile_id = p.id and e.occurred_at <= o.first_at and e.context -> 'campaign' ->> 'source' <> ''
      order by e.occurred_at, e.id limit 1
    ) c on true
    left join lateral (
      select f.source_id from events f where f.profile_id = p.id and f.occurred_at = o.first_at and f.name = 'Order Completed' order by f.id limit 1
    ) f on true
    left join sources s on s.id = f.source_id
    order by p.id`;
}
