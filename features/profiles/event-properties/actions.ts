'use server';

import { defineAction } from '@/features/access/gate';
import { setSearchable } from './mutations/set-searchable';
import { searchableInput } from './schema';

export const setSearchableAction = defineAction({
  permission: 'settings:write',
  input: searchableInput,
  run: (input, scope) => setSearchable(scope, input),
});
