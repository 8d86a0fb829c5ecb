import type { AnySql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { encryptSecret, newToken, sha256 } from '@/lib/crypto';
import { AppError } from '@/lib/errors';
import type { NewSource } from './schema';

/** Makes a source without a key. @throws AppError conflict when the name is taken */
export async function createSource(tx: AnySql, scope: Scope, { name, kind }: NewSource): Promise<{ id: string }> {
  const [made] = await tx<{ id: string }[]>`
    insert into sources (name, kind) values (${name}, ${kind}) on conflict (name) do nothing returning id`;
  if (!made)
    throw new AppError('conflict', `There is already a source named “${name}”.`, {
      key: 'source.taken',
      values: { name },
      fields: [{ path: 'name', message: 'This name is taken.', key: 'source.nameTaken' }],
    });
  await audit(tx, scope, { action: 'source.created', subjectType: 'source', subjectId: made.id, details: { name, kind } });
  return made;
}

/** Makes a write key for an SDK source; the older ones stay valid. @throws AppError not_found, or conflict when the source takes no keys */
export async function createWriteKey(tx: AnySql, scope: Scope, sourceId: string): Promise<{ id: string; key: string }> {
  const source = await lockSource(tx, sourceId);
  if (source.kind !== 'sdk') throw new AppError('conflict', 'Only SDK sources have write keys.', { key: 'source.onlySdk' });
  const key = newToken('wk');
  const [made] = await tx<{ id: string }[]>`
    insert into write_keys (source_id, key_hash, key_encrypted) values (${sourceId}, ${sha256(key)}, ${encryptSecret(key)}) returning id`;
  if (!made) throw new AppError('unavailable', 'The key could not be stored.', { key: 'source.keyNotStored' });
  await audit(tx, scope, { action: 'write_key.created', subjectType: 'source', subjectId: sourceId, details: { writeKeyId: made.id } });
  return { id: made.id, key };
}

/** For the command line: a new write key of the SDK source of this name, which is made if it does not exist. @throws AppError conflict */
export async function createKeyForSourceNamed(
  tx: AnySql,
  scope: Scope,
  name: string,
): Promise<{ sourceId: string; key: string; created: boolean }> {
  const [found] = await tx<{ id: string; kind: string; status: string }[]>`
    select id, kind, status from sources where name = ${name} and status <> 'deleted'`;
  if (found && found.kind !== 'sdk')
    throw new AppError('conflict', `“${name}” is not an SDK source, so it has no write key.`, { key: 'source.notSdk', values: { name } });
  const sourceId = found?.id ?? (await createSource(tx, scope, { name, kind: 'sdk' })).id;
  const { key } = await createWriteKey(tx, scope, sourceId);
  return { sourceId, key, created: found === undefined };
}

/** Replaces all keys of a source by a new one; the old ones are refused within a second. @throws AppError not_found, conflict */
export async function rotateWriteKey(tx: AnySql, scope: Scope, sourceId: string): Promise<{ key: string }> {
  await lockSource(tx, sourceId);
  const revoked = await tx`update write_keys set revoked_at = now() where source_id = ${sourceId} and revoked_at is null`;
  const { key } = await createWriteKey(tx, scope, sourceId);
  await audit(tx, scope, { action: 'write_key.rotated', subjectType: 'source', subjectId: sourceId, details: { revoked: revoked.count } });
  return { key };
}

/** @throws AppError not_found, or conflict when the name is taken */
export async function renameSource(tx: AnySql, scope: Scope, id: string, name: string): Promise<void> {
  const source = await lockSource(tx, id);
  const [taken] = await tx`select 1 from sources where name = ${name} and id <> ${id}`;
  if (taken)
    throw new AppError('conflict', `There is already a source named “${name}”.`, {
      key: 'source.taken',
      values: { name },
      fields: [{ path: 'name', message: 'This name is taken.', key: 'source.nameTaken' }],
    });
  await tx`update sources set name = ${name} where id = ${id}`;
  await audit(tx, scope, { action: 'source.renamed', subjectType: 'source', subjectId: id, details: { from: source.name, to: name } });
}

/** A disabled source's requests are answered 404 within a second; what it sent stays. @throws AppError not_found */
export async function setSourceEnabled(tx: AnySql, scope: Scope, id: string, enabled: boolean): Promise<void> {
  await lockSource(tx, id);
  await tx`update sources set status = ${enabled ? 'enabled' : 'disabled'} where id = ${id}`;
  await audit(tx, scope, { action: enabled ? 'source.enabled' : 'source.disabled', subjectType: 'source', subjectId: id });
}

/** Events a second over all keys of one web process; null = no limit. @throws AppError not_found */
export async function setRateLimit(tx: AnySql, scope: Scope, id: string, perSecond: number | null): Promise<void> {
  await lockSource(tx, id);
  const change =
    perSecond === null ? tx`settings - 'rateLimitPerSecond'` : tx`settings || jsonb_build_object('rateLimitPerSecond', ${perSecond}::int)`;
  await tx`update sources set settings = ${change} where id = ${id}`;
  await audit(tx, scope, { action: 'source.rate_limit_set', subjectType: 'source', subjectId: id, details: { perSecond } });
}

/**
 * Deletes a source: its keys and calls are refused, its connection is forgotten, it leaves every list, and its name is free again. Its events stay with the people.
 * @throws AppError not_found, or invalid_input when the typed name differs
 */
export async function deleteSource(tx: AnySql, scope: Scope, id: string, typedName: string): Promise<void> {
  const source = await lockSource(tx, id);
  if (typedName.trim() !== source.name) {
    throw new AppError('invalid_input', 'The name does not match.', {
      key: 'source.nameDiffers',
      fields: [{ path: 'typedName', message: `Type “${source.name}”.`, key: 'source.typeName', values: { name: source.name } }],
    });
  }
  await tx`update write_keys set revoked_at = now() where source_id = ${id} and revoked_at is null`;
  await tx`update source_runs set status = 'cancelled', finished_at = now() where source_id = ${id} and status in ('queued', 'running')`;
  // Settings and secrets go; the log of runs stays.
  await tx`delete from source_connections where source_id = ${id}`;
  await tx`delete from source_rows where source_id = ${id}`;
  await tx`
    update sources set status = 'deleted', deleted_at = now(), name = name || ' (deleted ' || left(id::text, 8) || ')' where id = ${id}`;
  await audit(tx, scope, { action: 'source.deleted', subjectType: 'source', subjectId: id, details: { name: source.name } });
}

/** The source, locked until the transaction ends. Tessera's own source is not for the console to change. */
async function lockSource(tx: AnySql, id: string): Promise<{ name: string; kind: string }> {
  const [source] = await tx<{ name: string; kind: string }[]>`
    select name, kind from sources where id = ${id} and status <> 'deleted' and kind <> 'system' for update`;
  if (!source) throw new AppError('not_found', 'There is no such source.', { key: 'source.none' });
  return source;
}
