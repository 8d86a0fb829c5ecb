'use server';

import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { saveHoldout } from './mutations';
import { holdoutSettingSchema } from './schema';

export const saveHoldoutAction = defineAction({
  permission: 'settings:write',
  input: holdoutSettingSchema,
  run: async (input, scope) => {
    await sql().begin((tx) => saveHoldout(tx, scope, input));
    revalidatePath('/settings/company');
    return input;
  },
});
