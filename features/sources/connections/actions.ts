'use server';
import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { testSettings } from './data/test-settings';
import { cancelRun, resumeRun, startRun } from './mutations/runs';
import { saveSchedule, setPaused } from './mutations/schedule';
import { createConnectorSource, saveSettings } from './mutations/settings';
import {
  newConnectorSchema,
  pauseSchema,
  runIdSchema,
  saveScheduleSchema,
  saveSettingsSchema,
  startRunSchema,
  testSettingsSchema,
} from './schema';

export const createConnectorAction = defineAction({
  permission: 'sources:write',
  input: newConnectorSchema,
  run: async (input, scope) => {
    const made = await sql().begin((tx) => createConnectorSource(tx, scope, input));
    revalidatePath('/sources');
    return made;
  },
});

export const saveSettingsAction = defineAction({
  permission: 'sources:write',
  input: saveSettingsSchema,
  run: async ({ id, settings }, scope) => {
    await sql().begin((tx) => saveSettings(tx, scope, id, settings));
    revalidatePath(`/sources/${id}`);
    return {};
  },
});

/** Whether these settings, saved or not, lead to a source that answers. */
export const testSettingsAction = defineAction({
  permission: 'sources:write',
  input: testSettingsSchema,
  run: ({ id, settings }, scope) => testSettings(sql(), scope, id, settings),
});

export const saveScheduleAction = defineAction({
  permission: 'sources:write',
  input: saveScheduleSchema,
  run: async ({ id, schedule }, scope) => {
    await sql().begin((tx) => saveSchedule(tx, scope, id, schedule));
    revalidatePath(`/sources/${id}`);
    return {};
  },
});

export const pauseConnectorAction = defineAction({
  permission: 'sources:write',
  input: pauseSchema,
  run: async ({ id, paused }, scope) => {
    await sql().begin((tx) => setPaused(tx, scope, id, paused));
    revalidatePath(`/sources/${id}`);
    return {};
  },
});

export const startRunAction = defineAction({
  permission: 'sources:write',
  input: startRunSchema,
  run: ({ id, all }, scope) => sql().begin((tx) => startRun(tx, scope, id, { all, trigger: 'staff' })),
});

export const resumeRunAction = defineAction({
  permission: 'sources:write',
  input: runIdSchema,
  run: async ({ runId }, scope) => {
    await sql().begin((tx) => resumeRun(tx, scope, runId));
    return {};
  },
});

export const cancelRunAction = defineAction({
  permission: 'sources:write',
  input: runIdSchema,
  run: async ({ runId }, scope) => {
    await sql().begin((tx) => cancelRun(tx, scope, runId));
    return {};
  },
});
