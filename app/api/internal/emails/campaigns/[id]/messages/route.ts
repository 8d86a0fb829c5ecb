import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listMessages } from '@/features/journeys/data/messages';
import { idParams, messageFilter } from '@/features/journeys/schema';

export const GET = defineRoute({
  permission: { session: 'emails:read' },
  params: idParams,
  query: messageFilter,
  run: ({ params, query }, scope) => listMessages(sql(), params.id, query, scope),
  sees: {
    action: 'campaign.messages_viewed',
    subject: ({ params }) => ({ subjectType: 'campaign', subjectId: params.id }),
    who: ({ data }) => data.flatMap(({ profileId }) => profileId ?? []),
  },
});
