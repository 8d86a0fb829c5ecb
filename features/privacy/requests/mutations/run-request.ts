import { sql, type TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { requireRecentPassword } from '@/features/access/mutations/confirm-password';
import type { Scope } from '@/features/access/types';
import { setObjection, setRestriction } from '@/features/consent/restrictions/mutations/set-standing';
import { lockProfiles } from '@/features/profiles/lock';
import { writeTraitEdit } from '@/features/profiles/mutations/edit-trait';
import { AppError } from '@/lib/errors';
import { ERASE_JOB, PACKAGE_JOB } from '../constants';
import { needsApproval } from '../core/state-machine';
import type { SubjectRequest } from '../types';
import { finishRequest } from './finish-request';
import { record } from './record';
import { allowStep } from './take-step';

/**
 * Carries a request out: hands access and erasure to their jobs; corrects, restricts or notes the objection at once, in this transaction.
 * @param confirmation for an erasure, the request's number as typed
 * @throws AppError conflict in a wrong state, invalid_input when the number was not typed, forbidden while the password was not typed lately
 */
export async function runRequest(scope: Scope, id: string, confirmation: string | null): Promise<void> {
  const [known] = await sql()<Pick<SubjectRequest, 'type'>[]>`select type from subject_requests where id = ${id}`;
  if (known && needsApproval(known.type)) await requireRecentPassword(scope);
  await sql().begin(async (tx) => {
    const { request, to, now } = await allowStep(tx, scope, id, 'run');
    if (request.type === 'erasure' && confirmation?.trim() !== String(request.number)) throw notTyped(request.number);
    await tx`
      update subject_requests set state = ${to}, started_at = ${now}, updated_at = ${now}, error = null, profile_ids = ${request.profileIds}::uuid[]
      where id = ${id}`;
    await record(tx, scope, id, { kind: 'started' });
    await carryOut(tx, scope, request);
  });
}

async function carryOut(tx: TransactionSql, scope: Scope, request: SubjectRequest): Promise<void> {
  const { id, profileIds, number } = request;
  const reason = `Request ${number}`;
  switch (request.type) {
    case 'erasure':
      return enqueue(tx, ERASE_JOB, { requestId: id }, { key: `erase:${id}` });
    case 'access':
    case 'portability':
      return enqueue(tx, PACKAGE_JOB, { requestId: id }, { key: `package:${id}` });
    case 'restriction':
      await setRestriction(tx, scope, profileIds, true, reason);
      return finishRequest(tx, scope, id, { result: 'done', profiles: profileIds.length });
    case 'objection':
      await setObjection(tx, scope, profileIds, true, reason);
      return finishRequest(tx, scope, id, { result: 'done', profiles: profileIds.length });
    case 'rectification':
      return finishRequest(tx, scope, id, { result: 'done', traits: await rectify(tx, scope, request) });
  }
}

/** Writes each correction as a statement of staff, which no older event takes back. @returns the names of the corrected traits */
async function rectify(tx: TransactionSql, scope: Scope, { id, number, profileIds, task }: SubjectRequest): Promise<string[]> {
  const corrections = task.corrections ?? [];
  await lockProfiles(tx, profileIds);
  for (const correction of corrections) {
    // A profile that was merged since is corrected where it went.
    const profileId = profileIds.includes(correction.profileId) ? correction.profileId : await whereItWent(tx, correction.profileId);
    await writeTraitEdit(tx, scope, { ...correction, profileId, reason: task.reason ?? `Request ${number}` });
  }
  await tx`update subject_requests set task = '{}' where id = ${id}`;
  return [...new Set(corrections.map((correction) => correction.trait))];
}

async function whereItWent(tx: TransactionSql, profileId: string): Promise<string> {
  const [alias] = await tx<{ id: string }[]>`select profile_id as id from profile_aliases where old_id = ${profileId}`;
  return alias?.id ?? profileId;
}

const notTyped = (number: number): AppError =>
  new AppError('invalid_input', 'Type the number of the request.', {
    key: 'request.typeNumber',
    values: { number },
    fields: [{ path: 'confirmation', message: 'Type the number of the request.' }],
  });
