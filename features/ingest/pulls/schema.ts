import { z } from 'zod';
import { selectionSchema } from '@/features/sources/connections/schema';
import { keyed } from '@/lib/said-of-issue';
import { namedMappingSchema } from '../mapping/named-mapping';

const id = z.uuid();

export const describeInput = z.strictObject({ id, selection: selectionSchema });

export const saveMappingInput = z
  .strictObject({
    id,
    selection: selectionSchema,
    mapping: namedMappingSchema,
    mode: z.enum(['full', 'incremental']),
    onDrift: z.enum(['continue', 'pause']),
  })
  .refine(({ mode, selection }) => mode === 'full' || selection.mark !== null, {
    path: ['selection', 'mark'],
    error: keyed('connector.markNeeded', 'Choose the column that grows with every change.'),
  });
export type SaveMapping = z.output<typeof saveMappingInput>;

/** `sample`: a payload pasted by the reader, for webhooks; it is not kept. */
export const previewInput = z.strictObject({
  id,
  selection: selectionSchema,
  mapping: namedMappingSchema,
  sample: z.string().max(200_000).optional(),
});
