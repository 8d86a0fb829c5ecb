'use server';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { createSource, createWriteKey, deleteSource, renameSource, rotateWriteKey, setRateLimit, setSourceEnabled } from './mutations';
import { deleteSourceSchema, enableSourceSchema, newSourceSchema, rateLimitSchema, renameSourceSchema, sourceIdSchema } from './schema';

/** A new source; an SDK source gets its first write key. */
export const createSourceAction = defineAction({
  permission: 'sources:write',
  input: newSourceSchema,
  run: (input, scope) =>
    sql().begin(async (tx) => {
      const { id } = await createSource(tx, scope, input);
      if (input.kind === 'sdk') await createWriteKey(tx, scope, id);
      return { id };
    }),
});

export const renameSourceAction = defineAction({
  permission: 'sources:write',
  input: renameSourceSchema,
  run: ({ id, name }, scope) => sql().begin((tx) => renameSource(tx, scope, id, name)),
});

export const setSourceEnabledAction = defineAction({
  permission: 'sources:write',
  input: enableSourceSchema,
  run: ({ id, enabled }, scope) => sql().begin((tx) => setSourceEnabled(tx, scope, id, enabled)),
});

export const setRateLimitAction = defineAction({
  permission: 'sources:write',
  input: rateLimitSchema,
  run: ({ id, perSecond }, scope) => sql().begin((tx) => setRateLimit(tx, scope, id, perSecond)),
});

export const rotateKeyAction = defineAction({
  permission: 'sources:write',
  input: sourceIdSchema,
  run: ({ id }, scope) => sql().begin((tx) => rotateWriteKey(tx, scope, id)),
});

export const deleteSourceAction = defineAction({
  permission: 'sources:write',
  input: deleteSourceSchema,
  run: ({ id, typedName }, scope) => sql().begin((tx) => deleteSource(tx, scope, id, typedName)),
});
