import { type AnySql, sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { may, withheldReasons } from '@/features/consent/data/may';
import { beginSend, endSend } from '@/features/consent/mutations/send-lock';
import { log } from '@/lib/log';
import type { HttpClient, RowResult } from '@/plugins/kit/types';
import { destinationRow } from '../core/destination-row';
import { redact } from '../core/redact';
import type { EachConnection } from '../data/connection';
import type { ClaimedDelivery, SendingDestination } from '../types';
import { finishAttempt, releaseDelivery, withholdClaimed } from './finish';

export type SendOutcome = { status: 'sent' | 'retry' | 'dead' | 'withheld' | 'released' | 'lost'; retryAfterMs?: number };

const TRY_AGAIN_MS = 200;

/**
 * Sends one claimed delivery. Between `beginSend` and the receiver's answer no withdrawal of this person is answered, and `may` is asked
 * in between: what was withdrawn before is not sent, what is withdrawn now waits. Removals are sent in any case.
 * @param session a connection of its own, on which the locks of all sends of this process stand.
 */
export async function sendDelivery(
  delivery: ClaimedDelivery,
  destination: SendingDestination,
  connection: EachConnection,
  { session, http }: { session: AnySql; http: HttpClient },
): Promise<SendOutcome> {
  if (delivery.kind !== 'enter' && delivery.kind !== 'update') return attempt(delivery, connection, http);
  if (!(await beginSend(session, delivery.profileId))) {
    await releaseDelivery(delivery, TRY_AGAIN_MS);
    return { status: 'released' };
  }
  try {
    const reason = await whyNot(delivery.profileId, destination);
    if (reason) {
      await withholdClaimed(delivery, reason);
      return { status: 'withheld' };
    }
    return await attempt(delivery, connection, http);
  } finally {
    await endSend(session, delivery.profileId);
  }
}

/** The last question before the wire, in a transaction of its own: one statement when the answer is yes. */
async function whyNot(profileId: string, { purpose, channel }: SendingDestination): Promise<string | undefined> {
  const now = await databaseNow(sql());
  const allowed = await may(sql(), [profileId], purpose, channel, now);
  if (allowed.has(profileId)) return undefined;
  return (await withheldReasons(sql(), [profileId], purpose, channel, now)).get(profileId) ?? 'malformed';
}

async function attempt(delivery: ClaimedDelivery, { plugin, settings, secrets }: EachConnection, http: HttpClient): Promise<SendOutcome> {
  const begun = performance.now();
  const result = await deliver(delivery, { plugin, settings, secrets }, http);
  const status = await finishAttempt(delivery, result, performance.now() - begun);
  const retryAfterMs = result.ok ? undefined : result.retryAfterMs;
  return { status: status ?? 'lost', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

async function deliver(delivery: ClaimedDelivery, { plugin, settings, secrets }: EachConnection, http: HttpClient): Promise<RowResult> {
  try {
    const [result] = await plugin.deliver([destinationRow(delivery)], { settings, http, now: new Date() });
    if (!result) throw new Error('The destination answered no result');
    return result.response === undefined ? result : { ...result, response: redact(result.response, secrets) };
  } catch (err) {
    // A fault of the plug-in itself: nobody's data is to blame, and a mended release may send it.
    log.error({ err, destinationId: delivery.destinationId, deliveryId: delivery.id }, 'a destination plug-in failed');
    return { ok: false, retry: true, code: 'plugin_failed', message: 'The destination plug-in failed. See the log.' };
  }
}
