import { z } from 'zod';
import { issueSaid } from '@/lib/said-of-issue';
import { builtInTraits, isBuiltIn } from '../../constants';
import { opsByType } from '../value-ops';
import { absoluteTests, nameSchema, pathSchema, relativeTests, type ValueOp } from '../value-schema';

/** A trait, or what lies inside one that is an object. */
const ref = { trait: nameSchema, path: pathSchema.optional() };
const source = { kind: z.literal('trait'), ...ref };

const withValue = z.discriminatedUnion('op', [...absoluteTests(source), ...relativeTests(source)]);

const comparing = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'before', 'after'] as const;
/** Whether the operator may compare a trait with another trait. */
export const comparesTraits = (op: ValueOp): op is (typeof comparing)[number] => comparing.some((c) => c === op);

/** A trait compared with another trait of the same person. */
const withTrait = z.strictObject({
  ...source,
  op: z.enum(comparing),
  than: z.strictObject(ref),
  fold: z.literal(true).optional(),
  missing: z.enum(['include', 'exclude']).optional(),
});

const isNumeric = (value: unknown): boolean => (Array.isArray(value) ? value.every(isNumeric) : typeof value === 'number');

type Given = { trait: string; path?: string[] | undefined; op: ValueOp; value?: unknown };
type Context = { addIssue: (issue: ReturnType<typeof issueSaid>) => void };

function checkBuiltIn(c: Given, ctx: Context): void {
  if (!isBuiltIn(c.trait)) return;
  const type = builtInTraits[c.trait];
  if (c.path)
    ctx.addIssue(issueSaid(['path'], { message: `${c.trait} has nothing inside`, key: 'rule.noPath', values: { trait: c.trait } }));
  else if (!opsByType[type].includes(c.op))
    ctx.addIssue(
      issueSaid(['op'], {
        message: `${c.trait} is a ${type}: ${c.op} does not apply`,
        key: 'rule.opType',
        values: { trait: c.trait, type, op: c.op },
      }),
    );
  else if ('value' in c && type === 'number' && !isNumeric(c.value))
    ctx.addIssue(issueSaid(['value'], { message: `${c.trait} is a number`, key: 'rule.isNumber', values: { trait: c.trait } }));
  else if ((c.op === 'between' || c.op === 'not_between') && type === 'date' && isNumeric(c.value))
    ctx.addIssue(issueSaid(['value'], { message: `${c.trait} is a date`, key: 'rule.isDate', values: { trait: c.trait } }));
}

/**
 * A trait compared with a value or with another trait. Without the trait every comparison is false, except the negative ones (see
 * `includesMissing`), unless `missing` says otherwise.
 */
export const traitSchema = z
  .union([withValue, withTrait])
  .superRefine((c, ctx) => {
    checkBuiltIn(c, ctx);
    if (!('than' in c) || !isBuiltIn(c.than.trait)) return;
    const inside: { issue?: ReturnType<typeof issueSaid> } = {};
    checkBuiltIn({ ...c.than, op: c.op }, { addIssue: (issue) => (inside.issue = issue) });
    if (inside.issue) ctx.addIssue({ ...inside.issue, path: ['than', ...inside.issue.path] });
  })
  .meta({ id: 'TraitCondition' });

export type TraitCondition = z.infer<typeof traitSchema>;
/** A trait compared with another trait. */
export type TraitComparison = z.infer<typeof withTrait>;
export type TraitTest = Exclude<TraitCondition, TraitComparison>;
/** A trait, or what lies inside one. */
export type TraitRef = TraitComparison['than'];
