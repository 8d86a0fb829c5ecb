import { asc, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { apiKeys, channels, purposes, users } from '@/db/schema';
import type { ApiKey, ApiScope, Bindings } from '../types';

/** All API keys, living ones first, newest first. */
export async function listApiKeys(): Promise<ApiKey[]> {
  const { id, name, prefix, purpose, channel, createdAt, lastUsedAt, revokedAt } = apiKeys;
  const scopes = sql<ApiScope[]>`${apiKeys.scopes}`;
  const createdByName = sql<string | null>`coalesce(nullif(${users.name}, ''), ${users.email})`;
  return db()
    .select({ id, name, prefix, scopes, purpose, channel, createdByName, createdAt, lastUsedAt, revokedAt })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.createdBy))
    .orderBy(isNotNull(revokedAt), desc(createdAt), asc(id));
}

/** What a key can be bound to, for the form. */
export async function listBindings(): Promise<Bindings> {
  const [ofPurposes, ofChannels] = await Promise.all([
    db().select({ key: purposes.key, name: purposes.name }).from(purposes).orderBy(purposes.name),
    db().select({ key: channels.key, name: channels.name }).from(channels).orderBy(channels.name),
  ]);
  return { purposes: ofPurposes, channels: ofChannels };
}
