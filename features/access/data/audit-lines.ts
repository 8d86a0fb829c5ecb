import { and, desc, eq, gte, ilike, inArray, like, lt, or, sql as query } from 'drizzle-orm';
import { db, sql } from '@/db/client';
import { apiKeys, auditLog, users } from '@/db/schema';
import { type AuditKind, EXPORTED, NEITHER, VIEWED } from '../core/audit-kind';
import type { AuditFilter } from '../schema';
import type { AuditLine } from '../types';
import { readCompanySettings } from './company';

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** What the filter asks for. Days are whole days in `timeZone`; an action ending in a dot, as in `user.`, stands for all that begin so. */
function where({ actor, action, subject, person, kind, last, from, to }: AuditFilter, timeZone: string) {
  const startOf = (day: string, later: number) => query`((${day}::date + ${later}::int)::timestamp at time zone ${timeZone})`;
  return and(
    actor ? or(query`${auditLog.actorId}::text = ${actor}`, ilike(auditLog.actorLabel, `%${escapeLike(actor)}%`)) : undefined,
    action ? like(auditLog.action, `${escapeLike(action)}${action.endsWith('.') ? '%' : ''}`) : undefined,
    subject ? or(eq(auditLog.subjectId, subject), eq(auditLog.subjectType, subject)) : undefined,
    person ? inArray(auditLog.id, linesAbout(person)) : undefined,
    kind ? ofKind(kind) : undefined,
    last ? gte(auditLog.at, query`now() - make_interval(days => ${Number(last)}::int)`) : undefined,
    from ? gte(auditLog.at, startOf(from, 0)) : undefined,
    to ? lt(auditLog.at, startOf(to, 1)) : undefined,
  );
}

const ofKind = (kind: AuditKind) => {
  if (kind === 'viewed') return query`${auditLog.action} ~ ${VIEWED}`;
  if (kind === 'exported') return query`${auditLog.action} ~ ${EXPORTED}`;
  return query`${auditLog.action} !~ ${`${VIEWED}|${EXPORTED}|${NEITHER}`}`;
};

/** Lines about one person under any of their ids: those that name them, those that they were in, and what became of files they were in. */
const linesAbout = (person: string) => query`(
  with root as (select coalesce((select profile_id from profile_aliases where old_id = ${person}::uuid), ${person}::uuid) as id),
    ids as (select id from root union select old_id from profile_aliases where profile_id = (select id from root)),
    seen as (select pa.audit_id from profile_accesses pa where pa.profile_id in (select id from ids))
  select l.id from audit_log l where l.subject_type = 'profile' and l.subject_id in (select id::text from ids)
  union select audit_id from seen
  union select f.id from audit_log r join audit_log f on f.subject_type = r.subject_type and f.subject_id = r.subject_id
    and f.details ->> 'exportId' = r.details ->> 'exportId'
    where r.id in (select audit_id from seen) and r.details ? 'exportId')`;

/**
 * Lines of the audit log, newest first, by keyset on the id.
 * @param before lines older than this id; undefined for the newest
 */
export async function listAuditLines(
  filter: AuditFilter,
  page: { before: number | undefined; limit: number; timeZone: string },
): Promise<AuditLine[]> {
  const { id, at, actorType, actorId, actorLabel, action, subjectType, subjectId, reason, details } = auditLog;
  const subjectLabel = query<string | null>`coalesce(nullif(${users.name}, ''), ${users.email}, ${apiKeys.name})`;
  return db()
    .select({ id, at, actorType, actorId, actorLabel, action, subjectType, subjectId, subjectLabel, reason, details })
    .from(auditLog)
    .leftJoin(users, and(eq(subjectType, 'user'), query`${users.id}::text = ${subjectId}`))
    .leftJoin(apiKeys, and(eq(subjectType, 'api_key'), query`${apiKeys.id}::text = ${subjectId}`))
    .where(and(where(filter, page.timeZone), page.before === undefined ? undefined : lt(id, page.before)))
    .orderBy(desc(id))
    .limit(page.limit);
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
