import { asc, eq, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { users } from '@/db/schema';
import type { User } from '../types';

const { id, email, name, role, status, locale, createdAt, lastSeenAt } = users;
const columns = { id, email, name, role, status, locale, createdAt, lastSeenAt };

/** One member of staff, or undefined. */
export async function readUser(userId: string): Promise<User | undefined> {
  const [user] = await db().select(columns).from(users).where(eq(id, userId));
  return user;
}

/** Everybody on the team: active people first, then by name. */
export async function listUsers(): Promise<User[]> {
  const byStatus = sql`array_position(array['active', 'invited', 'disabled'], ${status})`;
  return db().select(columns).from(users).orderBy(byStatus, sql`lower(coalesce(nullif(${name}, ''), ${email}))`, asc(id));
}
