'use server';
import { z } from 'zod';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { keyed } from '@/lib/said-of-issue';
import { cancelImport, checkImport, deleteImport, runImport, setFormat } from './mutations/change-import';
import { formatSchema, mappingSchema } from './schema';

const id = z.uuid();

export const setImportFormatAction = defineAction({
  permission: 'imports:write',
  input: z.strictObject({ id, format: formatSchema }),
  run: (input) => setFormat(sql(), input.id, input.format),
});

export const checkImportAction = defineAction({
  permission: 'imports:write',
  input: z.strictObject({
    id,
    mapping: mappingSchema,
    source: z.union([
      z.strictObject({ id }),
      z.strictObject({ newName: z.string().trim().min(1, keyed('import.nameSource', 'Name the new source.')).max(80) }),
    ]),
  }),
  run: (input, scope) => checkImport(sql(), scope, input.id, { mapping: input.mapping, source: input.source }),
});

export const runImportAction = defineAction({
  permission: 'imports:write',
  input: z.strictObject({ id }),
  run: (input, scope) => runImport(sql(), scope, input.id),
});

export const cancelImportAction = defineAction({
  permission: 'imports:write',
  input: z.strictObject({ id }),
  run: (input, scope) => cancelImport(sql(), scope, input.id),
});

export const deleteImportAction = defineAction({
  permission: 'imports:write',
  input: z.strictObject({ id }),
  run: (input, scope) => deleteImport(sql(), scope, input.id),
});
