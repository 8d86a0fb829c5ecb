import type { TransactionSql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import type { Scope } from '@/features/access/types';
import { newId } from '@/lib/ids';
import { dueDate } from '../core/due-date';
import type { GivenIdentifier, Origin, Proof, RequestType } from '../types';
import { notifySubject } from './notify-subject';
import { record } from './record';

export type Intake = {
  /** Made before, when the request was announced with its id; else a new one. */
  id?: string | undefined;
  type: RequestType;
  identifiers: GivenIdentifier[];
  name: string | null;
  contact: string | null;
  message: string | null;
  locale: string;
  receivedAt: Date;
  origin: Origin;
  proof: Proof | null;
  /** Proof of identity was asked for: the clock stands still until it comes. */
  identityAwaited: boolean;
};

export type Registered = { id: string; number: number; dueAt: Date };

/** Puts a request into the register; the clock runs from its receipt. */
export async function registerRequest(tx: TransactionSql, scope: Scope, intake: Intake): Promise<Registered> {
  const { timeZone } = await readCompanySettings();
  const { type, name, contact, message, locale, receivedAt, origin, proof } = intake;
  const id = intake.id ?? newId();
  const dueAt = dueDate({ receivedAt, pausedMs: 0, extended: false }, timeZone);
  const by = scope.actor.type === 'user' ? scope.actor.id : null;
  const [row] = await tx<{ number: number }[]>`
    insert into subject_requests (id, type, origin, registered_by, assignee_id, identifiers, name, contact, message, locale, proof,
      received_at, first_due_at, due_at, paused_at)
    values (${id}, ${type}, ${origin}, ${by}, ${by}, ${tx.json(intake.identifiers)}, ${name}, ${contact}, ${message}, ${locale}, ${proof},
      ${receivedAt}, ${dueAt}, ${dueAt}, ${intake.identityAwaited ? tx`clock_timestamp()` : null})
    returning number`;
  await record(tx, scope, id, { kind: 'registered', details: { type, origin } });
  if (intake.identityAwaited) {
    await record(tx, scope, id, { kind: 'identity_awaited' });
    await notifySubject(tx, { id, contact, locale }, 'identity');
  }
  return { id, number: row?.number ?? 0, dueAt };
}
