import { sql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { audit } from '../audit';
import type { Scope } from '../types';

/** Stores a person's own name and language. */
export async function saveAccount(scope: Scope, input: { name: string; locale: string }): Promise<void> {
  const { actor } = scope;
  if (actor.type !== 'user') throw new AppError('forbidden', 'Only a signed-in person has an account.', { key: 'access.noAccount' });
  await sql().begin(async (tx) => {
    await tx`update users set name = ${input.name}, locale = ${input.locale} where id = ${actor.id}`;
    await audit(tx, scope, { action: 'account.changed', subjectType: 'user', subjectId: actor.id });
  });
}
