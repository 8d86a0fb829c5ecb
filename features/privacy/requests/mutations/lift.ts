import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { setObjection, setRestriction } from '@/features/consent/restrictions/mutations/set-standing';
import { notifySubject } from './notify-subject';
import { record } from './record';
import { allowStep } from './take-step';

/**
 * Ends a restriction or an objection that this request brought about. Art. 18(3): the person is told before, so whoever lifts it says how
 * that was done; a message goes out too when there is an address.
 */
export async function liftRequest(scope: Scope, id: string, informed: string): Promise<void> {
  await sql().begin(async (tx) => {
    const { request, now } = await allowStep(tx, scope, id, 'lift');
    const told = await notifySubject(tx, request, 'lifted');
    await record(tx, scope, id, { kind: 'informed', body: informed, details: { told } });
    const set = request.type === 'restriction' ? setRestriction : setObjection;
    await set(tx, scope, request.profileIds, false, `Request ${request.number}`);
    await tx`update subject_requests set lifted_at = ${now}, updated_at = ${now} where id = ${id}`;
    await record(tx, scope, id, { kind: 'lifted' });
  });
}
