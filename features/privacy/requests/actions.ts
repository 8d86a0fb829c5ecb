'use server';

import { revalidatePath } from 'next/cache';
import { defineAction } from '@/features/access/gate';
import { answerNothing, approveRequest, cancelRequest, extendRequest, refuseRequest } from './mutations/decisions';
import { setFormEnabled } from './mutations/form-settings';
import { awaitIdentity, resumeClock, sendBack, verifyRequest } from './mutations/identity-steps';
import { liftRequest } from './mutations/lift';
import { registerByStaff } from './mutations/register-by-staff';
import { runRequest } from './mutations/run-request';
import { addIdentifier, assignRequest, noteRequest, planCorrections, removeIdentifier } from './mutations/small-changes';
import {
  assignInput,
  formSettingsInput,
  identifierInput,
  intakeInput,
  noteInput,
  optionalNoteInput,
  planInput,
  reasonInput,
  refuseInput,
  runInput,
  verifyInput,
} from './schema';

const shown = (requestId: string) => {
  revalidatePath('/requests');
  revalidatePath(`/requests/${requestId}`);
};

export const registerRequestAction = defineAction({
  permission: 'requests:write',
  input: intakeInput,
  run: async (input, scope) => {
    const registered = await registerByStaff(scope, input);
    revalidatePath('/requests');
    return registered;
  },
});

export const awaitIdentityAction = defineAction({
  permission: 'requests:write',
  input: optionalNoteInput,
  run: async ({ requestId, note }, scope) => {
    await awaitIdentity(scope, requestId, note);
    shown(requestId);
  },
});

export const resumeClockAction = defineAction({
  permission: 'requests:write',
  input: optionalNoteInput,
  run: async ({ requestId, note }, scope) => {
    await resumeClock(scope, requestId, note);
    shown(requestId);
  },
});

export const addIdentifierAction = defineAction({
  permission: 'requests:write',
  input: identifierInput,
  run: async ({ requestId, identifier }, scope) => {
    await addIdentifier(scope, requestId, identifier);
    shown(requestId);
  },
});

export const removeIdentifierAction = defineAction({
  permission: 'requests:write',
  input: identifierInput,
  run: async ({ requestId, identifier }, scope) => {
    await removeIdentifier(scope, requestId, identifier);
    shown(requestId);
  },
});

export const verifyRequestAction = defineAction({
  permission: 'requests:write',
  input: verifyInput,
  run: async ({ requestId, ...given }, scope) => {
    await verifyRequest(scope, requestId, given);
    shown(requestId);
  },
});

export const sendBackAction = defineAction({
  permission: 'requests:write',
  input: reasonInput,
  run: async ({ requestId, reason }, scope) => {
    await sendBack(scope, requestId, reason);
    shown(requestId);
  },
});

export const approveRequestAction = defineAction({
  permission: 'requests:approve',
  input: optionalNoteInput,
  run: async ({ requestId, note }, scope) => {
    await approveRequest(scope, requestId, note);
    shown(requestId);
  },
});

export const planCorrectionsAction = defineAction({
  permission: 'requests:write',
  input: planInput,
  run: async ({ requestId, corrections, reason }, scope) => {
    await planCorrections(scope, requestId, corrections, reason);
    shown(requestId);
  },
});

export const runRequestAction = defineAction({
  permission: 'requests:write',
  input: runInput,
  run: async ({ requestId, confirmation }, scope) => {
    await runRequest(scope, requestId, confirmation);
    shown(requestId);
  },
});

export const answerNothingAction = defineAction({
  permission: 'requests:write',
  input: optionalNoteInput,
  run: async ({ requestId, note }, scope) => {
    await answerNothing(scope, requestId, note);
    shown(requestId);
  },
});

export const refuseRequestAction = defineAction({
  permission: 'requests:write',
  input: refuseInput,
  run: async ({ requestId, ground, note }, scope) => {
    await refuseRequest(scope, requestId, { ground, note });
    shown(requestId);
  },
});

export const cancelRequestAction = defineAction({
  permission: 'requests:write',
  input: reasonInput,
  run: async ({ requestId, reason }, scope) => {
    await cancelRequest(scope, requestId, reason);
    shown(requestId);
  },
});

export const extendRequestAction = defineAction({
  permission: 'requests:write',
  input: reasonInput,
  run: async ({ requestId, reason }, scope) => {
    await extendRequest(scope, requestId, reason);
    shown(requestId);
  },
});

export const liftRequestAction = defineAction({
  permission: 'requests:write',
  input: reasonInput,
  run: async ({ requestId, reason }, scope) => {
    await liftRequest(scope, requestId, reason);
    shown(requestId);
  },
});

export const assignRequestAction = defineAction({
  permission: 'requests:write',
  input: assignInput,
  run: async ({ requestId, assigneeId }, scope) => {
    await assignRequest(scope, requestId, assigneeId);
    shown(requestId);
  },
});

export const noteRequestAction = defineAction({
  permission: 'requests:write',
  input: noteInput,
  run: async ({ requestId, note }, scope) => {
    await noteRequest(scope, requestId, note);
    shown(requestId);
  },
});

export const setFormEnabledAction = defineAction({
  permission: 'settings:write',
  input: formSettingsInput,
  run: async ({ enabled }, scope) => {
    await setFormEnabled(scope, enabled);
    revalidatePath('/settings/company');
  },
});
