import { sql } from '@/db/client';
import type { User } from '../types';

const columns = () => sql()`id, email, name, role, status, locale, created_at as "createdAt", last_seen_at as "lastSeenAt"`;

/** One member of staff, or undefined. */
export async function readUser(id: string): Promise<User | undefined> {
  const [user] = await sql()<User[]>`select ${columns()} from users where id = ${id}`;
  return user;
}

/** Everybody on the team: active people first, then by name. */
export const listUsers = async (): Promise<User[]> => sql()<User[]>`
  select ${columns()} from users order by array_position(array['active', 'invited', 'disabled'], status), lower(coalesce(nullif(name, ''), email)), id`;
