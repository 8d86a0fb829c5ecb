import type { AnySql, Sql, TransactionSql } from '@/db/client';
import { withRetry } from '@/db/with-retry';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { lockProfiles } from '@/features/profiles/lock';
import { AppError } from '@/lib/errors';
import { listDependency } from '../../conditions/list/schema';
import { evaluateTouched } from '../../mutations/evaluate-touched';
import { publishChanges } from '../../mutations/publish-changes';
import { CHUNK } from '../constants';
import type { ListedPerson } from '../types';
import { actorName } from './actor-name';
import { noList } from './lists';

/** By what people come onto a list: a file, a person who works here, a program. */
type Origin = ListedPerson['origin'];
export type PeopleChange = { id: string; profileIds: readonly string[]; on: boolean; origin: Origin };

/**
 * Puts people on a list or takes them off it, a thousand at a time, each with the evaluation of the segments that ask for the list in the same
 * transaction. Whoever is no more is passed over.
 * @returns how many were put on or taken off
 * @throws AppError not_found; conflict when the list is archived
 */
export async function changePeople(db: Sql, scope: Scope, { id, profileIds, on, origin }: PeopleChange): Promise<number> {
  const ids = [...new Set(profileIds)].sort();
  let changed = 0;
  for (let i = 0; i < ids.length; i += CHUNK) {
    const chunk = { id, on, origin, profileIds: ids.slice(i, i + CHUNK), by: actorName(scope) };
    changed += await withRetry(() =>
      db.begin(async (tx) => {
        await requireOpen(tx, id);
        const touched = await changeWithin(tx, chunk);
        const action = on ? 'list.person_added' : 'list.person_removed';
        for (const profileId of touched)
          await audit(tx, scope, { action, subjectType: 'profile', subjectId: profileId, details: { list: id } });
        return touched.length;
      }),
    );
  }
  return changed;
}

/**
 * The change itself, for a few people, with the evaluation of the segments that ask for the list. The caller has asked `requireOpen` in the same
 * transaction, and audits. @returns who was put on or taken off
 */
export async function changeWithin(
  tx: TransactionSql,
  { id, profileIds, on, origin, by }: PeopleChange & { by: string },
): Promise<string[]> {
  const { now, locked } = await lockStanding(tx, profileIds);
  const touched = await (on ? put(tx, { id, locked, origin, by }) : take(tx, id, locked));
  const dependencies = new Set([listDependency(id)]);
  await publishChanges(tx, await evaluateTouched(tx, { profileIds: touched, dependencies, cause: 'edit', now }));
  return touched;
}

/** Locks these people; instead of whoever was merged away meanwhile, the survivor. */
async function lockStanding(tx: TransactionSql, ids: readonly string[]): Promise<{ now: Date; locked: string[] }> {
  const first = await lockProfiles(tx, ids);
  if (first.locked.length === ids.length) return first;
  const rows = await tx<{ id: string }[]>`
    select distinct profile_id as id from profile_aliases where old_id = any(${ids as string[]}::uuid[]) and not old_id = any(${first.locked}::uuid[])`;
  const more = rows.map((row) => row.id).filter((id) => !first.locked.includes(id));
  if (more.length === 0) return first;
  const { now, locked } = await lockProfiles(tx, more);
  return { now, locked: [...first.locked, ...locked] };
}

/** Keeps the list from being archived while the caller's transaction lasts. @throws AppError not_found; conflict when it is archived */
export async function requireOpen(tx: AnySql, id: string): Promise<void> {
  const [list] = await tx<{ status: string }[]>`select status from lists where id = ${id} for share`;
  if (!list) throw noList();
  if (list.status !== 'active') throw new AppError('conflict', 'This list is archived. Bring it back first.', { key: 'list.archived' });
}

type Put = { id: string; locked: string[]; origin: Origin; by: string };

async function put(tx: TransactionSql, { id, locked, origin, by }: Put): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    insert into list_members (profile_id, list_id, origin, added_by)
    select p.id, ${id}::uuid, ${origin}, ${by} from profiles p where p.id = any(${locked}::uuid[]) and p.restricted_at is null
    on conflict do nothing returning profile_id as id`;
  return rows.map((row) => row.id);
}

async function take(tx: TransactionSql, id: string, locked: string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    delete from list_members where profile_id = any(${locked}::uuid[]) and list_id = ${id} returning profile_id as id`;
  return rows.map((row) => row.id);
}
