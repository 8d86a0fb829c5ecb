import type { AnySql } from '@/db/client';
import { newToken, sha256 } from '@/lib/crypto';

/** An API key with these scopes for tests; bound when purpose and channel are given. */
export async function apiKey(sql: AnySql, scopes: string[], bound?: { purpose: string; channel: string }): Promise<string> {
  const key = newToken('tsk');
  await sql`
    insert into api_keys (name, key_hash, prefix, scopes, purpose, channel)
    values ('test', ${sha256(key)}, ${key.slice(0, 12)}, ${scopes}, ${bound?.purpose ?? null}, ${bound?.channel ?? null})`;
  return key;
}

/** A GET as an API caller sends it. */
export const apiGet = (path: string, key: string): Request =>
  new Request(`http://localhost:3000${path}`, { headers: { authorization: `Bearer ${key}` } });
