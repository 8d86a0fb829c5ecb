'use server';

import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { changePeople } from './mutations/change-people';
import { cancelUpload } from './mutations/end-upload';
import { archiveList, createList, restoreList, updateList } from './mutations/lists';
import { createListSchema, oneListSchema, oneUploadSchema, peopleOfListSchema, updateListSchema } from './schema';

const permission = 'segments:write';

export const createListAction = defineAction({
  permission,
  input: createListSchema,
  run: async (input, scope) => {
    const created = await sql().begin((tx) => createList(tx, scope, input));
    revalidatePath('/segments/lists');
    return created;
  },
});

export const updateListAction = defineAction({
  permission,
  input: updateListSchema,
  run: async (input, scope) => {
    await sql().begin((tx) => updateList(tx, scope, input));
    revalidatePath('/segments/lists', 'layout');
    return { id: input.id };
  },
});

export const archiveListAction = defineAction({
  permission,
  input: oneListSchema,
  run: async ({ id }, scope) => {
    await sql().begin((tx) => archiveList(tx, scope, id));
    revalidatePath('/segments/lists', 'layout');
    return { id };
  },
});

export const restoreListAction = defineAction({
  permission,
  input: oneListSchema,
  run: async ({ id }, scope) => {
    await sql().begin((tx) => restoreList(tx, scope, id));
    revalidatePath('/segments/lists', 'layout');
    return { id };
  },
});

export const addPeopleAction = defineAction({
  permission,
  input: peopleOfListSchema,
  run: async ({ id, profileIds }, scope) => ({ changed: await changePeople(sql(), scope, { id, profileIds, on: true, origin: 'person' }) }),
});

export const removePeopleAction = defineAction({
  permission,
  input: peopleOfListSchema,
  run: async ({ id, profileIds }, scope) => ({
    changed: await changePeople(sql(), scope, { id, profileIds, on: false, origin: 'person' }),
  }),
});

export const cancelUploadAction = defineAction({
  permission,
  input: oneUploadSchema,
  run: async (input, scope) => {
    await cancelUpload(sql(), scope, input);
    return { id: input.id };
  },
});
