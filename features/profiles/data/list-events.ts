import { z } from 'zod';
import { type AnySql, sql } from '@/db/client';
import type { PersonalData, Scope } from '@/features/access/types';
import { readCursor, writeCursor } from '@/lib/cursor';
import { AppError } from '@/lib/errors';
import { knownValues, maskProperties } from '../core/mask-properties';
import type { EventView, Page } from '../types';
import { readProfile, type StoredProfile } from './read-profiles';
import { traitFlags } from './trait-flags';

export type EventFilter = { sourceIds?: string[] | undefined; names?: string[] | undefined; cursor?: string | undefined; limit: number };

type Row = {
  id: string;
  type: string;
  name: string;
  occurred_at: Date;
  received_at: Date;
  source_id: string;
  record_id: string;
  message_id: string;
  value: number | null;
  currency: string | null;
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
  place: string;
};

const place = z.tuple([z.string().max(40), z.uuid()]);

/** A person's events, the newest first, keyset-paged, masked for the reader. */
export async function listEvents(profile: StoredProfile, personalData: PersonalData, filter: EventFilter): Promise<Page<EventView>> {
  const [rows, flags] = await Promise.all([readEvents(profile, filter), traitFlags(personalData)]);
  const personal = Object.entries(profile.traits).flatMap(([name, value]) => (flags.get(name)?.personal === false ? [] : [value]));
  const known = knownValues(profile.identifiers, personal);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    data: page.map((row) => toView(row, personalData, known)),
    nextCursor: last && rows.length > filter.limit ? writeCursor([last.place, last.id]) : null,
  };
}

/** The events of one profile for a member of staff. @throws AppError not_found */
export async function eventsOf(scope: Scope, profileId: string, filter: EventFilter): Promise<Page<EventView>> {
  const found = await readProfile(scope, profileId);
  if (!found)
    throw new AppError('not_found', 'This profile no longer exists: it was merged or erased. Search for it again.', {
      key: 'profile.gone',
    });
  return listEvents(found.stored, found.sight.personalData, filter);
}

async function readEvents(profile: StoredProfile, filter: EventFilter): Promise<Row[]> {
  const tx: AnySql = sql();
  const [at, id] = filter.cursor ? readCursor(place, filter.cursor) : [null, null];
  const after = at ? tx`and occurred_at <= ${at}::timestamptz and (occurred_at < ${at}::timestamptz or id < ${id}::uuid)` : tx``;
  const sources = filter.sourceIds?.length ? tx`and source_id = any(${filter.sourceIds}::uuid[])` : tx``;
  const names = filter.names?.length ? tx`and name = any(${filter.names})` : tx``;
  return tx<Row[]>`
    select id, type, name, occurred_at, received_at, source_id, record_id, message_id, value, currency, properties, context,
      to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from events where profile_id = ${profile.id} ${after} ${sources} ${names}
    order by occurred_at desc, id desc limit ${filter.limit + 1}`;
}

function toView(row: Row, personalData: PersonalData, known: ReturnType<typeof knownValues>): EventView {
  // The traits of identify and group calls are the person's own, whatever they are called.
  const allPersonal = row.type === 'identify' || row.type === 'group';
  const isPage = row.type === 'page' || row.type === 'screen';
  const mask = (value: unknown, all = false) => maskProperties(value, personalData, known, { allPersonal: all, isPage });
  return {
    id: row.id,
    type: row.type,
    name: mask(row.name) as string,
    occurredAt: row.occurred_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    sourceId: row.source_id,
    recordId: row.record_id,
    messageId: mask(row.message_id) as string,
    value: row.value,
    currency: row.currency,
    properties: mask(row.properties, allPersonal) as Record<string, unknown>,
    context: mask(row.context) as Record<string, unknown>,
  };
}

/** The source of a person's latest event; null before the first. */
export async function lastSourceOf(profileId: string): Promise<string | null> {
  const [row] = await sql()<{ source_id: string }[]>`
    select source_id from events where profile_id = ${profileId} order by occurred_at desc, id desc limit 1`;
  return row?.source_id ?? null;
}

/** How many events each source and each event name has, for the timeline's filters. */
export type EventFacets = { sources: { id: string; count: number }[]; names: { name: string; count: number }[] };

export async function eventFacets(profileId: string): Promise<EventFacets> {
  const rows = await sql()<{ source_id: string; name: string; n: number }[]>`
    select source_id, name, count(*)::int as n from events where profile_id = ${profileId} group by 1, 2`;
  const sum = (key: 'source_id' | 'name') => {
    const totals = new Map<string, number>();
    for (const row of rows) totals.set(row[key], (totals.get(row[key]) ?? 0) + row.n);
    return [...totals].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  };
  return {
    sources: sum('source_id').map(([id, count]) => ({ id, count })),
    names: sum('name').map(([name, count]) => ({ name, count })),
  };
}
