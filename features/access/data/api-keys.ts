import { sql } from '@/db/client';
import type { ApiKey, Bindings } from '../types';

/** All API keys, living ones first, newest first. */
export const listApiKeys = async (): Promise<ApiKey[]> => sql()<ApiKey[]>`
  select k.id, k.name, k.prefix, k.scopes, k.purpose, k.channel, coalesce(nullif(u.name, ''), u.email) as "createdByName",
         k.created_at as "createdAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
  from api_keys k left join users u on u.id = k.created_by
  order by k.revoked_at is not null, k.created_at desc, k.id`;

/** What a key can be bound to, for the form. */
export async function listBindings(): Promise<Bindings> {
  const [purposes, channels] = await Promise.all([
    sql()<{ key: string; name: string }[]>`select key, name from purposes order by name`,
    sql()<{ key: string; name: string }[]>`select key, name from channels order by name`,
  ]);
  return { purposes: [...purposes], channels: [...channels] };
}
