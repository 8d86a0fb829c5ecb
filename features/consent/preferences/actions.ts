'use server';

import { z } from 'zod';
import { defineAction } from '@/features/access/gate';
import { locales } from '@/lib/i18n/config';
import { makePreferenceLink } from './mutations';

export const preferenceLinkAction = defineAction({
  permission: 'consents:write',
  input: z.strictObject({ profileId: z.uuid(), locale: z.enum(locales) }),
  run: (input, scope) => makePreferenceLink(scope, input),
});
