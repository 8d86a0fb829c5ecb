import type { Sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { MOST_LINES, SAMPLE } from '../constants';
import { type Range, rangeText } from '../core/ranges';
import type { Breakdown } from '../types';
import { peopleOf, sideOf } from './people-sql';
import { readWithin } from './read-within';
import { comparedTraits } from './traits';
import { bucketOf, numberValues, traitValues } from './values-sql';

type Ask = { segmentId: string; trait: string; personalData: PersonalData };
type Line = { value: string; a: number; b: number };
type Totals = { asked_a: number; asked_b: number; have_a: number; have_b: number };

/**
 * How a segment divides by a trait, beside everybody: by its values, by fifths of everybody's numbers, or by months.
 * @throws AppError invalid_input for a trait that this reader cannot divide by
 */
export async function readBreakdown(db: Sql, { segmentId, trait: name, personalData }: Ask): Promise<Breakdown> {
  return readWithin(db, async (tx) => {
    const trait = (await comparedTraits(tx, personalData)).find((each) => each.name === name);
    if (!trait)
      throw new AppError('invalid_input', `People cannot be divided by "${name}".`, { key: 'segment.noBreakdown', values: { name } });
    const { people, sizes, sampled } = await peopleOf(tx, { a: segmentId, b: null, most: SAMPLE });
    const isNumber = trait.type === 'number';
    const values = isNumber
      ? tx`select side, id, trait, n from (${numberValues(tx, [trait])}) v`
      : tx`select side, id, trait, value from (${traitValues(tx, [trait])}) v`;
    const [totals] = await tx<Totals[]>`
      with people as materialized (${people}), v as materialized (${values})
      select (select count(*) from people where side = 0)::float8 as asked_a, (select count(*) from people where side = 1)::float8 as asked_b,
        (select count(distinct id) from v where side = 0)::float8 as have_a, (select count(distinct id) from v where side = 1)::float8 as have_b`;
    const { asked_a = 0, asked_b = 0, have_a = 0, have_b = 0 } = totals ?? {};
    const lines = isNumber
      ? (
          await tx<(Range & { a: number; b: number })[]>`
            with people as materialized (${people}), v as materialized (${values}),
              cuts as (select array_agg(distinct c order by c) as at from (
                select unnest(percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by n)) as c from v where side = 1) c)
            select min(n) as low, max(n) as high, (count(*) filter (where side = 0))::float8 as a, (count(*) filter (where side = 1))::float8 as b
            from v, cuts group by ${bucketOf(tx)} order by 1`
        ).map(({ low, high, a, b }) => ({ value: rangeText({ low, high }), a, b }))
      : await tx<Line[]>`
          with people as materialized (${people}), v as materialized (${values})
          select value, (count(*) filter (where side = 0))::float8 as a, (count(*) filter (where side = 1))::float8 as b
          from v group by value order by a desc, b desc, value limit ${MOST_LINES}`;
    const ordered = trait.type === 'date' ? [...lines].sort((x, y) => (x.value < y.value ? -1 : 1)) : [...lines];
    const [clock] = await tx<{ now: Date }[]>`select now() as now`;
    const share = (n: number, of: number) => (of > 0 ? n / of : 0);
    const sum = (side: 'a' | 'b') => ordered.reduce((total, line) => total + line[side], 0);
    return {
      trait: name,
      type: isNumber ? 'ranges' : trait.type === 'date' ? 'months' : 'values',
      lines: ordered.map((line) => ({ ...line, shareA: share(line.a, asked_a), shareB: share(line.b, asked_b) })),
      // Of a list one person has several values: what is left over is not a number of people then.
      other: trait.type === 'array' ? { a: 0, b: 0 } : { a: Math.max(0, have_a - sum('a')), b: Math.max(0, have_b - sum('b')) },
      missing: { a: asked_a - have_a, b: asked_b - have_b },
      a: sideOf(asked_a, sizes.a, sampled.a),
      b: sideOf(asked_b, sizes.b, sampled.b),
      asOf: (clock?.now ?? new Date()).toISOString(),
    };
  });
}
