import { randomUUID } from 'node:crypto';
import type { AnySql, TransactionSql } from '@/db/client';
import { channelByKey, purposeByKey } from '@/features/consent/data/purposes';
import type { EvaluateContext, EventFact, ProfileFacts } from '@/features/segments/conditions/types';
import { zonesInUse } from '@/features/segments/data/zones';
import type { RuleNode } from '@/features/segments/schema';
import { COMPANY_ZONE, CUT_POINTS, HOLDOUT, LISTS } from './values';

/** Partitions of events for every month of these years. */
export async function makePartitions(sql: AnySql, years: readonly number[]): Promise<void> {
  for (const year of years) {
    await sql.unsafe(
      `create table if not exists events_y${year} partition of events for values from ('${year}-01-01') to ('${year + 1}-01-01')`,
    );
  }
}

/** Writes people exactly as their facts say. Daily aggregates only for names that have a number in `aggregated`. */
export async function writePeople(
  sql: AnySql,
  people: readonly ProfileFacts[],
  now: Date,
  aggregated: ReadonlyMap<string, number>,
): Promise<void> {
  for (const person of people) {
    const b = person.builtIn;
    await sql`insert into profiles (id, traits, name, open_tickets, order_count, spend, event_count, last_order_at, first_seen_at, last_seen_at, time_zone)
      values (${person.id}, ${sql.json(person.traits as never)}, ${b.name as string | null}, ${b.open_tickets as number}, ${b.order_count as number},
        ${b.spend as number}, ${b.event_count as number}, ${b.last_order_at as string | null}, ${b.first_seen_at as string | null}, ${b.last_seen_at as string | null},
        ${person.timeZone ?? null})`;
    await writeHistory(sql, person);
    await writeIdentity(sql, person);
    for (const event of person.events) await writeEvent(sql, person.id, event, now, aggregated);
    for (const list of person.lists ?? []) await putOnList(sql, person.id, list);
    for (const s of person.consents) {
      await sql`insert into consent_states (profile_id, purpose, channel, state, since, expires_at, ledger_id)
        values (${person.id}, ${s.purpose}, ${s.channel}, ${s.state}, ${s.since}, ${s.expiresAt}, ${randomUUID()})`;
    }
  }
}

/** By what they are known: an identifier of each type, a record of each source. */
async function writeIdentity(sql: AnySql, { id, identity }: ProfileFacts): Promise<void> {
  for (const type of identity?.identifiers ?? []) {
    await sql`insert into identifiers (type, value, profile_id, display, source_id, first_seen_at, last_seen_at)
      values (${type}, ${id}, ${id}, ${id}, ${id}, now(), now())`;
  }
  for (const source of identity?.records ?? []) {
    await sql`insert into records (profile_id, id, source_id, key, birth_profile_id, first_seen_at, last_seen_at)
      values (${id}, ${randomUUID()}, ${source}, ${id}, ${id}, now(), now())`;
  }
}

/** Their history, and that they are in what they entered once more often than they left. */
async function writeHistory(sql: AnySql, { id, history = [] }: ProfileFacts): Promise<void> {
  const inside = new Map<string, number>();
  for (const { segmentId, at, change } of history) {
    inside.set(segmentId, (inside.get(segmentId) ?? 0) + (change === 'enter' ? 1 : -1));
    await sql`insert into membership_changes (profile_id, segment_id, change, cause, at) values (${id}, ${segmentId}, ${change}, 'event', ${at})`;
  }
  for (const [segmentId, n] of inside) {
    if (n > 0) await sql`insert into memberships (profile_id, segment_id, entered_at) values (${id}, ${segmentId}, now())`;
  }
}

/** Puts a person on a list. */
export async function putOnList(sql: AnySql | TransactionSql, profileId: string, listId: string): Promise<void> {
  await sql`insert into list_members (profile_id, list_id, origin, added_by) values (${profileId}, ${listId}, 'person', 'test') on conflict do nothing`;
}

/** Writes one event as the pipeline does at `now`, with its daily aggregate. */
export async function writeEvent(
  sql: AnySql | TransactionSql,
  profileId: string,
  event: EventFact,
  now: Date,
  aggregated: ReadonlyMap<string, number>,
): Promise<void> {
  await sql`insert into events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, value, message_id, properties, context)
    values (${profileId}, ${event.occurredAt}, ${event.id}, ${event.id}, ${event.id}, ${now}, 'track', ${event.name}, ${event.value}, ${event.id},
      ${sql.json(event.properties as never)}, ${sql.json((event.context ?? {}) as never)})`;
  const key = aggregated.get(event.name);
  if (key === undefined) return;
  await sql`insert into daily_aggregates (profile_id, event_key, day, n, sum)
    values (${profileId}, ${key}, ${event.occurredAt.toISOString().slice(0, 10)}, 1, ${event.value ?? 0})
    on conflict (profile_id, event_key, day) do update set n = daily_aggregates.n + 1, sum = daily_aggregates.sum + excluded.sum`;
}

/** Puts the company into its zone, with its lists and its holdout. */
export async function placeCompany(sql: AnySql): Promise<void> {
  const set = { timezone: COMPANY_ZONE, holdout: HOLDOUT };
  for (const [key, value] of Object.entries(set)) {
    await sql`insert into settings (key, value) values (${key}, ${sql.json(value)}) on conflict (key) do update set value = excluded.value`;
  }
  for (const [trait, { version, at, people, limits }] of CUT_POINTS) {
    await sql`insert into trait_cut_points (trait, version, at, people, limits) values (${trait}, ${version}, ${at}, ${people}, ${sql.json([...limits])}) on conflict do nothing`;
  }
  for (const id of LISTS) await sql`insert into lists (id, name, created_by) values (${id}, ${id}, 'test') on conflict do nothing`;
}

/** Numbers for event names, with daily aggregates ready for some of them. */
export async function defineEvents(sql: AnySql, names: readonly string[], ready: readonly string[]): Promise<Map<string, number>> {
  const keys = new Map<string, number>();
  for (const name of names) {
    const [row] = await sql<{ key: number }[]>`insert into event_definitions (name, type, aggregates)
      values (${name}, 'track', ${ready.includes(name) ? 'ready' : 'none'}) returning key`;
    if (row && ready.includes(name)) keys.set(name, row.key);
  }
  return keys;
}

/** What evaluation in memory needs to know beside the people. */
export async function evaluateContext(sql: AnySql, rules: ReadonlyMap<string, RuleNode>): Promise<Omit<EvaluateContext, 'now'>> {
  const purposes = new Map();
  const channels = new Map();
  for (const key of ['marketing', 'service', 'timed']) purposes.set(key, await purposeByKey(sql, key));
  for (const key of ['email', 'sms']) channels.set(key, await channelByKey(sql, key));
  return { rules, purposes, channels, companyZone: (await zonesInUse(sql)).companyZone, holdout: HOLDOUT, cutPoints: CUT_POINTS };
}

/** Empties everything a world consists of. */
export async function clearWorld(sql: AnySql): Promise<void> {
  await sql`delete from events`;
  await sql`delete from daily_aggregates`;
  await sql`delete from list_members`;
  await sql`delete from consent_states`;
  await sql`delete from identifiers`;
  await sql`delete from records`;
  await sql`delete from memberships`;
  await sql`delete from membership_changes`;
  await sql`delete from segment_size_changes`;
  await sql`delete from segment_sizes`;
  await sql`delete from segments`;
  await sql`delete from profiles`;
}
