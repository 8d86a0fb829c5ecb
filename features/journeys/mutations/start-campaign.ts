import { sql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import type { Scope } from '@/features/access/types';
import { requireWhole } from '@/features/segments/data/require-whole';
import { AppError } from '@/lib/errors';
import { GROWTH_ALLOWED } from '../constants';
import { audienceOf } from '../data/audience';
import { readSender } from '../data/sender';
import { readTemplate } from '../data/templates';
import type { StartInput } from '../schema';
import { auditCampaign, lockCampaign, prepareOptions, requireParts, requireStatus } from './campaigns';
import { PREPARE_JOB } from './prepare-campaign';
import { requireSound } from './templates';

/**
 * Starts a draft, now or at a time. The template's present version is what is sent, whatever becomes of the template. The number that was
 * confirmed must be about the number of today: when the audience has grown by more than a tenth since, it is asked again.
 * It does not begin on a segment that is not whole: at once it is refused, at a time it waits.
 * @throws AppError conflict, invalid_input
 */
export async function startCampaign(scope: Scope, { id, confirmed, startAt }: StartInput): Promise<void> {
  if (!(await readSender(sql()))) throw new AppError('conflict', 'Set up the sender first.', { key: 'email.noSender' });
  await sql().begin(async (tx) => {
    const campaign = await lockCampaign(tx, id);
    requireStatus(campaign, ['draft']);
    const { version } = await requireParts(tx, campaign);
    if (!startAt) await requireWhole(tx, campaign.segmentId);
    const template = await readTemplate(tx, campaign.templateId);
    if (template) requireSound(template);
    const { eligible } = await audienceOf(tx, campaign);
    if (eligible > confirmed + Math.max(GROWTH_ALLOWED.people, confirmed * GROWTH_ALLOWED.share)) {
      throw new AppError('conflict', `The campaign would now go to ${eligible} people. Confirm that number.`, {
        key: 'email.audienceGrew',
        values: { count: eligible },
      });
    }
    const at = startAt ? new Date(startAt) : null;
    await tx`
      update campaigns set status = ${at ? 'scheduled' : 'preparing'}, start_at = ${at}, template_version = ${version}, updated_at = now(),
        started_at = ${at ? null : tx`now()`} where id = ${id}`;
    await enqueue(tx, PREPARE_JOB, { campaignId: id }, prepareOptions(id, at));
    await auditCampaign(tx, scope, 'campaign.started', id, { confirmed, eligible, startAt, templateVersion: version });
  });
}
