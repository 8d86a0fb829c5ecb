import { sql, type TransactionSql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { takeAttempt } from '@/features/access/mutations/limits';
import { mayTrack } from '@/features/consent/data/may-track';
import { holdConsent } from '@/features/consent/mutations/send-lock';
import { keyedHash } from '@/lib/crypto';
import { EMAIL_CLICKED, EMAIL_OPENED } from '@/lib/event-names';
import { keptUrl } from '../core/kept-url';
import type { FollowedLink } from '../core/letter-marks';
import { addressesOf } from '../data/addresses';
import { type MeasureColumns, measuringOf } from '../data/campaigns';
import { tellOf } from './finish-message';

/** Mail programs load a picture again and again: within this time it is the same opening. */
const SAME_OPENING = '1 hour';
/** The same link within the same minute is the same click. */
const SAME_CLICK_MS = 60_000;
/** A message in which more is clicked in an hour is being played with: no more of it is written down. */
const MOST_CLICKS_AN_HOUR = 60;

/** Notes that a letter was opened, if its reader allows that now. @returns whether it was written down */
export const noteOpened = (messageId: string): Promise<boolean> =>
  note(messageId, 'opens', async (tx, message) => {
    const { count } = await tx`
      update messages set opened_at = coalesce(opened_at, ${message.at}), last_opened_at = ${message.at}
      where profile_id = ${message.profileId} and id = ${message.id}
        and (last_opened_at is null or last_opened_at <= ${message.at}::timestamptz - ${SAME_OPENING}::interval)`;
    if (count === 0) return false;
    await tellOf(tx, message, message.campaign, { name: EMAIL_OPENED, at: message.at }, String(message.at.getTime()));
    return true;
  });

/** Notes that a link of a letter was followed, if its reader allows that now. @returns whether it was written down */
export const noteClicked = ({ messageId, target }: FollowedLink): Promise<boolean> =>
  note(messageId, 'clicks', async (tx, message) => {
    const once = `${keyedHash('followed-link', target).slice(0, 16)}:${Math.floor(message.at.getTime() / SAME_CLICK_MS)}`;
    // The same click again takes nothing of what may be noted in this hour.
    const again = { key: `click:${messageId}:${once}`, max: 1, seconds: SAME_CLICK_MS / 1000 };
    if ((await takeAttempt([again], tx)) !== 'allowed') return false;
    if ((await takeAttempt([{ key: `clicks:${messageId}`, max: MOST_CLICKS_AN_HOUR, seconds: 3_600 }], tx)) !== 'allowed') return false;
    await tx`
      update messages set clicked_at = coalesce(clicked_at, ${message.at}) where profile_id = ${message.profileId} and id = ${message.id}`;
    await tellOf(tx, message, message.campaign, { name: EMAIL_CLICKED, at: message.at, url: keptUrl(target) }, once);
    return true;
  });

type Row = {
  id: string;
  profileId: string;
  addressHash: string | null;
  campaignId: string;
  name: string;
  purpose: string;
  channel: string;
} & MeasureColumns;
type Noticed = { id: string; profileId: string; at: Date; campaign: { id: string; name: string; purpose: string } };

/**
 * Asks everything anew before anything is written, the counts above included: the letter left with the mark, its campaign measures this, the
 * address it went to is its reader's, and they allow it at this moment. A withdrawal that is just being written counts as a no.
 */
async function note(
  messageId: string,
  what: 'opens' | 'clicks',
  write: (tx: TransactionSql, message: Noticed) => Promise<boolean>,
): Promise<boolean> {
  return sql().begin(async (tx): Promise<boolean> => {
    const [row] = await tx<Row[]>`
      select m.id, m.profile_id as "profileId", m.address_hash as "addressHash", c.id as "campaignId", c.name, c.purpose, c.channel, c.measure_opens as "measureOpens",
        c.measure_clicks as "measureClicks", c.measure_purpose as "measurePurpose"
      from messages m join campaigns c on c.id = m.campaign_id
      where m.id = ${messageId} and m.${tx(what === 'opens' ? 'opens_measured' : 'clicks_measured')} and m.status in ('sending', 'sent', 'unknown') for update of m`;
    const measuring = row && measuringOf(row);
    if (!row || !measuring?.[what] || !(await holdConsent(tx, row.profileId))) return false;
    if (!row.addressHash || !(await addressesOf(tx, row.profileId)).has(row.addressHash)) return false;
    const at = await databaseNow(tx);
    if (!(await mayTrack(tx, [row.profileId], measuring.purpose, row.channel, at)).has(row.profileId)) return false;
    const { id, profileId, campaignId, name, purpose } = row;
    return write(tx, { id, profileId, at, campaign: { id: campaignId, name, purpose } });
  }) as Promise<boolean>;
}
