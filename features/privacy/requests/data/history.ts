import { sql } from '@/db/client';
import type { RequestEvent } from '../types';

/** The steps and notes of a request, the latest first. */
export async function requestHistory(requestId: string): Promise<RequestEvent[]> {
  const rows = await sql()<(Omit<RequestEvent, 'at'> & { at: Date })[]>`
    select id, at, actor_type as "actorType", actor_label as "actorLabel", kind, body, details
    from subject_request_events where request_id = ${requestId} order by id desc limit 500`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export type Colleague = { id: string; name: string; role: 'owner' | 'compliance' };

/** Who may work on requests. */
export async function listOfficers(): Promise<Colleague[]> {
  return sql()<Colleague[]>`
    select id, coalesce(nullif(name, ''), email) as name, role from users
    where status = 'active' and role in ('owner', 'compliance') order by lower(coalesce(nullif(name, ''), email)), id`;
}

/** Names of members of staff, those who left too. */
export async function staffNames(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const rows = await sql()<{ id: string; name: string }[]>`
    select id, coalesce(nullif(name, ''), email) as name from users where id = any(${known}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.name]));
}
