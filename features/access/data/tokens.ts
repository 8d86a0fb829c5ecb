import { sql } from '@/db/client';
import { sha256 } from '@/lib/crypto';
import type { Role } from '../types';

/** Whom an open link is for; undefined when it is unknown, expired or used. */
export async function readToken(token: string, kind: 'invite' | 'reset'): Promise<{ email: string; name: string; role: Role } | undefined> {
  const [row] = await sql()<{ email: string; name: string; role: Role }[]>`
    select u.email, u.name, u.role from user_tokens t join users u on u.id = t.user_id
    where t.token_hash = ${sha256(token)} and t.kind = ${kind} and t.used_at is null and t.expires_at > now() and u.status <> 'disabled'`;
  return row;
}
