import { z } from 'zod';

export const listNameSchema = z.string().trim().min(1).max(120);
export const createListSchema = z.strictObject({ name: listNameSchema, description: z.string().trim().max(2_000).optional() });
export const updateListSchema = createListSchema.extend({ id: z.uuid() });
export const oneListSchema = z.strictObject({ id: z.uuid() });
/** People to put on a list, or to take off it. */
export const peopleOfListSchema = z.strictObject({ id: z.uuid(), profileIds: z.array(z.uuid()).min(1).max(1_000) });
export const oneUploadSchema = z.strictObject({ listId: z.uuid(), id: z.uuid() });
/** How the values of a file are to be read: guessed, ids of profiles, or identifiers of one type. */
export const uploadQuery = z.strictObject({
  name: z.string().trim().min(1).max(200),
  as: z.string().min(1).max(64).default('auto'),
});
