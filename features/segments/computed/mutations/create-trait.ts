import type { TransactionSql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { lockDefinitions } from '../../mutations/definition';
import { refuseCostlyTrait } from '../data/trait-cost';
import type { CreateComputed } from '../schema';
import { checkName, checkReads, declareTrait, enqueueLevel } from './definition';

/**
 * Saves a new computed trait and has it computed for everyone; until then its state is `building`.
 * @throws AppError conflict when a trait of that name is there; invalid_input when it reads a computed one, or is too costly.
 */
export async function createTrait(
  tx: TransactionSql,
  scope: Scope,
  { name, description, definition }: CreateComputed,
): Promise<{ name: string }> {
  await refuseCostlyTrait(tx, { name, definition, now: await databaseNow(tx) });
  await lockDefinitions(tx);
  await checkName(tx, name);
  await checkReads(tx, definition);
  const personal = await declareTrait(tx, name, definition);
  const by = scope.actor.type === 'user' ? scope.actor.id : null;
  await tx`
    insert into computed_traits (name, description, definition, progress, personal, created_by, updated_by)
    values (${name}, ${description ?? ''}, ${tx.json(definition as never)}, 0, ${personal}, ${by}, ${by})`;
  await enqueueLevel(tx, name);
  await audit(tx, scope, { action: 'computed_trait.created', subjectType: 'computed_trait', subjectId: name });
  return { name };
}
