import type { AnySql } from '@/db/client';
import { AppError } from '@/lib/errors';
import type { SubjectRequest } from '../types';

const columns = (sql: AnySql) => sql`
  r.id, r.number, r.type, r.state, r.origin, r.registered_by as "registeredBy", r.identifiers, r.name, r.contact, r.message, r.locale,
  (select coalesce(array_agg(distinct coalesce(a.profile_id, p.id)), '{}')
    from unnest(r.profile_ids) p(id) left join profile_aliases a on a.old_id = p.id) as "profileIds",
  r.nobody, r.proof, r.received_at as "receivedAt", r.first_due_at as "firstDueAt", r.due_at as "dueAt", r.paused_at as "pausedAt",
  r.paused_ms::float8 as "pausedMs", r.extended_at as "extendedAt", r.extension_reason as "extensionReason", r.assignee_id as "assigneeId",
  r.verified_at as "verifiedAt", r.verified_by as "verifiedBy", r.approved_at as "approvedAt", r.approved_by as "approvedBy",
  r.started_at as "startedAt", r.finished_at as "finishedAt", r.error, r.refusal_ground as "refusalGround",
  r.refusal_note as "refusalNote", r.task, r.outcome, r.lifted_at as "liftedAt", r.created_at as "createdAt", r.updated_at as "updatedAt"`;

const none = () => new AppError('not_found', 'There is no such request.', { key: 'request.none' });

/** One request. @throws AppError not_found */
export async function readRequest(sql: AnySql, id: string): Promise<SubjectRequest> {
  const [row] = await sql<SubjectRequest[]>`select ${columns(sql)} from subject_requests r where r.id = ${id}`;
  if (!row) throw none();
  return row;
}

/** One request, held until the transaction ends: two steps at once are taken one after the other. @throws AppError not_found */
export async function lockRequest(tx: AnySql, id: string): Promise<SubjectRequest> {
  const locked = await tx`select 1 from subject_requests where id = ${id} for update`;
  if (locked.length === 0) throw none();
  return readRequest(tx, id);
}

/** Every request that concerns one of these profiles, the newest first. For the access package and for the profile's page. */
export async function requestsOf(sql: AnySql, profileIds: readonly string[]): Promise<SubjectRequest[]> {
  if (profileIds.length === 0) return [];
  return sql<SubjectRequest[]>`
    select ${columns(sql)} from subject_requests r
    where r.profile_ids && (
      select array_agg(id) from (
        select unnest(${profileIds as string[]}::uuid[]) as id
        union select old_id from profile_aliases where profile_id = any(${profileIds as string[]}::uuid[])) known)
    order by r.received_at desc, r.id`;
}
