'use server';

import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { requireRecentPassword } from '@/features/access/mutations/confirm-password';
import { createDestination, deleteDestination, pauseDestination, updateDestination } from './mutations/destinations';
import { cancelExport, requestExport } from './mutations/exports';
import { requestFiles } from './mutations/files/write-files';
import { replayWithAudit } from './mutations/replay';
import { detachSegment, pauseSync, saveSync } from './mutations/syncs';
import { testDestination } from './mutations/test-destination';
import {
  deleteInput,
  destinationId,
  destinationInput,
  destinationUpdate,
  exportInput,
  pauseInput,
  replayInput,
  syncInput,
  syncKey,
  syncPauseInput,
} from './schema';

export const createDestinationAction = defineAction({
  permission: 'destinations:write',
  input: destinationInput,
  run: async (input, scope) => {
    const created = await createDestination(scope, input);
    revalidatePath('/destinations');
    return created;
  },
});

export const updateDestinationAction = defineAction({
  permission: 'destinations:write',
  input: destinationUpdate,
  run: async (input, scope) => {
    await updateDestination(scope, input);
    revalidatePath(`/destinations/${input.id}`);
    return {};
  },
});

export const pauseDestinationAction = defineAction({
  permission: 'destinations:write',
  input: pauseInput,
  run: async (input, scope) => {
    await pauseDestination(scope, input);
    revalidatePath(`/destinations/${input.id}`);
    return {};
  },
});

export const deleteDestinationAction = defineAction({
  permission: 'destinations:write',
  input: deleteInput,
  run: async (input, scope) => {
    await deleteDestination(scope, input);
    revalidatePath('/destinations');
    return {};
  },
});

export const testDestinationAction = defineAction({
  permission: 'destinations:write',
  input: destinationId,
  run: ({ id }, scope) => testDestination(scope, id),
});

export const writeFilesAction = defineAction({
  permission: 'destinations:write',
  input: destinationId,
  run: async ({ id }, scope) => {
    await requestFiles(scope, id);
    return {};
  },
});

export const saveSyncAction = defineAction({
  permission: 'destinations:write',
  input: syncInput,
  run: async (input, scope) => {
    await saveSync(scope, input);
    revalidatePath(`/destinations/${input.destinationId}`);
    return {};
  },
});

export const pauseSyncAction = defineAction({
  permission: 'destinations:write',
  input: syncPauseInput,
  run: async (input, scope) => {
    await pauseSync(scope, input);
    revalidatePath(`/destinations/${input.destinationId}`);
    return {};
  },
});

export const detachSegmentAction = defineAction({
  permission: 'destinations:write',
  input: syncKey,
  run: async (input, scope) => {
    await detachSegment(scope, input);
    revalidatePath(`/destinations/${input.destinationId}`);
    return {};
  },
});

export const replayAction = defineAction({
  permission: 'destinations:write',
  input: replayInput,
  run: (input, scope) => sql().begin((tx) => replayWithAudit(tx, scope, input.destinationId, input.ids)),
});

export const requestExportAction = defineAction({
  permission: 'segments:export',
  input: exportInput,
  run: async (input, scope) => {
    await requireRecentPassword(scope);
    return requestExport(scope, input);
  },
});

export const cancelExportAction = defineAction({
  permission: 'segments:export',
  input: destinationId,
  run: async ({ id }) => {
    await cancelExport(id);
    return {};
  },
});
