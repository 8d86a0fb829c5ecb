import { sql } from '@/db/client';
import { sha256 } from '@/lib/crypto';
import { SESSION_IDLE_DAYS } from '../constants';
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

type KeyRow = { id: string; name: string; scopes: ApiScope[]; purpose: string | null; channel: string | null; stale: boolean };

/** The API key with this text, looked up by its hash; undefined when unknown or revoked. Notes the use, to the minute. */
export async function findApiKeyActor(key: string): Promise<ApiKeyActor | undefined> {
  const [row] = await sql()<KeyRow[]>`
    select id, name, scopes, purpose, channel, last_used_at is null or last_used_at < now() - interval '1 minute' as stale
    from api_keys where key_hash = ${sha256(key)} and revoked_at is null`;
  if (!row) return undefined;
  if (row.stale) await sql()`update api_keys set last_used_at = now() where id = ${row.id}`;
  return { type: 'api_key', id: row.id, name: row.name, scopes: row.scopes, purpose: row.purpose, channel: row.channel };
}
