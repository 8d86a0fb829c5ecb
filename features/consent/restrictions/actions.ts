'use server';

import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { setObjection, setRestriction } from './mutations/set-standing';
import { standingInput } from './schema';

export const setRestrictionAction = defineAction({
  permission: 'profiles:restricted',
  input: standingInput,
  run: async ({ profileId, on, reason }, scope) => {
    await sql().begin((tx) => setRestriction(tx, scope, [profileId], on, reason));
    revalidatePath(`/profiles/${profileId}`);
    return {};
  },
});

export const setObjectionAction = defineAction({
  permission: 'consents:write',
  input: standingInput,
  run: async ({ profileId, on, reason }, scope) => {
    await sql().begin((tx) => setObjection(tx, scope, [profileId], on, reason));
    revalidatePath(`/profiles/${profileId}`);
    return {};
  },
});
