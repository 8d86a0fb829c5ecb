import { sql, type TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { channelByKey, purposeByKey } from '@/features/consent/data/purposes';
import { AppError, type ErrorKey } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { EMAIL_CHANNEL } from '../constants';
import { type MeasureColumns, measuringOf } from '../data/campaigns';
import { readTemplate } from '../data/templates';
import type { CampaignInput } from '../schema';
import type { CampaignStatus, Measuring } from '../types';
import { cancelWaiting } from './finish-message';
import { PREPARE_JOB } from './prepare-campaign';

const invalid = (path: string, message: string, key: ErrorKey) =>
  new AppError('invalid_input', message, { key, fields: [{ path, message, key }] });

/** Writes a draft, or changes one. @throws AppError invalid_input, not_found, conflict when it has been started. */
export async function saveCampaign(scope: Scope, { id: given, ...input }: CampaignInput): Promise<{ id: string }> {
  return sql().begin(async (tx) => {
    await requireParts(tx, input);
    const id = given ?? newId();
    const { name, segmentId, purpose, channel, templateId, ratePerMinute, measuring } = input;
    const [opens, clicks] = [measuring?.opens ?? false, measuring?.clicks ?? false];
    const measurePurpose = measuring?.purpose ?? null;
    if (given) {
      requireStatus(await lockCampaign(tx, id), ['draft']);
      await tx`
        update campaigns set name = ${name}, segment_id = ${segmentId}, purpose = ${purpose}, channel = ${channel}, template_id = ${templateId},
          rate_per_minute = ${ratePerMinute}, measure_opens = ${opens}, measure_clicks = ${clicks}, measure_purpose = ${measurePurpose},
          updated_at = now() where id = ${id}`;
    } else {
      await tx`
        insert into campaigns (id, name, segment_id, purpose, channel, template_id, rate_per_minute, measure_opens, measure_clicks,
          measure_purpose, created_by)
        values (${id}, ${name}, ${segmentId}, ${purpose}, ${channel}, ${templateId}, ${ratePerMinute}, ${opens}, ${clicks}, ${measurePurpose},
                ${'name' in scope.actor ? scope.actor.name : scope.actor.type})`;
    }
    await auditCampaign(tx, scope, given ? 'campaign.changed' : 'campaign.created', id, {
      segmentId,
      purpose,
      channel,
      templateId,
      measuring,
    });
    return { id };
  });
}

/** What a campaign is made of must be there and in use. @throws AppError invalid_input */
export async function requireParts(
  tx: TransactionSql,
  {
    segmentId,
    purpose,
    channel,
    templateId,
    measuring,
  }: Pick<CampaignInput, 'segmentId' | 'purpose' | 'channel' | 'templateId' | 'measuring'>,
): Promise<{ version: number }> {
  const [segment] = await tx`select 1 from segments where id = ${segmentId} and status = 'active'`;
  if (!segment) throw invalid('segmentId', 'Choose a segment that is in use.', 'email.segment');
  const [p, c] = [await purposeByKey(tx, purpose), await channelByKey(tx, channel)];
  if (!p || p.archived) throw invalid('purpose', 'Choose a purpose that is in use.', 'destination.purpose');
  if (!c || c.archived) throw invalid('channel', 'Choose a channel that is in use.', 'destination.channel');
  if (measuring) await requireAsking(tx, measuring.purpose);
  const template = await readTemplate(tx, templateId);
  if (!template || template.archived) throw invalid('templateId', 'Choose a template that is in use.', 'email.template');
  return template;
}

/** What a letter tells of its reader needs a yes of their own to that: a purpose that asks first and says so. @throws AppError invalid_input */
async function requireAsking(tx: TransactionSql, key: string): Promise<void> {
  const purpose = await purposeByKey(tx, key);
  if (!purpose || purpose.archived || purpose.mode !== 'opt_in' || !purpose.measuring)
    throw invalid(
      'measuring.purpose',
      'Choose a purpose that is in use and marked as covering opens and clicks.',
      'email.measuringPurpose',
    );
}

export type LockedCampaign = {
  id: string;
  status: CampaignStatus;
  pausedFrom: 'scheduled' | 'preparing' | 'sending' | null;
  segmentId: string;
  purpose: string;
  channel: string;
  templateId: string;
  startAt: Date | null;
  measuring: Measuring | null;
};

/** @throws AppError not_found */
export async function lockCampaign(tx: TransactionSql, id: string): Promise<LockedCampaign> {
  const [row] = await tx<(Omit<LockedCampaign, 'measuring'> & MeasureColumns)[]>`
    select id, status, paused_from as "pausedFrom", segment_id as "segmentId", purpose, channel, template_id as "templateId", start_at as "startAt",
      measure_opens as "measureOpens", measure_clicks as "measureClicks", measure_purpose as "measurePurpose"
    from campaigns where id = ${id} for update`;
  if (!row) throw new AppError('not_found', 'There is no such campaign.', { key: 'email.noCampaign' });
  return { ...row, measuring: measuringOf(row) };
}

/** @throws AppError conflict when the campaign is in none of these states. */
export function requireStatus({ status }: LockedCampaign, allowed: readonly CampaignStatus[]): void {
  if (!allowed.includes(status))
    throw new AppError('conflict', 'The campaign has moved on meanwhile. Reload the page.', { key: 'email.campaignMoved' });
}

/** Paused: no message begins to leave. Those whose first byte is out are finished. */
export async function pauseCampaign(scope: Scope, { id, paused }: { id: string; paused: boolean }): Promise<void> {
  await sql().begin(async (tx) => {
    const campaign = await lockCampaign(tx, id);
    requireStatus(campaign, paused ? ['scheduled', 'preparing', 'sending'] : ['paused']);
    if (paused) await tx`update campaigns set status = 'paused', paused_from = status, updated_at = now() where id = ${id}`;
    else {
      await tx`update campaigns set status = paused_from, paused_from = null, error = null, updated_at = now() where id = ${id}`;
      if (campaign.pausedFrom !== 'sending') await enqueue(tx, PREPARE_JOB, { campaignId: id }, prepareOptions(id, campaign.startAt));
      await tx`select pg_notify(${EMAIL_CHANNEL}, '')`;
    }
    await auditCampaign(tx, scope, paused ? 'campaign.paused' : 'campaign.resumed', id, {});
  });
}

/** How the job that begins a campaign is enqueued: once a campaign, at its time. */
export const prepareOptions = (id: string, startAt: Date | null) => ({ key: `campaign:${id}`, ...(startAt ? { runAt: startAt } : {}) });

/** Ends a campaign for good: what has not left is not sent. */
export async function cancelCampaign(scope: Scope, id: string): Promise<void> {
  await sql().begin(async (tx) => {
    requireStatus(await lockCampaign(tx, id), ['scheduled', 'preparing', 'sending', 'paused']);
    await tx`update campaigns set status = 'cancelled', paused_from = null, error = null, finished_at = now(), updated_at = now() where id = ${id}`;
    await cancelWaiting(tx, id);
    await tx`select pg_notify(${EMAIL_CHANNEL}, '')`;
    await auditCampaign(tx, scope, 'campaign.cancelled', id, {});
  });
}

/** Deletes a draft. */
export async function deleteCampaign(scope: Scope, id: string): Promise<void> {
  await sql().begin(async (tx) => {
    requireStatus(await lockCampaign(tx, id), ['draft']);
    await tx`delete from campaigns where id = ${id}`;
    await auditCampaign(tx, scope, 'campaign.deleted', id, {});
  });
}

export async function auditCampaign(
  tx: TransactionSql,
  scope: Scope,
  action: string,
  id: string,
  details: Record<string, unknown>,
): Promise<void> {
  await audit(tx, scope, { action, subjectType: 'campaign', subjectId: id, details });
}
