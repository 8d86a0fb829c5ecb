'use server';

import { revalidatePath } from 'next/cache';
import { defineAction } from '@/features/access/gate';
import { saveText } from './mutations';
import { textInput } from './schema';

export const saveTextAction = defineAction({
  permission: 'purposes:write',
  input: textInput,
  run: async (input, scope) => {
    const saved = await saveText(scope, input);
    revalidatePath('/consent');
    return saved;
  },
});
