'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { defineAction } from '@/features/access/gate';
import { type Dependent, dependentsOf } from './data/dependents';
import { archiveSegment, restoreSegment } from './mutations/archive-segment';
import { createSegment } from './mutations/create-segment';
import { labelSegments } from './mutations/label-segments';
import { checkRanked, refreshCutPoints } from './mutations/refresh-cut-points';
import { startEvaluation, stopEvaluation } from './mutations/stop-evaluation';
import { updateSegment } from './mutations/update-segment';
import { createSegmentSchema, cutPointsSchema, labelSegmentsSchema, updateSegmentSchema } from './schema';

/** Everybody's values are sorted. */
const CUT_POINTS_MS = 30_000;

const oneSegment = z.strictObject({ id: z.uuid() });

export const createSegmentAction = defineAction({
  permission: 'segments:write',
  input: createSegmentSchema,
  run: async (input, scope) => {
    const created = await sql().begin((tx) => createSegment(tx, scope, input));
    revalidatePath('/segments');
    return created;
  },
});

export const updateSegmentAction = defineAction({
  permission: 'segments:write',
  input: updateSegmentSchema,
  run: async (input, scope) => {
    const saved = await sql().begin((tx) => updateSegment(tx, scope, input));
    revalidatePath(`/segments/${input.id}`, 'layout');
    return saved;
  },
});

export const labelSegmentsAction = defineAction({
  permission: 'segments:write',
  input: labelSegmentsSchema,
  run: async (input, scope) => {
    const changed = await sql().begin((tx) => labelSegments(tx, scope, input));
    revalidatePath('/segments', 'layout');
    return { changed };
  },
});

export const archiveSegmentAction = defineAction({
  permission: 'segments:write',
  input: oneSegment,
  // What still uses the segment is an expected answer with links, so it is asked first; `archiveSegment` refuses it as well.
  run: async ({ id }, scope): Promise<{ archived: boolean; dependents: Dependent[] }> => {
    const dependents = await dependentsOf(sql(), id);
    if (dependents.length > 0) return { archived: false, dependents };
    await sql().begin((tx) => archiveSegment(tx, scope, id));
    revalidatePath('/segments', 'layout');
    return { archived: true, dependents: [] };
  },
});

export const restoreSegmentAction = defineAction({
  permission: 'segments:write',
  input: oneSegment,
  run: async ({ id }, scope) => {
    await sql().begin((tx) => restoreSegment(tx, scope, id));
    revalidatePath('/segments', 'layout');
    return { id };
  },
});

export const stopEvaluationAction = defineAction({
  permission: 'segments:write',
  input: oneSegment,
  run: async ({ id }, scope) => {
    await sql().begin((tx) => stopEvaluation(tx, scope, id));
    revalidatePath(`/segments/${id}`, 'layout');
    return { id };
  },
});

export const startEvaluationAction = defineAction({
  permission: 'segments:write',
  input: oneSegment,
  run: async ({ id }, scope) => {
    await sql().begin((tx) => startEvaluation(tx, scope, id));
    revalidatePath(`/segments/${id}`, 'layout');
    return { id };
  },
});

export const refreshCutPointsAction = defineAction({
  permission: 'segments:write',
  input: cutPointsSchema,
  run: ({ trait }, scope) =>
    sql().begin(async (tx) => {
      await tx`select set_config('statement_timeout', ${String(CUT_POINTS_MS)}, true)`;
      await checkRanked(tx, trait);
      const version = await refreshCutPoints(tx, trait);
      await audit(tx, scope, { action: 'cut_points.refreshed', subjectType: 'trait', subjectId: trait, details: { version } });
      return { version };
    }),
});
