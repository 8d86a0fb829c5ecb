import { isDeepStrictEqual } from 'node:util';
import type { TransactionSql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { lockDefinitions } from '../../mutations/definition';
import { readTrait, type StoredTrait } from '../data/read-trait';
import { refuseCostlyTrait } from '../data/trait-cost';
import type { Definition, UpdateComputed } from '../schema';
import { checkReads, declareTrait, enqueueLevel } from './definition';

/**
 * Changes a computed trait. A new definition makes a new version and is computed for everyone.
 * @throws AppError not_found; conflict when it is being deleted or somebody saved a newer version; invalid_input.
 */
export async function updateTrait(tx: TransactionSql, scope: Scope, change: UpdateComputed): Promise<{ name: string; version: number }> {
  const before = await readTrait(tx, change.name);
  if (before?.version === change.version && change.definition !== undefined && isNewFor(before, change.definition))
    await refuseCostlyTrait(tx, { name: change.name, definition: change.definition, now: await databaseNow(tx) });
  await lockDefinitions(tx);
  const current = await readTrait(tx, change.name);
  if (!current || current.status === 'deleting')
    throw new AppError('not_found', 'There is no such computed trait.', { key: 'computed.none' });
  if (current.version !== change.version)
    throw new AppError('conflict', 'Somebody saved this trait in the meantime. Load it again.', { key: 'computed.conflict' });
  const { name, description = current.description, definition } = change;
  const isNew = definition !== undefined && isNewFor(current, definition);
  const by = scope.actor.type === 'user' ? scope.actor.id : null;
  if (isNew) {
    await checkReads(tx, definition);
    const personal = await declareTrait(tx, name, definition);
    await tx`
      update computed_traits set definition = ${tx.json(definition as never)}, version = version + 1, state = 'building', error = null, progress = 0,
        personal = ${personal} where name = ${name}`;
    await enqueueLevel(tx, name);
  }
  const [saved] = await tx<{ version: number }[]>`
    update computed_traits set description = ${description}, updated_by = ${by}, updated_at = now() where name = ${name} returning version`;
  const changed = [...(description !== current.description ? ['description'] : []), ...(isNew ? ['definition'] : [])];
  await audit(tx, scope, { action: 'computed_trait.changed', subjectType: 'computed_trait', subjectId: name, details: { changed } });
  return { name, version: saved?.version ?? current.version };
}

const isNewFor = ({ state, definition }: StoredTrait, wanted: Definition): boolean =>
  state === 'invalid' || !isDeepStrictEqual(wanted, definition);
