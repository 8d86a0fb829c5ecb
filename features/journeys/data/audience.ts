import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { withheldReasons } from '@/features/consent/data/may';
import { mayTrack } from '@/features/consent/data/may-track';
import { suppressionHash } from '@/lib/crypto';
import type { Audience } from '../types';
import { type Recipient, readRecipients } from './recipients';

/** The keyed hash under which an address is known. */
export const addressHash = (address: string): string => suppressionHash('email', address);

/** Of these addresses (as hashes), those that nothing may be sent to. */
export async function blockedAddresses(tx: AnySql, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await tx<{ hash: string }[]>`
    select distinct address_hash as hash from email_blocks where address_hash = any(${[...hashes]}::text[]) and lifted_at is null`;
  return new Set(rows.map((row) => row.hash));
}

const CHUNK = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** `measurePurpose`: also counts who would be measured with it. */
type Ask = { segmentId: string; purpose: string; channel: string; measurePurpose?: string | undefined };

/**
 * Who of a segment would get a mail for this purpose on this channel now, and who would not and why: by the same questions that are asked
 * before each send, one by one.
 */
export async function audienceOf(tx: AnySql, ask: Ask): Promise<Audience> {
  const { measurePurpose } = ask;
  const audience: Audience = { total: 0, eligible: 0, reasons: {}, ...(measurePurpose ? { measurable: 0 } : {}) };
  const seen = new Set<string>();
  const leaveOut = (reason: string) => {
    audience.reasons[reason] = (audience.reasons[reason] ?? 0) + 1;
  };
  for (let after = FIRST; ; ) {
    const members = await tx<{ id: string }[]>`
      select profile_id as id from memberships where segment_id = ${ask.segmentId} and profile_id > ${after} order by profile_id limit ${CHUNK}`;
    const ids = members.map((m) => m.id);
    const last = ids.at(-1);
    if (last === undefined) return audience;
    after = last;
    audience.total += ids.length;
    const reasons = await withheldReasons(tx, ids, ask.purpose, ask.channel, await databaseNow(tx));
    for (const reason of reasons.values()) leaveOut(reason);
    const asked = ids.filter((id) => !reasons.has(id));
    const recipients = await readRecipients(tx, asked);
    const hashes = new Map(asked.map((id) => [id, hashOf(recipients.get(id))]));
    const blocked = await blockedAddresses(
      tx,
      [...hashes.values()].filter((h) => h !== undefined),
    );
    const measurable = measurePurpose ? await mayTrack(tx, asked, measurePurpose, ask.channel, await databaseNow(tx)) : new Set();
    for (const [id, hash] of hashes) {
      if (hash === undefined) leaveOut('no_address');
      else if (blocked.has(hash)) leaveOut('address_blocked');
      else if (seen.has(hash)) leaveOut('same_address');
      else {
        audience.eligible += 1;
        if (audience.measurable !== undefined && measurable.has(id)) audience.measurable += 1;
      }
      if (hash !== undefined) seen.add(hash);
    }
  }
}

const hashOf = (recipient: Recipient | undefined): string | undefined => (recipient?.address ? addressHash(recipient.address) : undefined);
