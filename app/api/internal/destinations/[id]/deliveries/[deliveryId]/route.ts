import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readDelivery } from '@/features/activation/data/deliveries';
import { deliveryParams } from '@/features/activation/schema';
import { AppError } from '@/lib/errors';

export const GET = defineRoute({
  permission: { session: 'destinations:read' },
  params: deliveryParams,
  run: async ({ params }, scope) => {
    const delivery = await readDelivery(sql(), params.id, params.deliveryId, scope.personalData);
    if (!delivery) throw new AppError('not_found', 'There is no such delivery.', { key: 'destination.noDelivery' });
    return delivery;
  },
  sees: {
    action: 'destination.delivery_viewed',
    subject: ({ params }) => ({ subjectType: 'destination', subjectId: params.id }),
    who: ({ profileId }) => [profileId],
  },
});
