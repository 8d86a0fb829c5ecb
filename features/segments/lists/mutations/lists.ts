import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { lockDefinitions } from '../../mutations/definition';
import { segmentsUsing } from '../data/find-lists';
import { actorName } from './actor-name';

/** Makes an empty list. */
export async function createList(
  tx: TransactionSql,
  scope: Scope,
  { name, description }: { name: string; description?: string | undefined },
): Promise<{ id: string }> {
  const id = newId();
  await tx`insert into lists (id, name, description, created_by) values (${id}, ${name}, ${description ?? ''}, ${actorName(scope)})`;
  await audit(tx, scope, { action: 'list.created', subjectType: 'list', subjectId: id, details: { name } });
  return { id };
}

/** What is not given stays. @throws AppError not_found */
export async function updateList(
  tx: TransactionSql,
  scope: Scope,
  { id, name, description }: { id: string; name?: string | undefined; description?: string | undefined },
): Promise<void> {
  const [row] = await tx<{ name: string }[]>`
    update lists set name = coalesce(${name ?? null}, name), description = coalesce(${description ?? null}, description), updated_at = now()
    where id = ${id} returning name`;
  if (!row) throw noList();
  await audit(tx, scope, { action: 'list.changed', subjectType: 'list', subjectId: id, details: { name: row.name } });
}

/**
 * Puts a list aside; who is on it stays. Under the lock under which rules change, so that no rule names it meanwhile.
 * @throws AppError not_found; conflict naming the segments that ask for it
 */
export async function archiveList(tx: TransactionSql, scope: Scope, id: string): Promise<void> {
  await lockDefinitions(tx);
  const using = await segmentsUsing(tx, id);
  const names = using.map((s) => s.name).join(', ');
  if (names) throw new AppError('conflict', `The list is still used by ${names}.`, { key: 'list.used', values: { names } });
  await setStatus(tx, scope, id, 'archived');
}

/** @throws AppError not_found */
export const restoreList = (tx: TransactionSql, scope: Scope, id: string): Promise<void> => setStatus(tx, scope, id, 'active');

async function setStatus(tx: TransactionSql, scope: Scope, id: string, status: 'active' | 'archived'): Promise<void> {
  const [row] = await tx<{ id: string }[]>`update lists set status = ${status}, updated_at = now() where id = ${id} returning id`;
  if (!row) throw noList();
  await audit(tx, scope, { action: status === 'active' ? 'list.restored' : 'list.archived', subjectType: 'list', subjectId: id });
}

export const noList = (): AppError => new AppError('not_found', 'There is no such list.', { key: 'list.none' });
