import { z } from 'zod';

/** Being on a list of people, or not. */
export const listSchema = z
  .strictObject({ kind: z.literal('list'), listId: z.uuid(), op: z.enum(['in', 'not_in']) })
  .meta({ id: 'ListCondition' });

export type ListCondition = z.infer<typeof listSchema>;

/** What a condition on a list reads, as in segment_dependencies. */
export const listDependency = (listId: string): string => `list:${listId}`;
