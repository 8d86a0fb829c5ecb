import { z } from 'zod';
import { type Condition, conditionSchemas } from './conditions/schemas';
import { checkRule } from './core/check-rule';

/** A rule: groups of conditions to any reasonable depth. */
export type RuleNode = { all: RuleNode[] } | { any: RuleNode[] } | { not: RuleNode } | Condition;

const children = z.array(z.lazy(() => shapeSchema)).min(1);

/** The shape alone, as published in the JSON schema. `nodeSchema` is what checks a rule. */
const shapeSchema: z.ZodType<RuleNode> = z
  .union([
    z.strictObject({ all: children }),
    z.strictObject({ any: children }),
    z.strictObject({ not: z.lazy(() => shapeSchema) }),
    conditionSchemas.trait,
    conditionSchemas.event,
    conditionSchemas.segment,
    conditionSchemas.consent,
  ])
  .meta({ id: 'SegmentRule', description: 'Groups nest to 10 levels and hold 200 conditions at most.' });

/** A segment's rule, checked node by node: each issue carries the path of the node that is wrong. */
export const nodeSchema = z.preprocess((input, ctx) => {
  for (const issue of checkRule(input)) ctx.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  return input;
}, shapeSchema);

export const segmentNameSchema = z.string().trim().min(1).max(120);

export const createSegmentSchema = z.strictObject({
  name: segmentNameSchema,
  description: z.string().max(2_000).optional(),
  rule: nodeSchema,
});
export const updateSegmentSchema = z.strictObject({
  id: z.uuid(),
  /** The version that was edited: a newer one in the database refuses the change. */
  version: z.int().min(1),
  name: segmentNameSchema.optional(),
  description: z.string().max(2_000).optional(),
  rule: nodeSchema.optional(),
});
export const previewSchema = z.strictObject({ rule: nodeSchema });

export type CreateSegment = z.infer<typeof createSegmentSchema>;
export type UpdateSegment = z.infer<typeof updateSegmentSchema>;
