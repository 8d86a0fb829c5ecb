'use server';
import { z } from 'zod';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { MAX_EVENT_BYTES } from './constants';
import { replayReject, replayRejects } from './replay';

export const replayRejectAction = defineAction({
  permission: 'sources:write',
  input: z.strictObject({
    id: z.uuid(),
    raw: z
      .string()
      .max(MAX_EVENT_BYTES * 2)
      .optional(),
  }),
  run: ({ id, raw }, scope) => sql().begin((tx) => replayReject(tx, scope, id, raw)),
});

export const replayRejectsAction = defineAction({
  permission: 'sources:write',
  input: z.strictObject({ sourceId: z.uuid() }),
  run: ({ sourceId }, scope) => sql().begin((tx) => replayRejects(tx, scope, sourceId)),
});
