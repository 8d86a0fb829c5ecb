'use server';

import { revalidatePath } from 'next/cache';
import { defineAction } from '@/features/access/gate';
import { saveCategory } from './mutations';
import { categoryInput } from './schema';

export const saveCategoryAction = defineAction({
  permission: 'purposes:write',
  input: categoryInput,
  run: async (input, scope) => {
    await saveCategory(scope, input);
    revalidatePath('/consent');
    return {};
  },
});
