'use server';
import { z } from 'zod';
import { defineAction } from '@/features/access/gate';
import { requestFit, saveModelSettings } from './mutations/model-settings';
import { modelSettingsSchema } from './schema';

export const saveModelSettingsAction = defineAction({
  permission: 'models:write',
  input: modelSettingsSchema,
  run: (settings, scope) => saveModelSettings(scope, settings),
});

export const refitModelAction = defineAction({
  permission: 'models:write',
  input: z.strictObject({}),
  run: (_input, scope) => requestFit(scope),
});
