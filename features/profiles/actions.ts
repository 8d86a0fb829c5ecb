'use server';

import { revalidatePath } from 'next/cache';
import { defineAction } from '@/features/access/gate';
import { addNote } from './mutations/add-note';
import { editTrait } from './mutations/edit-trait';
import { hideProfile, revealProfile } from './mutations/reveal';
import { requestLinkSwitch } from './mutations/switch-link';
import { verifyProfile } from './mutations/verify';
import { addNoteInput, editTraitInput, hideInput, revealInput, switchLinkInput, verifyInput } from './schema';

const shown = (profileId: string) => revalidatePath(`/profiles/${profileId}`);

export const revealAction = defineAction({
  permission: 'profiles:reveal',
  input: revealInput,
  run: async ({ profileId, reason }, scope) => {
    const revealed = await revealProfile(scope, profileId, reason);
    shown(profileId);
    return revealed;
  },
});

export const hideAction = defineAction({
  permission: 'profiles:reveal',
  input: hideInput,
  run: async ({ profileId }, scope) => {
    await hideProfile(scope, profileId);
    shown(profileId);
  },
});

export const verifyAction = defineAction({
  permission: 'profiles:verify',
  input: verifyInput,
  run: (input, scope) => verifyProfile(scope, input),
});

export const addNoteAction = defineAction({
  permission: 'profiles:note',
  input: addNoteInput,
  run: async (input, scope) => {
    const note = await addNote(scope, input);
    shown(input.profileId);
    return note;
  },
});

export const editTraitAction = defineAction({
  permission: 'profiles:edit',
  input: editTraitInput,
  run: async (input, scope) => {
    await editTrait(scope, input);
    shown(input.profileId);
  },
});

export const switchLinkAction = defineAction({
  permission: 'profiles:edit',
  input: switchLinkInput,
  run: async (input, scope) => {
    await requestLinkSwitch(scope, input);
    shown(input.profileId);
  },
});
