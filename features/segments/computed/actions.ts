'use server';

import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { type TraitUser, usersOf } from './data/users-of';
import { createTrait } from './mutations/create-trait';
import { deleteTrait, resumeTrait, stopTrait } from './mutations/stop-trait';
import { updateTrait } from './mutations/update-trait';
import { createComputedSchema, oneComputedSchema, updateComputedSchema } from './schema';

export const createComputedTraitAction = defineAction({
  permission: 'segments:write',
  input: createComputedSchema,
  run: async (input, scope) => {
    const created = await sql().begin((tx) => createTrait(tx, scope, input));
    revalidatePath('/computed-traits');
    return created;
  },
});

export const updateComputedTraitAction = defineAction({
  permission: 'segments:write',
  input: updateComputedSchema,
  run: async (input, scope) => {
    const saved = await sql().begin((tx) => updateTrait(tx, scope, input));
    revalidatePath('/computed-traits', 'layout');
    return saved;
  },
});

/** What still uses a trait is an expected answer with links, so it is asked first; the mutations refuse it as well. */
type Ended = { done: boolean; users: TraitUser[] };

export const stopComputedTraitAction = defineAction({
  permission: 'segments:write',
  input: oneComputedSchema,
  run: async ({ name }, scope): Promise<Ended> => {
    const users = await usersOf(sql(), name);
    if (users.length > 0) return { done: false, users };
    await sql().begin((tx) => stopTrait(tx, scope, name));
    revalidatePath('/computed-traits', 'layout');
    return { done: true, users };
  },
});

export const deleteComputedTraitAction = defineAction({
  permission: 'segments:write',
  input: oneComputedSchema,
  run: async ({ name }, scope): Promise<Ended> => {
    const users = await usersOf(sql(), name);
    if (users.length > 0) return { done: false, users };
    await sql().begin((tx) => deleteTrait(tx, scope, name));
    revalidatePath('/computed-traits', 'layout');
    return { done: true, users };
  },
});

export const resumeComputedTraitAction = defineAction({
  permission: 'segments:write',
  input: oneComputedSchema,
  run: async ({ name }, scope) => {
    await sql().begin((tx) => resumeTrait(tx, scope, name));
    revalidatePath('/computed-traits', 'layout');
    return { name };
  },
});
