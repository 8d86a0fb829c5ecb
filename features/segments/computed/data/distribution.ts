import type { AnySql } from '@/db/client';
import type { Distribution } from '../types';

/** About so many people are looked at. */
const LOOKED_AT = 50_000;
const BINS = 12;
const MOST_VALUES = 12;

/** How a trait's values lie, among a sample of people. Values of personal traits are shown to nobody who may not see them whole. */
export async function distributionOf(tx: AnySql, { name, hidden }: { name: string; hidden: boolean }): Promise<Distribution> {
  if (hidden) return { kind: 'hidden' };
  const [size] = await tx<{ n: number }[]>`select greatest(reltuples, 1)::float8 as n from pg_class where oid = 'profiles'::regclass`;
  const percent = Math.min(100, (100 * LOOKED_AT) / (size?.n ?? 1));
  const sample = tx`select derived->${name} as value from profiles tablesample system (${percent}) where derived ? ${name} and restricted_at is null`;
  const [numbers] = await tx<{ asked: number; numeric: number; low: number; high: number; median: number; average: number }[]>`
    with n as materialized (select value, case when jsonb_typeof(value) = 'number' then value::text::float8 end as v from (${sample}) s)
    select count(*)::float8 as asked, count(v)::float8 as numeric, min(v) as low, max(v) as high, avg(v) as average,
      percentile_cont(0.5) within group (order by v) as median from n`;
  if (numbers && numbers.numeric > 0 && numbers.numeric === numbers.asked) {
    const { asked, low, high, median, average } = numbers;
    const width = binWidth(low, high);
    const first = Math.floor(low / width);
    const rows = await tx<{ bin: number; people: number }[]>`
      select floor(value::text::float8 / ${width})::float8 as bin, count(*)::float8 as people from (${sample}) s group by 1 order by 1`;
    const people = new Map(rows.map((row) => [row.bin, row.people]));
    const count = Math.floor(high / width) - first + 1;
    const bins = Array.from({ length: count }, (_, i) => ({
      from: (first + i) * width,
      to: (first + i + 1) * width,
      people: people.get(first + i) ?? 0,
    }));
    return { kind: 'numbers', asked, median, average, bins };
  }
  const rows = await tx<{ value: string; people: number; all: number }[]>`
    with v as (
      select item #>> '{}' as value from (${sample}) s,
        lateral (select jsonb_array_elements(case when jsonb_typeof(value) = 'array' then value else jsonb_build_array(value) end) as item) i)
    select value, count(*)::float8 as people, count(*) over ()::float8 as all from v group by value order by 2 desc, 1 limit ${MOST_VALUES}`;
  return {
    kind: 'values',
    asked: numbers?.asked ?? 0,
    values: rows.map(({ value, people }) => ({ value, people })),
    more: Math.max(0, (rows[0]?.all ?? 0) - rows.length),
  };
}

/** A round width with which the bins are at most about a dozen. */
function binWidth(low: number, high: number): number {
  const raw = (high - low) / BINS || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const width = [1, 2, 5, 10].map((n) => n * power).find((w) => w >= raw) ?? raw;
  return Number.isInteger(low) && Number.isInteger(high) ? Math.max(1, width) : width;
}
