import { sql } from '@/db/client';
import { SESSION_IDLE_DAYS } from '../constants';
import type { SessionInfo } from '../types';

/** The living sessions of a person, the last used first. */
export const listSessions = async (userId: string, currentId: string): Promise<SessionInfo[]> => sql()<SessionInfo[]>`
  select id, user_agent as "userAgent", created_at as "createdAt", seen_at as "seenAt", id = ${currentId} as "isCurrent"
  from sessions where user_id = ${userId} and revoked_at is null and expires_at > now()
    and seen_at > now() - make_interval(days => ${SESSION_IDLE_DAYS})
  order by id = ${currentId} desc, seen_at desc, id`;
