import { sql, type TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { readCompanySettings } from '@/features/access/data/company';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { dueDate, pausedBy } from '../core/due-date';
import type { Proof, SubjectRequest } from '../types';
import { notifySubject } from './notify-subject';
import { record } from './record';
import { allowStep } from './take-step';

/** Stops the clock while whoever asks is to prove who they are, and tells them so. */
export async function awaitIdentity(scope: Scope, id: string, note: string | null): Promise<void> {
  await sql().begin(async (tx) => {
    const { request, now } = await allowStep(tx, scope, id, 'await_identity');
    await tx`update subject_requests set paused_at = ${now}, updated_at = ${now} where id = ${id}`;
    const told = await notifySubject(tx, request, 'identity');
    await record(tx, scope, id, { kind: 'identity_awaited', body: note, details: { told } });
  });
}

/** The clock goes on; the due date moves by the days it stood still. */
export async function resumeClock(scope: Scope, id: string, note: string | null): Promise<void> {
  await sql().begin(async (tx) => {
    const { request, now } = await allowStep(tx, scope, id, 'resume_clock');
    await goOn(tx, request, now);
    await record(tx, scope, id, { kind: 'clock_resumed', body: note });
  });
}

/**
 * Confirms who asks and which profiles that concerns; none is an answer too: nothing is held. The clock goes on if it stood still.
 * @throws AppError invalid_input for a profile that is not there, conflict in a wrong state
 */
export async function verifyRequest(
  scope: Scope,
  id: string,
  given: { profileIds: string[]; proof: Proof; note: string | null },
): Promise<void> {
  await sql().begin(async (tx) => {
    const { request, to, now } = await allowStep(tx, scope, id, 'verify');
    const found = await tx<{ id: string }[]>`
      select distinct coalesce(a.profile_id, p.id) as id from unnest(${given.profileIds}::uuid[]) p(id)
      left join profile_aliases a on a.old_id = p.id
      where exists (select 1 from profiles where id = coalesce(a.profile_id, p.id))`;
    if (given.profileIds.length > 0 && found.length === 0)
      throw new AppError('invalid_input', 'This profile no longer exists: it was merged or erased. Search for it again.', {
        key: 'profile.gone',
      });
    const profileIds = found.map((row) => row.id);
    await goOn(tx, request, now);
    await tx`
      update subject_requests set state = ${to}, verified_at = ${now}, verified_by = ${userId(scope)}, proof = ${given.proof},
        profile_ids = ${profileIds}::uuid[], nobody = ${profileIds.length === 0}, updated_at = ${now}
      where id = ${id}`;
    const details = { proof: given.proof, profiles: profileIds.length };
    await record(tx, scope, id, { kind: 'verified', body: given.note, details });
    for (const profileId of profileIds)
      await audit(tx, scope, { action: 'request.matched', subjectType: 'profile', subjectId: profileId, details: { requestId: id } });
  });
}

/** Back to the beginning, because the match or the proof was doubted; what was approved is void. */
export async function sendBack(scope: Scope, id: string, reason: string): Promise<void> {
  await sql().begin(async (tx) => {
    const { to, now } = await allowStep(tx, scope, id, 'send_back');
    await tx`
      update subject_requests set state = ${to}, verified_at = null, verified_by = null, approved_at = null, approved_by = null,
        profile_ids = '{}', nobody = false, task = '{}', updated_at = ${now}
      where id = ${id}`;
    await record(tx, scope, id, { kind: 'sent_back', body: reason });
  });
}

async function goOn(tx: TransactionSql, request: SubjectRequest, now: Date): Promise<void> {
  if (!request.pausedAt) return;
  const { timeZone } = await readCompanySettings();
  const pausedMs = Math.round(pausedBy(request, now));
  const { receivedAt } = request;
  await tx`
    update subject_requests set paused_at = null, paused_ms = ${pausedMs}, updated_at = ${now},
      first_due_at = ${dueDate({ receivedAt, pausedMs, extended: false }, timeZone)},
      due_at = ${dueDate({ receivedAt, pausedMs, extended: request.extendedAt !== null }, timeZone)}
    where id = ${request.id}`;
}

const userId = (scope: Scope): string | null => (scope.actor.type === 'user' ? scope.actor.id : null);
