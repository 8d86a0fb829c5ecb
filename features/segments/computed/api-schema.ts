import { z } from 'zod';
import { createComputedSchema, definitionSchema, updateComputedSchema } from './schema';

const moment = z.iso.datetime();

/** A computed trait as the public API shows it. */
export const computedTraitOutput = z
  .object({
    name: z.string(),
    description: z.string(),
    definition: z.unknown().describe('A ComputedTraitDefinition, as in the body of POST'),
    version: z.int(),
    status: z.enum(['active', 'stopped', 'deleting']),
    state: z.enum(['building', 'live', 'invalid']).describe('building: everybody is being computed'),
    error: z.string().nullable(),
    progress: z.number().nullable(),
    personal: z.boolean().describe('Whether its values are personal data'),
    people: z.int().describe('How many had a value at computedAt'),
    computedAt: moment.nullable().describe('When everybody was last computed or checked; values follow events at once'),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'ComputedTrait' });

export const computedTraitListOutput = z.object({ data: z.array(computedTraitOutput) });
export const computedTraitBody = createComputedSchema;
export const computedTraitChange = updateComputedSchema.omit({ name: true }).extend({ definition: definitionSchema.optional() });
