import { defineRoute } from '@/features/access/gate';
import { linkPreview } from '@/features/profiles/data/link-preview';
import { linkParams, linkPreviewQuery } from '@/features/profiles/schema';

export const GET = defineRoute({
  permission: { session: 'profiles:edit' },
  params: linkParams,
  query: linkPreviewQuery,
  run: ({ params, query }, scope) =>
    linkPreview(scope, { profileId: params.id, linkId: params.linkId, disabled: query.disabled === 'true' }),
});
