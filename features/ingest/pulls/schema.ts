import { z } from 'zod';
import { selectionSchema } from '@/features/sources/connections/schema';
import { keyed } from '@/lib/said-of-issue';
import { namedMappingSchema } from '../mapping/named-mapping';

const id = z.uuid();

export const streamsInput = z.strictObject({ id });

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

const cell = z.string().max(40_000).nullable();

/** Rows as the mapping screen shows them. */
export const previewInput = z.strictObject({
  header: z.array(z.string().max(500)).min(1).max(500),
  rows: z.array(z.array(cell).max(500)).max(5),
  mapping: namedMappingSchema,
});
