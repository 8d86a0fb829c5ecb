import { sql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import { requireRecentPassword } from '@/features/access/mutations/confirm-password';
import type { Scope } from '@/features/access/types';
import { dueDate } from '../core/due-date';
import { readRequest } from '../data/find-request';
import type { RefusalGround } from '../types';
import { notifySubject } from './notify-subject';
import { record } from './record';
import { allowStep } from './take-step';

/**
 * The second person's yes. @throws AppError forbidden for whoever registered it or confirmed the identity, and while the password was not
 * typed lately; conflict in a wrong state
 */
export async function approveRequest(scope: Scope, id: string, note: string | null): Promise<void> {
  await requireRecentPassword(scope);
  await sql().begin(async (tx) => {
    const { to, now } = await allowStep(tx, scope, id, 'approve');
    const by = scope.actor.type === 'user' ? scope.actor.id : null;
    await tx`update subject_requests set state = ${to}, approved_at = ${now}, approved_by = ${by}, updated_at = ${now} where id = ${id}`;
    await record(tx, scope, id, { kind: 'approved', body: note });
  });
}

/** Ends the request without doing what was asked; whoever asked is told the ground and where to complain. */
export async function refuseRequest(scope: Scope, id: string, { ground, note }: { ground: RefusalGround; note: string }): Promise<void> {
  await sql().begin(async (tx) => {
    const { to, now } = await allowStep(tx, scope, id, 'refuse');
    await tx`
      update subject_requests set state = ${to}, finished_at = ${now}, updated_at = ${now}, refusal_ground = ${ground}, refusal_note = ${note}
      where id = ${id}`;
    const told = await notifySubject(tx, await readRequest(tx, id), 'refused');
    await record(tx, scope, id, { kind: 'refused', body: note, details: { ground, told } });
  });
}

/** Takes a request out of the register's work: taken back by whoever asked, or entered by mistake. */
export async function cancelRequest(scope: Scope, id: string, reason: string): Promise<void> {
  await sql().begin(async (tx) => {
    const { to, now } = await allowStep(tx, scope, id, 'cancel');
    await tx`update subject_requests set state = ${to}, finished_at = ${now}, updated_at = ${now} where id = ${id}`;
    await record(tx, scope, id, { kind: 'cancelled', body: reason });
  });
}

/** Two further months, once and before the first due date (Art. 12(3)); whoever asked is told why. */
export async function extendRequest(scope: Scope, id: string, reason: string): Promise<void> {
  const { timeZone } = await readCompanySettings();
  await sql().begin(async (tx) => {
    const { request, now } = await allowStep(tx, scope, id, 'extend');
    const dueAt = dueDate({ ...request, extended: true }, timeZone);
    await tx`
      update subject_requests set extended_at = ${now}, extension_reason = ${reason}, due_at = ${dueAt}, updated_at = ${now} where id = ${id}`;
    const told = await notifySubject(tx, await readRequest(tx, id), 'extended');
    await record(tx, scope, id, { kind: 'extended', body: reason, details: { dueAt: dueAt.toISOString(), told } });
  });
}

/** The answer when nobody matched: nothing is held. */
export async function answerNothing(scope: Scope, id: string, note: string | null): Promise<void> {
  await sql().begin(async (tx) => {
    const { request, to, now } = await allowStep(tx, scope, id, 'answer_nothing');
    await tx`
      update subject_requests set state = ${to}, finished_at = ${now}, updated_at = ${now}, outcome = ${tx.json({ result: 'nothing_held' })}
      where id = ${id}`;
    const told = await notifySubject(tx, request, 'nothing_held');
    await record(tx, scope, id, { kind: 'answered_nothing', body: note, details: { told } });
  });
}
