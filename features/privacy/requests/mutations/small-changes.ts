import { sql, type TransactionSql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { openStates } from '../constants';
import { lockRequest } from '../data/find-request';
import type { Correction, GivenIdentifier, SubjectRequest } from '../types';
import { record } from './record';

/** Gives the request to a colleague who may work on it, or to nobody. */
export async function assignRequest(scope: Scope, id: string, assigneeId: string | null): Promise<void> {
  await sql().begin(async (tx) => {
    await openRequest(tx, id);
    const [user] = assigneeId
      ? await tx<{ id: string }[]>`select id from users where id = ${assigneeId} and status = 'active' and role in ('owner', 'compliance')`
      : [{ id: null }];
    if (!user) throw new AppError('invalid_input', 'Choose somebody who may work on requests.', { key: 'request.assignee' });
    await tx`update subject_requests set assignee_id = ${user.id}, updated_at = now() where id = ${id}`;
    await record(tx, scope, id, { kind: 'assigned', details: { assigneeId } });
  });
}

/** Writes a note into the history; of an ended request too. */
export async function noteRequest(scope: Scope, id: string, body: string): Promise<void> {
  await sql().begin(async (tx) => {
    const { type, state } = await lockRequest(tx, id);
    // What is written about somebody who was erased would be held about them again.
    if (type === 'erasure' && state === 'done')
      throw new AppError('conflict', 'The person was erased: nothing more is written down about them.', { key: 'request.erased' });
    await record(tx, scope, id, { kind: 'note', body });
  });
}

/** A further identifier by which to look for the person, as whoever asks has given it. */
export async function addIdentifier(scope: Scope, id: string, given: GivenIdentifier): Promise<void> {
  await sql().begin(async (tx) => {
    const request = await lockRequest(tx, id);
    if (request.state !== 'received') throw wrongState();
    const identifiers = [...request.identifiers.filter((one) => one.type !== given.type || one.value !== given.value), given];
    await tx`update subject_requests set identifiers = ${tx.json(identifiers)}, updated_at = now() where id = ${id}`;
    await record(tx, scope, id, { kind: 'identifier_added', details: { type: given.type } });
  });
}

/** Takes back an identifier that was given or looked up wrongly, while nobody is confirmed by it. @throws AppError not_found when it is not there */
export async function removeIdentifier(scope: Scope, id: string, given: GivenIdentifier): Promise<void> {
  await sql().begin(async (tx) => {
    const request = await lockRequest(tx, id);
    if (request.state !== 'received') throw wrongState();
    const identifiers = request.identifiers.filter((one) => one.type !== given.type || one.value !== given.value);
    if (identifiers.length === request.identifiers.length)
      throw new AppError('not_found', 'The request does not have this identifier any more.', { key: 'request.noIdentifier' });
    await tx`update subject_requests set identifiers = ${tx.json(identifiers)}, updated_at = now() where id = ${id}`;
    await record(tx, scope, id, { kind: 'identifier_removed', details: { type: given.type } });
  });
}

/** What a rectification is to write, instead of what was planned before. @throws AppError invalid_input for a profile that is not of the match */
export async function planCorrections(scope: Scope, id: string, corrections: Correction[], reason: string): Promise<void> {
  await sql().begin(async (tx) => {
    const request = await lockRequest(tx, id);
    if (request.type !== 'rectification' || request.state !== 'verified') throw wrongState();
    if (corrections.some((correction) => !request.profileIds.includes(correction.profileId)))
      throw new AppError('invalid_input', 'Correct only profiles that the request concerns.', { key: 'request.otherProfile' });
    await tx`update subject_requests set task = ${tx.json({ corrections, reason } as never)}, updated_at = now() where id = ${id}`;
    await record(tx, scope, id, { kind: 'planned', body: reason, details: { traits: corrections.map((c) => c.trait) } });
  });
}

async function openRequest(tx: TransactionSql, id: string): Promise<SubjectRequest> {
  const request = await lockRequest(tx, id);
  if (!(openStates as readonly string[]).includes(request.state)) throw wrongState();
  return request;
}

const wrongState = () =>
  new AppError('conflict', 'The request is not in the state for this step. Look at it again: somebody may have gone on.', {
    key: 'request.wrong_state',
  });
