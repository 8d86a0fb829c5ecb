import { z } from 'zod';
import type { Sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { profileLines } from '@/features/profiles/data/profile-lines';
import type { ProfileLine } from '@/features/profiles/types';
import { compileInto } from '@/features/segments/core/compile';
import { catalogueFor } from '@/features/segments/data/catalogue';
import { nodeSchema, type RuleNode } from '@/features/segments/schema';
import { readCursor, writeCursor } from '@/lib/cursor';
import { AppError } from '@/lib/errors';
import { figurePeriod, figureRule } from '../core/figure-rule';
import { byPersonSql, ordersSql } from '../core/orders-sql';
import type { PeopleQuery } from '../schema';
import { ask, populationOf } from './population';
import { otherSpellings } from './reports/other-currencies';

/** A person behind a number, with what they did in the days that the number is about. */
export type PersonLine = { profile: ProfileLine; orders: number; net: number };

/** `count` of people, with all their orders and net revenue in those days; `rule` finds the same people as a segment. */
export type People = {
  count: number;
  orders: number;
  net: number;
  rule: RuleNode;
  data: PersonLine[];
  nextCursor: string | null;
  asOf: string;
};

const place = z.tuple([z.string().max(40), z.uuid()]);
type Row = { id: string; orders: number; net: number; cents: string };

/**
 * The people behind a figure, those with the highest net revenue first; keyset-paged and masked for the reader.
 * @throws AppError invalid_input for a figure that no dashboard shows.
 */
export async function readPeople(db: Sql, personalData: PersonalData, { people, cursor, limit, ...filter }: PeopleQuery): Promise<People> {
  const population = await populationOf(db, filter);
  const { period, segmentId, now, riskTrait } = population;
  const checked = nodeSchema.safeParse(
    figureRule(people, { period, segmentId, riskTrait, otherCurrencies: await otherSpellings(db, population) }),
  );
  if (!checked.success) throw new AppError('invalid_input', 'There is no such figure.', { key: 'insight.noFigure' });
  const rule = checked.data;
  const catalogue = await catalogueFor(db, rule);
  const after = cursor ? readCursor(place, cursor) : undefined;
  const rows = await ask<Row & { people: number; allOrders: number; allNet: number }>(db, (s) => {
    const fits = compileInto(s, rule, { scope: { type: 'everyone' }, now, catalogue });
    const orders = ordersSql(s, { ...population, segmentId: null }, figurePeriod(people, period));
    const beyond = after ? `where (-l.cents, l.id) > (-(${s.numeric(Number(after[0]))}), (${s.uuids([after[1]])})[1])` : '';
    return `with fits as materialized (${fits}),
    l as materialized (select f.profile_id as id, coalesce(c.orders, 0)::float8 as orders, coalesce(c.gross - c.refunds, 0) as net,
        round(coalesce(c.gross - c.refunds, 0)::numeric, 2) as cents
      from fits f left join (${byPersonSql(orders)}) c on c.profile_id = f.profile_id),
    a as (select count(*)::float8 as people, coalesce(sum(l.orders), 0) as "allOrders", coalesce(sum(l.net), 0) as "allNet" from l)
    select p.id, p.orders, p.net, p.cents::text as cents, a.people, a."allOrders", a."allNet"
    from a left join lateral (select * from l ${beyond} order by l.cents desc, l.id limit ${limit + 1}) p on true order by p.cents desc, p.id`;
  });
  const [totals] = rows;
  const found = rows.filter((row) => row.id !== null);
  const shown = found.slice(0, limit);
  const lines = new Map(
    (
      await profileLines(
        db,
        shown.map((row) => row.id),
        personalData,
      )
    ).map((line) => [line.id, line]),
  );
  const last = shown.at(-1);
  return {
    count: totals?.people ?? 0,
    orders: totals?.allOrders ?? 0,
    net: totals?.allNet ?? 0,
    rule,
    data: shown.flatMap(({ id, orders, net }) => {
      const profile = lines.get(id);
      return profile ? [{ profile, orders, net }] : [];
    }),
    nextCursor: found.length > limit && last ? writeCursor([last.cents, last.id]) : null,
    asOf: now.toISOString(),
  };
}
