import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listDeliveries } from '@/features/activation/data/deliveries';
import { deliveryFilter, idParams } from '@/features/activation/schema';

export const GET = defineRoute({
  permission: { session: 'destinations:read' },
  params: idParams,
  query: deliveryFilter,
  run: ({ params, query }, scope) => listDeliveries(sql(), params.id, query, scope.personalData),
  sees: {
    action: 'destination.deliveries_viewed',
    subject: ({ params }) => ({ subjectType: 'destination', subjectId: params.id }),
    who: ({ data }) => data.map(({ profileId }) => profileId),
  },
});
