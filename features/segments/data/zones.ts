import type { AnySql } from '@/db/client';
import { canonicalZone } from '@/lib/time-zone';
import { kindOf } from '../conditions/registry';
import type { Catalogue } from '../conditions/types';
import { zoneDependencies } from '../conditions/zone';
import { listedConditions } from '../core/walk';
import type { RuleNode } from '../schema';

type Zones = Pick<Catalogue, 'companyZone' | 'zones'>;
type Holder = { __tesseraZones?: ReadonlySet<string> };
const holder = globalThis as Holder;

/** The zone of the company, and those that people live in when any of these rules depends on them. */
export async function loadZones(tx: AnySql, rules: readonly RuleNode[]): Promise<Zones> {
  const zoned = rules.some((rule) =>
    listedConditions(rule).some((c) =>
      kindOf(c)
        .dependencies(c)
        .some((d) => zoneDependencies.includes(d)),
    ),
  );
  return zoned ? zonesInUse(tx) : { companyZone: 'UTC', zones: [] };
}

/** The company's zone and the distinct zones of people, read off the index one by one. */
export async function zonesInUse(tx: AnySql): Promise<Zones> {
  const rows = await tx<{ zone: string | null; company: boolean }[]>`
    with recursive zones(zone) as (
      select min(time_zone) from profiles where time_zone is not null
      union all
      select (select min(p.time_zone) from profiles p where p.time_zone > z.zone) from zones z where z.zone is not null
    )
    select value #>> '{}' as zone, true as company from settings where key = 'timezone'
    union all select zone, false from zones where zone is not null`;
  const known = await knownZones(tx);
  const usable = (zone: string | null) => zone !== null && known.has(zone) && canonicalZone(zone) !== null;
  const company = rows.find((row) => row.company)?.zone ?? null;
  const companyZone = company !== null && usable(company) ? company : 'UTC';
  return {
    companyZone,
    zones: rows.flatMap(({ zone, company }) => (!company && zone && usable(zone) && zone !== companyZone ? [zone] : [])),
  };
}

/** The zones that this PostgreSQL knows: asked once, since it reads them from files. */
async function knownZones(tx: AnySql): Promise<ReadonlySet<string>> {
  if (!holder.__tesseraZones) {
    const rows = await tx<{ name: string }[]>`select name from pg_timezone_names`;
    holder.__tesseraZones = new Set(rows.map((row) => row.name));
  }
  return holder.__tesseraZones;
}
