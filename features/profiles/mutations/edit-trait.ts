import { sql, type TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError, assert } from '@/lib/errors';
import { hashId, newId } from '@/lib/ids';
import { lockProfiles } from '../lock';
import { foldProfiles } from './fold-profiles';
import { refuseErased } from './refuse-erased';
import { requireProfile } from './reveal';
import { writeRecords } from './write-records';

type Edit = { profileId: string; trait: string; value: string | number | boolean; reason: string };

/**
 * Writes a trait as a statement of staff: a record of its own, so that the sources' values stay what they are and an edit wins by
 * survivorship. Later stages learn of it by the fact. The audit log keeps the trait's name and the reason, not the value.
 */
export async function editTrait(scope: Scope, edit: Edit): Promise<void> {
  await sql().begin((tx) => writeTraitEdit(tx, scope, edit));
}

/** `editTrait` as part of a larger change: several edits lock all their profiles first. */
export async function writeTraitEdit(tx: TransactionSql, scope: Scope, edit: Edit): Promise<void> {
  await refuseErased(tx, edit.value);
  const { now } = await lockProfiles(tx, [edit.profileId]);
  await requireProfile(tx, edit.profileId);
  const sourceId = await staffSource(tx);
  const key = `staff:${edit.profileId}`;
  const at = now.getTime();
  await defineTrait(tx, edit);
  await writeRecords(tx, [
    {
      profileId: edit.profileId,
      recordId: hashId(sourceId, key),
      sourceId,
      key,
      first: at,
      last: at,
      traits: { [edit.trait]: { v: edit.value, at: now.toISOString(), id: newId() } },
    },
  ]);
  const changed = (await foldProfiles(tx, [edit.profileId])).get(edit.profileId) ?? [];
  const dependencies = changed.map((trait) => `trait:${trait}`);
  if (dependencies.length > 0) await publish(tx, 'profiles.changed', { profileIds: [edit.profileId], dependencies, cause: 'edit' });
  await audit(tx, scope, {
    action: 'profile.trait_edited',
    subjectType: 'profile',
    subjectId: edit.profileId,
    reason: edit.reason,
    details: { trait: edit.trait },
  });
}

async function staffSource(tx: TransactionSql): Promise<string> {
  const [source] = await tx<{ id: string }[]>`select id from sources where kind = 'system' order by created_at, id limit 1`;
  assert(source, 'the source of staff edits exists');
  return source.id;
}

async function defineTrait(tx: TransactionSql, { trait, value }: Edit): Promise<void> {
  const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);
  const type = isDate ? 'date' : typeof value;
  await tx`insert into trait_definitions (name, type) values (${trait}, ${type}) on conflict (name) do nothing`;
  const [definition] = await tx<{ kind: string }[]>`select kind from trait_definitions where name = ${trait}`;
  if (definition && definition.kind !== 'golden')
    throw new AppError('conflict', `The trait "${trait}" is computed by Tessera and cannot be written by hand.`, {
      key: 'profile.derivedTrait',
      values: { trait },
    });
}
