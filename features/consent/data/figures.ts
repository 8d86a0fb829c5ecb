import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { allowedSet, placeholders } from '../core/allowed-set';
import type { Method } from '../types';

/** Of one purpose × channel: who may be used now, and what is in force. */
export type CellFigure = { purpose: string; channel: string; allowed: number; granted: number; denied: number; withdrawn: number };

/** Statements of one day. A withdrawal is any no: denied from the start, or taken back. */
export type DayFigure = { day: string; granted: number; refused: number };

/** Statements by how they came: the method, and the source for those that came with events. */
export type OriginFigure = { method: Method; source: string | null; granted: number; refused: number; last: string };

export type FigureFilter = { days: number; purpose?: string | undefined; channel?: string | undefined };

/** Of each purpose × channel about which anybody has said anything: statements in force, and who may be used, as `may` says. */
export async function cellFigures(tx: AnySql): Promise<CellFigure[]> {
  const now = await databaseNow(tx);
  const cells = await tx<Omit<CellFigure, 'allowed'>[]>`
    select purpose, channel, count(*) filter (where state = 'granted')::float8 as granted,
      count(*) filter (where state = 'denied')::float8 as denied, count(*) filter (where state = 'withdrawn')::float8 as withdrawn
    from consent_states group by purpose, channel order by purpose, channel`;
  const counted: CellFigure[] = [];
  for (const cell of cells) {
    const { place, values } = placeholders();
    const [row] = await tx.unsafe<{ n: number }[]>(
      `select count(*)::float8 as n from (${allowedSet(place, { purpose: cell.purpose, channel: cell.channel, now })}) a`,
      values as never[],
    );
    counted.push({ ...cell, allowed: row?.n ?? 0 });
  }
  return counted;
}

/** What was said day by day (UTC), oldest first, without a gap. Entries that merges made are not what anybody said. */
export async function dayFigures(tx: AnySql, { days, purpose, channel }: FigureFilter): Promise<DayFigure[]> {
  return tx<DayFigure[]>`
    select d.day::text as day, coalesce(l.granted, 0)::float8 as granted, coalesce(l.refused, 0)::float8 as refused
    from (select generate_series((now() at time zone 'UTC')::date - ${days - 1}::int, (now() at time zone 'UTC')::date, interval '1 day')::date as day) d
    left join (
      select (occurred_at at time zone 'UTC')::date as day, count(*) filter (where state = 'granted') as granted,
        count(*) filter (where state <> 'granted') as refused
      from consent_ledger where ${within(tx, { days, purpose, channel })} group by 1) l on l.day = d.day
    order by d.day`;
}

/** The same statements by method and source, most first. */
export async function originFigures(tx: AnySql, filter: FigureFilter): Promise<OriginFigure[]> {
  return tx<OriginFigure[]>`
    select l.method, s.name as source, sum(l.granted)::float8 as granted, sum(l.refused)::float8 as refused, max(l.last) as last
    from (
      select method, evidence->>'sourceId' as source_id, count(*) filter (where state = 'granted') as granted,
        count(*) filter (where state <> 'granted') as refused, to_char(max(occurred_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last
      from consent_ledger where ${within(tx, filter)} group by 1, 2) l
    left join sources s on s.id::text = l.source_id
    group by l.method, s.name order by sum(l.granted + l.refused) desc, l.method, s.name`;
}

const within = (tx: AnySql, { days, purpose, channel }: FigureFilter) => tx`
  occurred_at >= ((now() at time zone 'UTC')::date - ${days - 1}::int)::timestamp at time zone 'UTC' and method <> 'merge'
  and (${purpose ?? null}::text is null or purpose = ${purpose ?? null}) and (${channel ?? null}::text is null or channel = ${channel ?? null})`;
