'use server';

import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { restoreVersion } from './mutations';
import { restoreVersionSchema } from './schema';

export const restoreVersionAction = defineAction({
  permission: 'segments:write',
  input: restoreVersionSchema,
  run: async (input, scope) => {
    const saved = await sql().begin((tx) => restoreVersion(tx, scope, input));
    revalidatePath(`/segments/${input.id}`, 'layout');
    return saved;
  },
});
