import { type AnySql, type Sql, sql } from '@/db/client';
import { newToken, sha256 } from '@/lib/crypto';
import { AppError } from '@/lib/errors';
import { audit } from '../audit';
import { requireGrantableScopes } from '../core/grant';
import type { ApiScope, Scope } from '../types';

/**
 * A key for the API, shown once and kept as its hash. Bound to a purpose and channel it sees only people who consent to them.
 * @throws AppError forbidden when a scope is above the actor's own rights; invalid_input when the purpose or channel is unknown
 */
export async function createApiKey(
  database: Sql,
  scope: Scope,
  input: { name: string; scopes: ApiScope[]; purpose?: string | null | undefined; channel?: string | null | undefined },
): Promise<{ id: string; key: string }> {
  requireGrantableScopes(scope, input.scopes);
  const { purpose = null, channel = null } = input;
  const key = newToken('tsk');
  const id = await database.begin(async (tx) => {
    await requireKnown(tx, purpose, channel);
    const [row] = await tx<{ id: string }[]>`
      insert into api_keys (name, key_hash, prefix, scopes, purpose, channel, created_by)
      values (${input.name}, ${sha256(key)}, ${key.slice(0, 10)}, ${input.scopes}, ${purpose}, ${channel},
              ${scope.actor.type === 'user' ? scope.actor.id : null}) returning id`;
    const details = { scopes: input.scopes, purpose, channel };
    await audit(tx, scope, { action: 'api_key.created', subjectType: 'api_key', subjectId: row?.id ?? '', details });
    return row?.id ?? '';
  });
  return { id, key };
}

async function requireKnown(tx: AnySql, purpose: string | null, channel: string | null): Promise<void> {
  if ((purpose === null) !== (channel === null)) {
    throw new AppError('invalid_input', 'A key is bound to a purpose and a channel together, or to neither.', { key: 'access.halfBound' });
  }
  if (purpose === null || channel === null) return;
  const [known] = await tx<{ purpose: boolean; channel: boolean }[]>`
    select exists(select from purposes where key = ${purpose}) as purpose, exists(select from channels where key = ${channel}) as channel`;
  if (!known?.purpose)
    throw new AppError('invalid_input', 'This purpose does not exist.', {
      key: 'access.noPurpose',
      fields: [{ path: 'purpose', message: 'This purpose does not exist.' }],
    });
  if (!known.channel)
    throw new AppError('invalid_input', 'This channel does not exist.', {
      key: 'access.noChannel',
      fields: [{ path: 'channel', message: 'This channel does not exist.' }],
    });
}

/** Ends a key at once. @throws AppError not_found when it is unknown, or was revoked before */
export async function revokeApiKey(scope: Scope, keyId: string): Promise<void> {
  await sql().begin(async (tx) => {
    const revoked = await tx`update api_keys set revoked_at = now() where id = ${keyId} and revoked_at is null returning id`;
    if (!revoked.length) throw new AppError('not_found', 'This key does not exist, or was revoked before.', { key: 'access.keyGone' });
    await audit(tx, scope, { action: 'api_key.revoked', subjectType: 'api_key', subjectId: keyId });
  });
}
