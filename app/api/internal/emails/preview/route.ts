import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { previewFor } from '@/features/journeys/data/preview';
import { previewInput } from '@/features/journeys/schema';

export const POST = defineRoute({
  permission: { session: 'emails:read' },
  body: previewInput,
  run: ({ body: { profileId, ...content } }, scope) => previewFor(sql(), content, profileId, scope),
  sees: { action: 'email.preview_viewed', who: ({ profileId }) => (profileId ? [profileId] : []) },
});
