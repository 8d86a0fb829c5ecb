'use server';

import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { addAlert, removeAlert } from './mutations/alerts';
import { checkAlerts } from './mutations/check-alerts';
import { addAlertSchema, alertKey } from './schema';

export const addAlertAction = defineAction({
  permission: 'segments:write',
  input: addAlertSchema,
  run: async (input, scope) => {
    const added = await sql().begin((tx) => addAlert(tx, scope, input));
    // What is so already is said at once.
    await checkAlerts(sql(), added.id);
    revalidatePath(`/segments/${input.segmentId}`, 'layout');
    return added;
  },
});

export const removeAlertAction = defineAction({
  permission: 'segments:write',
  input: alertKey,
  run: async ({ id }, scope) => {
    await sql().begin((tx) => removeAlert(tx, scope, id));
    revalidatePath('/segments', 'layout');
    return {};
  },
});
