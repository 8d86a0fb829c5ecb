'use server';
import { z } from 'zod';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { setTrickle, startDemo } from './mutations';

export const startDemoAction = defineAction({
  permission: 'demo:write',
  input: z.strictObject({}),
  run: (_input, scope) => startDemo(sql(), scope),
});

export const setTrickleAction = defineAction({
  permission: 'demo:write',
  input: z.strictObject({ on: z.boolean() }),
  run: (input, scope) => setTrickle(sql(), scope, input.on),
});
