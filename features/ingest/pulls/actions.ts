'use server';
import { revalidatePath } from 'next/cache';
import { sql } from '@/db/client';
import { defineAction } from '@/features/access/gate';
import { answering } from './data/answering';
import { describeSource } from './data/describe-source';
import { listStreams } from './data/list-streams';
import { previewMapping } from './data/preview-mapping';
import { saveMapping } from './mutations/save-mapping';
import { describeInput, previewInput, saveMappingInput, streamsInput } from './schema';

const ASK_MS = 60_000;

/** The tables that can be read. */
export const listStreamsAction = defineAction({
  permission: 'sources:write',
  input: streamsInput,
  run: ({ id }) => answering(() => listStreams(sql(), id, AbortSignal.timeout(ASK_MS))),
});

/** Columns and some rows of what is chosen. Only those who may change sources see them. */
export const describeSourceAction = defineAction({
  permission: 'sources:write',
  input: describeInput,
  run: ({ id, selection }, scope) => answering(() => describeSource(sql(), id, selection, AbortSignal.timeout(ASK_MS), scope.personalData)),
});

/** What the first rows become by a mapping that is not saved yet. */
export const previewMappingAction = defineAction({
  permission: 'sources:write',
  input: previewInput,
  run: async (input, scope) => previewMapping(input, scope.personalData),
});

export const saveMappingAction = defineAction({
  permission: 'sources:write',
  input: saveMappingInput,
  run: async (input, scope) => {
    const answer = await answering(() => saveMapping(sql(), scope, input, AbortSignal.timeout(ASK_MS)));
    revalidatePath(`/sources/${input.id}`);
    return answer;
  },
});
