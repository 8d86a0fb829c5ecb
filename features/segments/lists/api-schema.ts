import { z } from 'zod';
import { pageQuery } from '../schema';
import { listNameSchema } from './schema';

const moment = z.iso.datetime();
const description = z.string().trim().max(2_000);
/** Most people of one request. */
const BATCH = 1_000;

export const listParams = z.object({ id: z.uuid() });
/** Those who are on each are counted anew: so many lists in one request. */
const LISTS = 100;
export const listsQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(LISTS).default(LISTS),
  status: z.enum(['active', 'archived']).default('active'),
});
export const createListInput = z.strictObject({ name: listNameSchema, description: description.optional() });
export const changeListInput = z.strictObject({ name: listNameSchema.optional(), description: description.optional() });

export const listOutput = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    status: z.enum(['active', 'archived']),
    size: z.int().describe('Everybody on the list; of whom withheld may not be read with this key'),
    withheld: z.int(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'List' });
export const listsOutput = z.object({ data: z.array(listOutput), nextCursor: z.string().nullable() });
export const listMembersOutput = z.object({
  data: z.array(
    z.object({ profileId: z.uuid(), addedAt: moment, origin: z.enum(['upload', 'person', 'api']).describe('By what they were put on it') }),
  ),
  nextCursor: z.string().nullable(),
  total: z.int(),
  withheld: z.int(),
});

const identifier = z.strictObject({ type: z.string().trim().min(1).max(64), value: z.string().max(1_000) });
/** People by what names them: in either way, or both; 1,000 at most. */
export const listPeopleInput = z
  .strictObject({
    identifiers: z.array(identifier).max(BATCH).default([]),
    profileIds: z.array(z.string().max(1_000)).max(BATCH).default([]),
  })
  .refine(({ identifiers, profileIds }) => identifiers.length + profileIds.length > 0, 'Name at least one person.')
  .refine(({ identifiers, profileIds }) => identifiers.length + profileIds.length <= BATCH, `Name at most ${BATCH} people.`);
export type ListPeople = z.infer<typeof listPeopleInput>;

const report = {
  rows: z.int().describe('How many were named; the sum of the four that follow'),
  matched: z.int(),
  duplicates: z.int().describe('Named somebody whom an earlier one did'),
  notFound: z.int(),
  invalid: z.int().describe('Can be no identifier of that type'),
  unmatched: z.array(
    z.object({
      in: z.enum(['identifiers', 'profileIds']),
      index: z.int().describe('Place in that list, the first being 0'),
      reason: z.enum(['not_found', 'invalid']),
    }),
  ),
};
export const addedOutput = z.object({ ...report, added: z.int().describe('Of the matched, those who were not on the list before') });
export const removedOutput = z.object({ ...report, removed: z.int().describe('Of the matched, those who were on the list') });
