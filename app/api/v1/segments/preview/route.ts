import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { boundTo } from '@/features/consent/data/may';
import { previewRule } from '@/features/segments/data/preview-rule';
import { previewOutput, previewSchema } from '@/features/segments/schema';

export const POST = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Count whom a rule fits now, without saving it',
  body: previewSchema,
  output: previewOutput,
  run: async ({ body, request }, scope) => {
    const { sample, asOf, ...counts } = await previewRule(sql(), body.rule, { signal: request.signal, bound: boundTo(scope) });
    return { ...counts, sample: sample.map((id) => ({ id })), asOf: asOf.toISOString() };
  },
  sees: { action: 'segment.sample_read', who: ({ sample }) => sample.map(({ id }) => id) },
});
