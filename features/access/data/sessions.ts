import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { sessions } from '@/db/schema';
import { SESSION_IDLE_DAYS } from '../constants';
import type { SessionInfo } from '../types';

/** The living sessions of a person, the last used first. */
export async function listSessions(userId: string, currentId: string): Promise<SessionInfo[]> {
  const { id, userAgent, createdAt, seenAt, revokedAt, expiresAt } = sessions;
  const isCurrent = sql<boolean>`${id} = ${currentId}`;
  const used = gt(seenAt, sql`now() - make_interval(days => ${SESSION_IDLE_DAYS}::int)`);
  return db()
    .select({ id, userAgent, createdAt, seenAt, isCurrent })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(revokedAt), gt(expiresAt, sql`now()`), used))
    .orderBy(desc(isCurrent), desc(seenAt), id);
}
