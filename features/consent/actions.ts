'use server';

import { revalidatePath } from 'next/cache';
import { defineAction } from '@/features/access/gate';
import { archiveChannel, archivePurpose, createChannel, createPurpose, renameChannel, updatePurpose } from './mutations/purposes';
import { saveConsents } from './mutations/record-consents';
import { archiveInput, channelInput, purposeInput, setConsentInput } from './schema';

export const setConsentAction = defineAction({
  permission: 'consents:write',
  input: setConsentInput,
  run: async ({ reason, expiresAt, textVersion, ...row }, scope) => {
    const said = { ...row, expiresAt: expiresAt ?? null, textVersion: textVersion ?? null, evidence: { reason } };
    await saveConsents(scope, [said], reason);
    revalidatePath(`/profiles/${row.profileId}`);
    return {};
  },
});

export const createPurposeAction = defineAction({
  permission: 'purposes:write',
  input: purposeInput,
  run: async (input, scope) => {
    await createPurpose(scope, input);
    revalidatePath('/consent');
    return {};
  },
});

export const updatePurposeAction = defineAction({
  permission: 'purposes:write',
  input: purposeInput,
  run: async (input, scope) => {
    await updatePurpose(scope, input);
    revalidatePath('/consent');
    return {};
  },
});

export const archivePurposeAction = defineAction({
  permission: 'purposes:write',
  input: archiveInput,
  run: async (input, scope) => {
    await archivePurpose(scope, input);
    revalidatePath('/consent');
    return {};
  },
});

export const createChannelAction = defineAction({
  permission: 'purposes:write',
  input: channelInput,
  run: async (input, scope) => {
    await createChannel(scope, input);
    revalidatePath('/consent');
    return {};
  },
});

export const renameChannelAction = defineAction({
  permission: 'purposes:write',
  input: channelInput,
  run: async (input, scope) => {
    await renameChannel(scope, input);
    revalidatePath('/consent');
    return {};
  },
});

export const archiveChannelAction = defineAction({
  permission: 'purposes:write',
  input: archiveInput,
  run: async (input, scope) => {
    await archiveChannel(scope, input);
    revalidatePath('/consent');
    return {};
  },
});
