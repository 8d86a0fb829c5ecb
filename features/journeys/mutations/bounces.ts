import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { EMAIL_BOUNCED } from '@/lib/event-names';
import { isDeadAddress } from '../core/bounce-kind';
import { parseDsn } from '../core/parse-dsn';
import { blockAddress, tellOf } from './finish-message';

export type BounceAnswer = { outcome: 'bounced' | 'noted' | 'ignored'; messageId: string | null };

type Sent = {
  id: string;
  profileId: string;
  addressHash: string | null;
  status: string;
  campaignId: string;
  name: string;
  purpose: string;
};

/**
 * Takes in a message that a mail server returned. A final failure turns the message into a bounce, and an address that does not exist is
 * not written to any more; a delay is left alone, since the server goes on trying. Harmless when it comes twice.
 */
export async function recordReturned(raw: string): Promise<BounceAnswer> {
  const dsn = parseDsn(raw);
  if (!dsn) return { outcome: 'ignored', messageId: null };
  if (dsn.action !== 'failed') return { outcome: 'noted', messageId: dsn.messageId };
  return sql().begin(async (tx): Promise<BounceAnswer> => {
    const [message] = await tx<Sent[]>`
      select m.id, m.profile_id as "profileId", m.address_hash as "addressHash", m.status, c.id as "campaignId", c.name, c.purpose
      from messages m join campaigns c on c.id = m.campaign_id where m.id = ${dsn.messageId} for update of m`;
    if (!message || !['sent', 'unknown', 'sending'].includes(message.status)) return { outcome: 'noted', messageId: dsn.messageId };
    const dead = isDeadAddress({ stage: 'dsn', code: null, status: dsn.status });
    const [row] = await tx<{ at: Date }[]>`
      update messages set status = 'bounced', reason = ${dead ? 'no_such_address' : 'returned'}, smtp_status = ${dsn.status}, smtp_code = null,
        finished_at = clock_timestamp(), next_attempt_at = null
      where profile_id = ${message.profileId} and id = ${message.id} returning clock_timestamp() as at`;
    if (dead && message.addressHash) await blockAddress(tx, { ...message, addressHash: message.addressHash }, dsn.status);
    const campaign = { id: message.campaignId, name: message.name, purpose: message.purpose };
    const more = dsn.status ? { smtp_status: dsn.status } : {};
    await tellOf(tx, message, campaign, { name: EMAIL_BOUNCED, at: row?.at ?? new Date(), ...more });
    return { outcome: 'bounced', messageId: message.id };
  }) as Promise<BounceAnswer>;
}

/** Lets mail go to an address again, for everybody who has it. @throws AppError not_found */
export async function liftBlock(scope: Scope, { profileId, addressHash }: { profileId: string; addressHash: string }): Promise<void> {
  const by = 'name' in scope.actor ? scope.actor.name : scope.actor.type;
  await sql().begin(async (tx) => {
    const [own] =
      await tx`select 1 from email_blocks where profile_id = ${profileId} and address_hash = ${addressHash} and lifted_at is null`;
    if (!own) throw new AppError('not_found', 'This address is not blocked.', { key: 'email.noBlock' });
    await tx`update email_blocks set lifted_at = now(), lifted_by = ${by} where address_hash = ${addressHash} and lifted_at is null`;
    await audit(tx, scope, { action: 'email_block.lifted', subjectType: 'profile', subjectId: profileId });
  });
}
