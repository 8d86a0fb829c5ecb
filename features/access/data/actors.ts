import { sql } from '@/db/client';
import { sha256 } from '@/lib/crypto';
import { audit } from '../audit';
import { SESSION_IDLE_DAYS } from '../constants';
import { mintScope } from '../core/scope';
import type { ApiKeyActor, ApiScope, Role, UserActor } from '../types';

type SessionRow = { id: string; user_id: string; name: string; email: string; role: Role; stale: boolean };

/**
 * The member of staff behind a session id, asked of the database each time, so that revoking a session, changing a role or disabling a
 * person works with their next request. Undefined when the session ended or the person may no longer sign in.
 */
export async function findSessionActor(sessionId: string): Promise<UserActor | undefined> {
  const [row] = await sql()<SessionRow[]>`
    select s.id, u.id as user_id, u.name, u.email, u.role, s.seen_at < now() - interval '1 minute' as stale
    from sessions s join users u on u.id = s.user_id
    where s.id = ${sessionId} and s.revoked_at is null and s.expires_at > now()
      and s.seen_at > now() - make_interval(days => ${SESSION_IDLE_DAYS}) and u.status = 'active'`;
  if (!row) return undefined;
  if (row.stale) await touchSession(row.id, row.user_id);
  return { type: 'user', id: row.user_id, name: row.name || row.email, role: row.role, sessionId: row.id };
}

async function touchSession(sessionId: string, userId: string): Promise<void> {
  await sql()`
    with seen as (update sessions set seen_at = now() where id = ${sessionId})
    update users set last_seen_at = now() where id = ${userId}`;
}

type KeyRow = {
  id: string;
  name: string;
  scopes: ApiScope[];
  purpose: string | null;
  channel: string | null;
  stale: boolean;
  first_today: boolean;
};

/** The API key with this text, looked up by its hash; undefined when unknown or revoked. Notes the use to the minute, and once a day in the audit log. */
export async function findApiKeyActor(key: string): Promise<ApiKeyActor | undefined> {
  const [row] = await sql()<KeyRow[]>`
    select id, name, scopes, purpose, channel, last_used_at is null or last_used_at < now() - interval '1 minute' as stale,
           last_used_at is null or last_used_at < date_trunc('day', now()) as first_today
    from api_keys where key_hash = ${sha256(key)} and revoked_at is null`;
  if (!row) return undefined;
  const actor: ApiKeyActor = {
    type: 'api_key',
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    purpose: row.purpose,
    channel: row.channel,
  };
  if (row.stale) await noteKeyUse(actor, row.first_today);
  return actor;
}

async function noteKeyUse(actor: ApiKeyActor, firstToday: boolean): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`update api_keys set last_used_at = now() where id = ${actor.id}`;
    if (firstToday) await audit(tx, mintScope(actor), { action: 'api_key.used', subjectType: 'api_key', subjectId: actor.id });
  });
}
