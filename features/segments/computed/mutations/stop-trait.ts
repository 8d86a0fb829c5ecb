import type { TransactionSql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { lockDefinitions } from '../../mutations/definition';
import { readTrait } from '../data/read-trait';
import { refuseCostlyTrait } from '../data/trait-cost';
import { usersOf } from '../data/users-of';
import { enqueueLevel } from './definition';

/**
 * Stops computing a trait, also while everybody is being computed for the first time, and takes its values back in the background.
 * @throws AppError not_found; conflict naming what still uses it
 */
export const stopTrait = (tx: TransactionSql, scope: Scope, name: string): Promise<void> => end(tx, scope, name, 'stopped');

/** Deletes a trait once its values have been taken back. @throws AppError as `stopTrait` */
export const deleteTrait = (tx: TransactionSql, scope: Scope, name: string): Promise<void> => end(tx, scope, name, 'deleting');

async function end(tx: TransactionSql, scope: Scope, name: string, status: 'stopped' | 'deleting'): Promise<void> {
  await lockDefinitions(tx);
  const users = await usersOf(tx, name);
  if (users.length > 0) {
    throw new AppError('conflict', `The trait is still used by ${users.map((u) => `${u.kind} "${u.name}"`).join(', ')}.`, {
      key: 'computed.used',
      values: { names: users.map((u) => u.name).join(', ') },
      fields: users.map((u) => ({ path: u.kind, message: u.name })),
    });
  }
  const [row] = await tx<{ name: string }[]>`
    update computed_traits set status = ${status}, progress = 0, error = null, updated_at = now()
    where name = ${name} and status <> ${status} and status <> 'deleting' returning name`;
  if (!row) return requireTrait(tx, name);
  await enqueueLevel(tx, name);
  await audit(tx, scope, {
    action: status === 'stopped' ? 'computed_trait.stopped' : 'computed_trait.deleted',
    subjectType: 'computed_trait',
    subjectId: name,
  });
}

/** Computes a stopped trait again, for everyone. @throws AppError not_found; invalid_input when it is too costly by now */
export async function resumeTrait(tx: TransactionSql, scope: Scope, name: string): Promise<void> {
  const before = await readTrait(tx, name);
  if (before?.status === 'stopped' && before.definition)
    await refuseCostlyTrait(tx, { name, definition: before.definition, now: await databaseNow(tx) });
  await lockDefinitions(tx);
  const [row] = await tx<{ name: string }[]>`
    update computed_traits set status = 'active', state = 'building', version = version + 1, progress = 0, error = null, updated_at = now()
    where name = ${name} and status = 'stopped' returning name`;
  if (!row) return requireTrait(tx, name);
  await enqueueLevel(tx, name);
  await audit(tx, scope, { action: 'computed_trait.resumed', subjectType: 'computed_trait', subjectId: name });
}

/** Doing it twice is no fault; doing it to nothing is. */
async function requireTrait(tx: TransactionSql, name: string): Promise<void> {
  const [row] = await tx`select 1 from computed_traits where name = ${name}`;
  if (!row) throw new AppError('not_found', 'There is no such computed trait.', { key: 'computed.none' });
}
