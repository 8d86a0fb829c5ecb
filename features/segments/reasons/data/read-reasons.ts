import { z } from 'zod';
import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { profileLines } from '@/features/profiles/data/profile-lines';
import type { ProfileLine } from '@/features/profiles/types';
import { readCursor, writeCursor } from '@/lib/cursor';
import { topOf } from '../../core/top';
import { nodeSchema, type RuleNode } from '../../schema';
import type { MembershipCause } from '../../types';
import { nodesOf, type Reading, readingOf } from '../core/tops';
import type { reasonPeopleQuery } from '../schema';
import type { Reasons } from '../types';
import { flippedChanges } from './flipped-sql';

type Span = { segmentId: string; from: string; to: string };
type Row = { change: 'enter' | 'leave'; cause: MembershipCause; version: number | null; flipped: number | null; count: number };

const MOST_REASONS = 40;

/** The rules by which people entered and left in a time: a version that was given for another reason has the rule of the one before. */
async function rulesOf(tx: AnySql, { segmentId, from, to }: Span): Promise<Map<number, RuleNode>> {
  const rows = await tx<{ version: number; rule: unknown }[]>`
    select c.version, r.rule from (
      select distinct version from membership_changes
      where segment_id = ${segmentId} and at >= ${from}::timestamptz and at < ${to}::timestamptz and version is not null) c,
    lateral (select v.rule from segment_versions v where v.segment_id = ${segmentId} and v.version <= c.version order by v.version desc limit 1) r`;
  return new Map(
    rows.flatMap(({ version, rule }) => {
      const parsed = nodeSchema.safeParse(rule);
      return parsed.success ? [[version, parsed.data] as const] : [];
    }),
  );
}

const readingsOf = (rules: ReadonlyMap<number, RuleNode>): Reading[] =>
  [...rules].flatMap(([version, rule]) => readingOf(version, rule) ?? []);

/** Why people entered and left in a time, grouped by the conditions that flipped. */
export async function readReasons(tx: AnySql, span: Span): Promise<Reasons> {
  const rules = await rulesOf(tx, span);
  const rows = await tx<Row[]>`
    select change, cause, version, flipped, count(*)::float8 as count from (${flippedChanges(tx, { ...span, readings: readingsOf(rules) })}) f
    group by 1, 2, 3, 4 order by count desc, change, cause, version, flipped`;
  const data = rows.slice(0, MOST_REASONS).map((row) => {
    const rule = row.version === null ? undefined : rules.get(row.version);
    const negated = rule ? topOf(rule).negated : false;
    return {
      ...row,
      conditions: rule && row.flipped ? nodesOf(rule, row.flipped) : [],
      negated,
      hold: (row.change === 'enter') !== negated,
    };
  });
  const rest = rows.slice(MOST_REASONS).reduce((sum, { count }) => sum + count, 0);
  return { data, rest, from: span.from, to: span.to };
}

const place = z.tuple([z.number().int()]);

/** The people of one reason, masked for the reader, the latest change first; who changed twice is there once a page. */
export async function reasonPeople(
  tx: AnySql,
  personalData: PersonalData,
  asked: z.output<typeof reasonPeopleQuery> & { segmentId: string },
): Promise<{ data: ProfileLine[]; nextCursor: string | null }> {
  const rules = await rulesOf(tx, asked);
  const before = asked.cursor ? readCursor(place, asked.cursor)[0] : null;
  const rows = await tx<{ id: string; profile_id: string }[]>`
    select id, profile_id from (${flippedChanges(tx, { ...asked, readings: readingsOf(rules) })}) f
    where change = ${asked.change} and cause = ${asked.cause} and version is not distinct from ${asked.version ?? null}::int
      and flipped is not distinct from ${asked.flipped ?? null}::int and (${before}::bigint is null or id < ${before}::bigint)
    order by id desc limit ${asked.limit + 1}`;
  const shown = rows.slice(0, asked.limit);
  const last = shown.at(-1);
  return {
    data: await profileLines(tx, [...new Set(shown.map((row) => row.profile_id))], personalData),
    nextCursor: rows.length > asked.limit && last ? writeCursor([Number(last.id)]) : null,
  };
}
