import { sql } from '@/db/client';
import type { AuditFilter } from '../schema';
import type { AuditLine } from '../types';
import { readCompanySettings } from './company';

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** What the filter asks for. Days are whole days in `timeZone`; an action ending in a dot, as in `user.`, stands for all that begin so. */
function where(filter: AuditFilter, timeZone: string) {
  const { actor, action, subject, from, to } = filter;
  return sql()`
    ${actor ? sql()`(a.actor_id::text = ${actor} or a.actor_label ilike ${`%${escapeLike(actor)}%`})` : sql()`true`}
    and ${action ? sql()`a.action like ${`${escapeLike(action)}${action.endsWith('.') ? '%' : ''}`}` : sql()`true`}
    and ${subject ? sql()`(a.subject_id = ${subject} or a.subject_type = ${subject})` : sql()`true`}
    and ${from ? sql()`a.at >= (${from}::date)::timestamp at time zone ${timeZone}` : sql()`true`}
    and ${to ? sql()`a.at < (${to}::date + 1)::timestamp at time zone ${timeZone}` : sql()`true`}`;
}

/**
 * Lines of the audit log, newest first, by keyset on the id.
 * @param before lines older than this id; undefined for the newest
 */
export async function listAuditLines(
  filter: AuditFilter,
  page: { before: number | undefined; limit: number; timeZone: string },
): Promise<AuditLine[]> {
  return sql()<AuditLine[]>`
    select a.id::int8::float8 as id, a.at, a.actor_type as "actorType", a.actor_id as "actorId", a.actor_label as "actorLabel", a.action,
           a.subject_type as "subjectType", a.subject_id as "subjectId", coalesce(nullif(u.name, ''), u.email, k.name) as "subjectLabel",
           a.reason, a.details
    from audit_log a
    left join users u on a.subject_type = 'user' and u.id::text = a.subject_id
    left join api_keys k on a.subject_type = 'api_key' and k.id::text = a.subject_id
    where ${where(filter, page.timeZone)} and ${page.before === undefined ? sql()`true` : sql()`a.id < ${page.before}`}
    order by a.id desc limit ${page.limit}`;
}

/** Every action that the log holds, for the filter's list. */
export async function listAuditActions(): Promise<string[]> {
  const rows = await sql()<{ action: string }[]>`
    with recursive seen as (
      (select action from audit_log order by action limit 1)
      union all
      select (select action from audit_log where action > seen.action order by action limit 1) from seen where seen.action is not null
    ) select action from seen where action is not null`;
  return rows.map((r) => r.action);
}

const PAGE = 50;

/** One page for the screen, with where the next one begins. */
export async function readAuditPage(
  query: AuditFilter & { cursor?: number | undefined },
): Promise<{ data: AuditLine[]; nextCursor: number | null }> {
  const { cursor, ...filter } = query;
  const { timeZone } = await readCompanySettings();
  const lines = await listAuditLines(filter, { before: cursor, limit: PAGE + 1, timeZone });
  const data = lines.slice(0, PAGE);
  return { data, nextCursor: lines.length > PAGE ? (data.at(-1)?.id ?? null) : null };
}
