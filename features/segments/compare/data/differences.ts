import type { Sql, TransactionSql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { EVENT_DAYS, EVENT_SAMPLE, LEAST_SUPPORT, SAMPLE } from '../constants';
import { type Counted, pickDifferences } from '../core/log-odds';
import { type Range, rangeText } from '../core/ranges';
import type { Counts, Differences } from '../types';
import { type Group, peopleOf, sideOf } from './people-sql';
import { readWithin } from './read-within';
import { comparedTraits } from './traits';
import { bucketOf, numberValues, traitValues } from './values-sql';

type Ask = { segmentId: string; other: Group; personalData: PersonalData };

/**
 * What is over- and under-represented in a segment, beside another or everybody, in traits and in events of the last year. Large groups are
 * asked by chance; for events fewer people are asked, because they are looked up person by person.
 */
export async function readDifferences(db: Sql, { segmentId, other, personalData }: Ask): Promise<Differences> {
  return readWithin(db, async (tx) => {
    const traits = await ofTraits(tx, { segmentId, other, personalData });
    const events = await ofEvents(tx, { segmentId, other });
    const features: Counted[] = [
      ...traits.found.map((each) => ({ ...each, of: traits.asked })),
      ...events.found.map((each) => ({ ...each, of: events.asked })),
    ];
    const [clock] = await tx<{ now: Date }[]>`select now() as now`;
    return {
      ...pickDifferences(features),
      seen: features.length,
      a: sideOf(traits.asked.a, traits.sizes.a, traits.sampled.a || events.sampled.a),
      b: sideOf(traits.asked.b, traits.sizes.b, traits.sampled.b || events.sampled.b),
      asOf: (clock?.now ?? new Date()).toISOString(),
    };
  });
}

type Found = Omit<Counted, 'of'>[];

async function ofTraits(tx: TransactionSql, { segmentId, other, personalData }: Ask) {
  const traits = await comparedTraits(tx, personalData);
  const { people, sizes, sampled } = await peopleOf(tx, { a: segmentId, b: other, most: SAMPLE });
  const values = await tx<{ trait: string; value: string; a: number; b: number }[]>`
    with people as materialized (${people})
    select trait, value, (count(*) filter (where side = 0))::float8 as a, (count(*) filter (where side = 1))::float8 as b
    from (${traitValues(tx, traits)}) v group by trait, value having count(*) >= ${LEAST_SUPPORT}`;
  const numbers = await tx<(Range & { trait: string; a: number; b: number })[]>`
    with people as materialized (${people}), v as materialized (${numberValues(tx, traits)}),
      cuts as (select trait, array_agg(distinct c order by c) as at from (
        select trait, unnest(percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by n)) as c from v where side = 1 group by trait) c
        group by trait)
    select trait, min(n) as low, max(n) as high,
      (count(*) filter (where side = 0))::float8 as a, (count(*) filter (where side = 1))::float8 as b
    from v left join cuts using (trait) group by trait, ${bucketOf(tx)} having count(*) >= ${LEAST_SUPPORT}`;
  const found: Found = [
    ...values.map(({ trait, value, a, b }) => ({ feature: { type: 'trait' as const, trait, value, range: false }, a, b })),
    ...numbers.map(({ trait, low, high, a, b }) => ({
      feature: { type: 'trait' as const, trait, value: rangeText({ low, high }), range: true },
      a,
      b,
    })),
  ];
  return { found, sizes, sampled, asked: await askedOf(tx, people) };
}

async function ofEvents(tx: TransactionSql, { segmentId, other }: Omit<Ask, 'personalData'>) {
  const { people, sampled } = await peopleOf(tx, { a: segmentId, b: other, most: EVENT_SAMPLE });
  const rows = await tx<{ event: string; a: number; b: number }[]>`
    with people as materialized (${people}), did as (
      select distinct x.side, x.id, e.name from people x join events e on e.profile_id = x.id
      where e.type in ('track', 'page', 'screen') and e.occurred_at > now() - make_interval(days => ${EVENT_DAYS}) and e.occurred_at <= now())
    select name as event, (count(*) filter (where side = 0))::float8 as a, (count(*) filter (where side = 1))::float8 as b
    from did group by name having count(*) >= ${LEAST_SUPPORT}`;
  const found: Found = rows.map(({ event, a, b }) => ({ feature: { type: 'event' as const, event }, a, b }));
  return { found, sampled, asked: await askedOf(tx, people) };
}

async function askedOf(tx: TransactionSql, people: Awaited<ReturnType<typeof peopleOf>>['people']): Promise<Counts> {
  const [row] = await tx<Counts[]>`
    with people as (${people})
    select (count(*) filter (where side = 0))::float8 as a, (count(*) filter (where side = 1))::float8 as b from people`;
  return { a: row?.a ?? 0, b: row?.b ?? 0 };
}
