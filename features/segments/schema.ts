import { z } from 'zod';
import { issueSaid } from '@/lib/said-of-issue';
import { type Condition, conditionSchemas } from './conditions/schemas';
import { nameSchema } from './conditions/value-schema';
import { MOST_LABELS } from './constants';
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
    ...Object.values(conditionSchemas),
  ])
  .meta({ id: 'SegmentRule', description: 'Groups nest to 10 levels and hold 200 conditions at most.' });

/** A segment's rule, checked node by node: each issue carries the path of the node that is wrong. */
export const nodeSchema = z.preprocess((input, ctx) => {
  for (const { path, ...said } of checkRule(input)) ctx.addIssue(issueSaid(path, said));
  return input;
}, shapeSchema);

export const segmentNameSchema = z.string().trim().min(1).max(120);

export const labelSchema = z.string().trim().min(1).max(40);
/** Each once, in order of their letters. */
export const labelsSchema = z
  .array(labelSchema)
  .max(MOST_LABELS)
  .transform((labels) => [...new Set(labels)].sort());

export const createSegmentSchema = z.strictObject({
  name: segmentNameSchema,
  description: z.string().max(2_000).optional(),
  labels: labelsSchema.optional(),
  rule: nodeSchema,
});
export const updateSegmentSchema = z.strictObject({
  id: z.uuid(),
  /** The version that was edited: a newer one in the database refuses the change. */
  version: z.int().min(1),
  name: segmentNameSchema.optional(),
  description: z.string().max(2_000).optional(),
  /** Instead of those it has. They make no version. */
  labels: labelsSchema.optional(),
  rule: nodeSchema.optional(),
  /** What the change is for, kept with the version. */
  note: z.string().trim().max(500).optional(),
});
/** As `updateSegmentSchema`, for an address that names the segment. */
export const changeSegmentSchema = updateSegmentSchema.omit({ id: true });
/** Labels that several segments get, or lose. */
export const labelSegmentsSchema = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(500),
  labels: labelsSchema,
  change: z.enum(['add', 'remove']),
});
export const cutPointsSchema = z.strictObject({ trait: nameSchema });
export const previewSchema = z.strictObject({ rule: nodeSchema });
/** The console may ask whom of them one may reach for a purpose. */
export const reachPreviewSchema = z.strictObject({
  rule: nodeSchema,
  reach: z.strictObject({ purpose: z.string().min(1).max(100), channel: z.string().min(1).max(100) }).optional(),
});
export const compareSchema = z.strictObject({ segmentId: z.uuid(), rule: nodeSchema });

export type CreateSegment = z.infer<typeof createSegmentSchema>;
export type UpdateSegment = z.infer<typeof updateSegmentSchema>;

/** The console's list of members. `columns` are traits, as JSON, since a trait's name may hold anything. */
export const membersQuery = z.strictObject({
  q: z.string().trim().max(200).default(''),
  sort: z.enum(['id', 'newest', 'oldest']).default('id'),
  columns: z
    .string()
    .max(4_000)
    .default('[]')
    .transform((text, ctx) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        ctx.addIssue({ code: 'custom', message: 'Not JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.array(z.string().min(1).max(200)).max(20)),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/*
 * The public API.
 */
const moment = z.iso.datetime();
const page = <T extends z.ZodType>(line: T) => z.object({ data: z.array(line), nextCursor: z.string().nullable() });

export const segmentParams = z.object({ id: z.uuid() });
export const explainParams = z.object({ id: z.uuid(), segmentId: z.uuid() });
export const explainQuery = z.object({
  next: z.enum(['true', 'false']).default('false').describe('true: also when the clock alone changes the answer, if nothing happens'),
});
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

export const segmentListQuery = pageQuery.extend({ label: labelSchema.optional().describe('Only those with this label') });

export const segmentOutput = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    labels: z.array(z.string()),
    rule: z.unknown().describe('A SegmentRule; see /api/segment-rule.schema.json'),
    version: z.int(),
    status: z.enum(['active', 'archived']),
    state: z
      .enum(['building', 'live', 'stopped', 'failed', 'invalid'])
      .describe(
        'building: the first evaluation of this rule is running; stopped, failed and invalid: nobody evaluates it, and it keeps the members that it has',
      ),
    error: z.string().nullable().describe('Why it is failed or invalid, or why the evaluation has to be tried again'),
    progress: z.number().nullable(),
    size: z.int().describe('Everybody in the segment; of whom withheld may not be read with this key'),
    withheld: z.int(),
    createdAt: moment,
    updatedAt: moment,
    evaluatedAt: moment.nullable(),
  })
  .meta({ id: 'Segment' });

export const segmentListOutput = page(
  segmentOutput.omit({ rule: true, progress: true, version: true, createdAt: true, evaluatedAt: true }),
);
export const previewOutput = z.object({
  count: z.int().describe('How many the rule fits now'),
  withheld: z.int().describe('How many of them may not be read with this key'),
  exact: z.boolean().describe('false: counting took too long, and the count is an estimate from a sample'),
  sample: z.array(z.object({ id: z.uuid() })),
  asOf: moment,
});
export const memberListOutput = page(z.object({ profileId: z.uuid(), enteredAt: moment })).extend({ total: z.int(), withheld: z.int() });
export const changeListOutput = page(
  z.object({ id: z.int(), profileId: z.uuid(), change: z.enum(['enter', 'leave']), cause: z.string(), at: moment }),
).extend({ withheld: z.int().describe('Changes on this page that may not be read with this key') });
export const changeQuery = pageQuery.extend({
  order: z.enum(['oldest', 'newest']).default('oldest').describe('oldest: follow along, going on from the last cursor'),
});
export const profileSegmentsOutput = z.object({ data: z.array(z.object({ id: z.uuid(), name: z.string(), enteredAt: moment })) });
export const countOutput = z.object({
  count: z.int().describe('Everybody in the segment; of whom withheld may not be read with this key'),
  withheld: z.int(),
  asOf: moment,
});
export const membershipOutput = z.object({ member: z.boolean(), enteredAt: moment.nullable().describe('null for who is not in it') });
export const explainOutput = z.object({
  inside: z.boolean().describe('What the rule answers now'),
  member: z.boolean().describe('What the membership says'),
  still: z
    .boolean()
    .describe('Nobody evaluates the segment (it was stopped or failed): the membership does not follow what the rule answers'),
  restricted: z.boolean().describe('The data of this person may only be kept: they are in no segment, whatever the conditions answer'),
  asOf: moment,
  rule: z.unknown().describe('The rule again: each node with met, each condition with what was looked at'),
  next: z
    .object({
      change: z
        .object({ at: moment, to: z.enum(['in', 'out']) })
        .nullable()
        .describe('null: not before lookedUntil where foreseen, else not known'),
      lookedUntil: moment.describe('As far as it came in two seconds, at most 400 days'),
      foreseen: z
        .boolean()
        .describe(
          'false: the rule reads computed traits that change as time goes by, ranks, or histories of segments; what they will become is not foreseen; or the segment stands still',
        ),
    })
    .optional()
    .describe('With next=true: when the clock alone makes the person enter or leave, if nothing happens'),
});
