import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readCampaign } from '@/features/journeys/data/campaigns';
import { idParams } from '@/features/journeys/schema';
import { AppError } from '@/lib/errors';

export const GET = defineRoute({
  permission: { session: 'emails:read' },
  params: idParams,
  run: async ({ params }) => {
    const campaign = await readCampaign(sql(), params.id);
    if (!campaign) throw new AppError('not_found', 'There is no such campaign.', { key: 'email.noCampaign' });
    return campaign;
  },
});
