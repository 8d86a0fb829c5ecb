import { type AnySql, sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { may, withheldReasons } from '@/features/consent/data/may';
import { mayTrack } from '@/features/consent/data/may-track';
import { beginSend, endSend } from '@/features/consent/mutations/send-lock';
import { hmacHex } from '@/lib/crypto';
import { requiredSecret } from '@/lib/env';
import { log } from '@/lib/log';
import { writeLetter } from '@/lib/mime';
import type { SmtpResult, SmtpSession } from '@/lib/smtp';
import { isDeadAddress } from '../core/bounce-kind';
import { returnPath } from '../core/bounce-token';
import { footerWords } from '../core/footer-words';
import { letterHeaders } from '../core/letter-headers';
import { marksOf } from '../core/letter-marks';
import type { Marked } from '../core/measured-html';
import { readerOf } from '../core/reader';
import { renderLetter } from '../core/render-letter';
import { nextTry } from '../core/retry';
import { addressHash } from '../data/audience';
import { readRecipients } from '../data/recipients';
import type { ClaimedMessage, Sender, SendingCampaign } from '../types';
import { type Ending, finishMessage, markSending, releaseMessage } from './finish-message';

export type SendOutcome = Ending['status'] | 'released' | 'lost' | 'unreachable' | 'sender_refused';

const TRY_AGAIN_MS = 200;

type Context = { sender: Sender; companyName: string; locks: AnySql; smtp: SmtpSession };

/**
 * Sends one claimed message. Between `beginSend` and the server's answer no withdrawal of this person is answered, and `may` is asked in
 * between. The message is marked as leaving when the server waits for its first byte, and not before: until then a crash costs nothing.
 * @param context `locks` a connection of its own, on which the locks of all sends of this process stand.
 */
export async function sendMessage(message: ClaimedMessage, campaign: SendingCampaign, context: Context): Promise<SendOutcome> {
  if (!(await beginSend(context.locks, message.profileId))) {
    await releaseMessage(message, TRY_AGAIN_MS);
    return 'released';
  }
  try {
    const reason = await whyNot(message.profileId, campaign);
    if (reason) return await finish(message, campaign, { status: 'withheld', reason });
    return await makeAndSend(message, campaign, context);
  } finally {
    await endSend(context.locks, message.profileId);
  }
}

/** The last question before the wire: one statement when the answer is yes. */
async function whyNot(profileId: string, { purpose, channel }: SendingCampaign): Promise<string | undefined> {
  const now = await databaseNow(sql());
  const allowed = await may(sql(), [profileId], purpose, channel, now);
  if (allowed.has(profileId)) return undefined;
  return (await withheldReasons(sql(), [profileId], purpose, channel, now)).get(profileId) ?? 'malformed';
}

/** Whether this person's letter is measured: only with their own yes, at this moment. */
async function isMeasured(profileId: string, { measuring, channel }: SendingCampaign): Promise<boolean> {
  if (!measuring) return false;
  return (await mayTrack(sql(), [profileId], measuring.purpose, channel, await databaseNow(sql()))).has(profileId);
}

async function makeAndSend(message: ClaimedMessage, campaign: SendingCampaign, context: Context): Promise<SendOutcome> {
  const { sender, companyName, smtp } = context;
  const recipient = (await readRecipients(sql(), [message.profileId])).get(message.profileId);
  if (recipient?.address !== message.address || addressHash(message.address) !== message.addressHash) {
    // The person was changed or merged since it was claimed: to be looked at anew.
    await releaseMessage(message, TRY_AGAIN_MS);
    return 'released';
  }
  const { template } = campaign;
  const reader = readerOf({
    profileId: message.profileId,
    traits: recipient.traits,
    purpose: campaign.purpose,
    channel: campaign.channel,
    messageId: message.id,
    locale: template.locale,
    company: { name: companyName, address: sender.postalAddress },
  });
  const marks = (await isMeasured(message.profileId, campaign)) ? marksOf(message.id, campaign.measuring) : undefined;
  const made = renderLetter(template, reader, footerWords(template.locale), marks);
  if ('field' in made) return finish(message, campaign, { status: 'failed', reason: 'render_failed' });
  const { marked, ...letter } = made;
  const from = returnPath(sender.bounceAddress, sender.fromAddress, message.id);
  const data = await writeLetter({
    from: { name: sender.fromName, address: sender.fromAddress },
    to: message.address,
    replyTo: sender.replyTo || undefined,
    ...letter,
    messageId: `${message.id}@${sender.fromAddress.slice(sender.fromAddress.lastIndexOf('@') + 1)}`,
    date: new Date(),
    headers: letterHeaders({ unsubscribeUrl: reader.unsubscribeUrl, campaignId: campaign.id }),
    dkim: sender.dkim,
  });
  const result = await smtp.send({ from, to: message.address, data, beforeData: () => markSending(message, marked) });
  const ending = endingOf(result, message, hmacHex(requiredSecret('ENCRYPTION_KEY'), JSON.stringify(letter)), marked);
  if (typeof ending === 'object') return finish(message, campaign, ending);
  // Nothing has left: the fault is the server's or the sender's, not this person's.
  await releaseMessage(message, ending === 'lost' ? TRY_AGAIN_MS : 0);
  return ending;
}

function endingOf(
  result: SmtpResult,
  message: ClaimedMessage,
  variablesHash: string,
  marked: Marked,
): Ending | 'lost' | 'unreachable' | 'sender_refused' {
  if (result.outcome === 'accepted') return { status: 'sent', smtpCode: result.code, smtpStatus: result.status, variablesHash, marked };
  if (result.outcome === 'unknown') return { status: 'unknown' };
  if (result.outcome === 'aborted') return 'lost';
  if (result.outcome === 'not_sent') return 'unreachable';
  const { stage, permanent, code, status } = result;
  if (stage === 'sender') return 'sender_refused';
  const said = { smtpCode: code, smtpStatus: status };
  if (permanent) {
    const dead = isDeadAddress({ stage, code, status });
    return { status: 'bounced', ...said, reason: dead ? 'no_such_address' : 'refused', dead };
  }
  const next = nextTry({ attempts: message.attempts, now: new Date(), giveUpAt: message.giveUpAt }, Math.random());
  return next ? { status: 'retry', ...said, next } : { status: 'failed', reason: 'gave_up', ...said };
}

async function finish(message: ClaimedMessage, campaign: SendingCampaign, ending: Ending): Promise<SendOutcome> {
  if (await finishMessage(message, campaign, ending)) return ending.status;
  log.warn({ campaignId: campaign.id, messageId: message.id }, 'a message was finished by somebody else');
  return 'lost';
}
