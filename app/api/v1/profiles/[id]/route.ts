import { defineRoute } from '@/features/access/gate';
import { visibleProfiles } from '@/features/consent/data/may';
import { visibleProfile } from '@/features/profiles/data/visible-profile';
import { profileOutput, profileParams } from '@/features/profiles/schema';

export const GET = defineRoute({
  permission: { scope: 'profiles:read' },
  summary: 'Read one profile with its traits, identifiers and segments; the id of a merged profile gives the one it became',
  params: profileParams,
  output: profileOutput,
  run: async ({ params }, scope) => (await visibleProfile(scope, params.id, visibleProfiles)).profile,
  sees: { action: 'profile.read', who: ({ id }) => [id] },
});
