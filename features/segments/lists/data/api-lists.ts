import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import type { Scope } from '@/features/access/types';
import { allowedSet, placeholders } from '@/features/consent/core/allowed-set';
import { boundTo } from '@/features/consent/data/may';
import { readCursor, writeCursor } from '@/lib/cursor';
import { type Bound, countReadable, type MemberCount } from '../../data/count-readable';
import { noList } from '../mutations/lists';
import type { ListedPerson, PeopleList } from '../types';

type Row = Omit<PeopleList, 'size' | 'createdBy' | 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date };
type Asking = { signal?: AbortSignal | undefined };
type Page = Asking & { cursor?: string | undefined; limit: number };

const NOBODY: MemberCount = { total: 0, withheld: 0 };
const columns = (tx: AnySql) => tx`id, name, description, status, created_at as "createdAt", updated_at as "updatedAt"`;
const free = 'not exists (select from profiles p where p.id = m.profile_id and p.restricted_at is not null)';

const viewOf = ({ createdAt, updatedAt, ...row }: Row, { total, withheld }: MemberCount = NOBODY) => ({
  ...row,
  size: total,
  withheld,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** A list as the public API shows it: with how many of its people this caller may not read. @throws AppError not_found */
export async function apiList(tx: AnySql, scope: Scope, id: string, { signal }: Asking = {}) {
  const [row] = await tx<Row[]>`select ${columns(tx)} from lists where id = ${id}`;
  if (!row) throw noList();
  return viewOf(row, (await countListed(tx, [id], { bound: boundTo(scope), signal })).get(id));
}

const place = z.tuple([z.string(), z.uuid()]);

/** Lists by name, page by page. */
export async function apiLists(tx: AnySql, scope: Scope, { status, cursor, limit, signal }: Page & { status: 'active' | 'archived' }) {
  const after = cursor ? readCursor(place, cursor) : undefined;
  const rows = await tx<(Row & { key: string })[]>`
    select ${columns(tx)}, lower(name) as key from lists
    where status = ${status} ${after ? tx`and (lower(name), id) > (${after[0]}, ${after[1]}::uuid)` : tx``}
    order by lower(name), id limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const counts = await countListed(
    tx,
    shown.map((row) => row.id),
    { bound: boundTo(scope), signal },
  );
  const last = shown.at(-1);
  return {
    data: shown.map(({ key: _, ...row }) => viewOf(row, counts.get(row.id))),
    nextCursor: rows.length > limit && last ? writeCursor([last.key, last.id]) : null,
  };
}

/** How many are on each of these lists, and how many of them this caller may not read; restricted people count nowhere. */
const countListed = (tx: AnySql, listIds: readonly string[], asking: Asking & { bound: Bound }): Promise<Map<string, MemberCount>> =>
  countReadable(tx, { table: 'list_members', by: 'list_id', counts: free }, listIds, asking);

const memberPlace = z.tuple([z.uuid()]);

/** Who is on a list, by id and page by page; a bound caller sees only those whom `may` allows now. @throws AppError not_found */
export async function apiMembers(tx: AnySql, scope: Scope, { listId, cursor, limit, signal }: Page & { listId: string }) {
  const { size, withheld } = await apiList(tx, scope, listId, { signal });
  const bound = boundTo(scope);
  const { place: put, values } = placeholders();
  const after = cursor ? ` and m.profile_id > ${put(readCursor(memberPlace, cursor)[0])}::uuid` : '';
  const those = `m.list_id = ${put(listId)}::uuid and ${free}${after}`;
  const within = `select m.profile_id from list_members m where ${those}`;
  const allowed = bound ? ` and m.profile_id in (${allowedSet(put, { ...bound, now: await databaseNow(tx), within })})` : '';
  const rows = await tx.unsafe<{ profileId: string; addedAt: Date; origin: ListedPerson['origin'] }[]>(
    `select m.profile_id as "profileId", m.added_at as "addedAt", m.origin from list_members m
    where ${those}${allowed} order by m.profile_id limit ${put(limit + 1)}::int`,
    values as never[],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() })),
    nextCursor: rows.length > limit && last ? writeCursor([last.profileId]) : null,
    total: size,
    withheld,
  };
}
