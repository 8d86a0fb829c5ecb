import type { PendingQuery, Row as QueryRow } from 'postgres';
import { z } from 'zod';
import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { profileLines } from '@/features/profiles/data/profile-lines';
import { readCursor, writeCursor } from '@/lib/cursor';
import { listDependency } from '../../conditions/list/schema';
import type { ListedPerson, PeopleList } from '../types';

type Row = Omit<PeopleList, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date };

const lineOf = ({ createdAt, updatedAt, ...row }: Row): PeopleList => ({
  ...row,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** The lists that these are, counted together in one pass over those who are on them. */
const sized = (tx: AnySql, asked: PendingQuery<QueryRow[]>) => tx`
  with asked as materialized (${asked}), sizes as (
    select m.list_id, count(*) - count(p.id) as size from list_members m
    left join (select id from profiles where restricted_at is not null) p on p.id = m.profile_id
    where m.list_id in (select id from asked) group by m.list_id)
  select l.id, l.name, l.description, l.status, l.created_by as "createdBy", l.created_at as "createdAt", l.updated_at as "updatedAt",
    coalesce(s.size, 0)::float8 as size
  from asked l left join sizes s on s.list_id = l.id`;

/** All lists by name. */
export async function findLists(tx: AnySql, status: 'active' | 'archived'): Promise<PeopleList[]> {
  const asked = tx`select * from lists where status = ${status} order by lower(name), id limit 1000`;
  const rows = await tx<Row[]>`${sized(tx, asked)} order by lower(l.name), l.id`;
  return rows.map(lineOf);
}

/** One list; undefined when there is none. */
export async function findList(tx: AnySql, id: string): Promise<PeopleList | undefined> {
  const [row] = await tx<Row[]>`${sized(tx, tx`select * from lists where id = ${id}`)}`;
  return row && lineOf(row);
}

/** The active segments whose rules ask for the list, directly or through others. */
export async function segmentsUsing(tx: AnySql, listId: string): Promise<{ id: string; name: string }[]> {
  return tx<{ id: string; name: string }[]>`
    select s.id, s.name from segments s join segment_dependencies d on d.segment_id = s.id
    where d.depends_on = ${listDependency(listId)} and s.status = 'active' order by s.name, s.id`;
}

/** Those of these dependencies on lists that name none, or an archived one. */
export async function missingLists(tx: AnySql, dependencies: readonly string[]): Promise<string[]> {
  const asked = dependencies.filter((d) => d.startsWith(listDependency(''))).map((d) => d.slice(listDependency('').length));
  if (asked.length === 0) return [];
  const rows = await tx<{ id: string }[]>`select id from lists where id = any(${asked}::uuid[]) and status = 'active'`;
  const known = new Set(rows.map((row) => row.id));
  return asked.filter((id) => !known.has(id));
}

/** The active lists that a person is on. */
export async function listsOf(tx: AnySql, profileId: string): Promise<{ id: string; name: string; addedAt: string }[]> {
  const rows = await tx<{ id: string; name: string; addedAt: Date }[]>`
    select l.id, l.name, m.added_at as "addedAt" from list_members m join lists l on l.id = m.list_id
    where m.profile_id = ${profileId} and l.status = 'active' order by lower(l.name), l.id`;
  return rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() }));
}

const place = z.tuple([z.uuid()]);

/** Who is on a list, by id and page by page, masked for the reader. */
export async function peopleOn(
  tx: AnySql,
  personalData: PersonalData,
  { listId, cursor, limit }: { listId: string; cursor?: string | undefined; limit: number },
): Promise<{ data: ListedPerson[]; nextCursor: string | null }> {
  const after = cursor ? readCursor(place, cursor)[0] : '00000000-0000-0000-0000-000000000000';
  const rows = await tx<{ profileId: string; addedAt: Date; addedBy: string; origin: ListedPerson['origin'] }[]>`
    select m.profile_id as "profileId", m.added_at as "addedAt", m.added_by as "addedBy", m.origin from list_members m
    where m.list_id = ${listId} and m.profile_id > ${after} order by m.profile_id limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const lines = await profileLines(
    tx,
    shown.map((row) => row.profileId),
    personalData,
  );
  const byId = new Map(shown.map((row) => [row.profileId, row]));
  const last = shown.at(-1);
  return {
    data: lines.flatMap((profile) => {
      const row = byId.get(profile.id);
      return row ? [{ profile, addedAt: row.addedAt.toISOString(), addedBy: row.addedBy, origin: row.origin }] : [];
    }),
    nextCursor: rows.length > limit && last ? writeCursor([last.profileId]) : null,
  };
}
