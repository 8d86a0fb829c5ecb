import { z } from 'zod';
import { issueSaid } from '@/lib/said-of-issue';
import { builtInTraits, isBuiltIn } from '../../constants';
import { absoluteTests, nameSchema, opsByType, relativeTests } from '../value-schema';

const source = { kind: z.literal('trait'), trait: nameSchema };

const isNumeric = (value: unknown): boolean => (Array.isArray(value) ? value.every(isNumeric) : typeof value === 'number');

/**
 * A trait compared with a value. Without the trait every comparison is false, except `neq`, `not_in`, `not_contains`,
 * `not_includes` and `not_exists`, which include the people who lack it.
 */
export const traitSchema = z
  .discriminatedUnion('op', [...absoluteTests(source), ...relativeTests(source)])
  .superRefine((c, ctx) => {
    if (!isBuiltIn(c.trait)) return;
    const type = builtInTraits[c.trait];
    if (!opsByType[type].includes(c.op))
      ctx.addIssue(
        issueSaid(['op'], {
          message: `${c.trait} is a ${type}: ${c.op} does not apply`,
          key: 'rule.opType',
          values: { trait: c.trait, type, op: c.op },
        }),
      );
    else if ('value' in c && type === 'number' && !isNumeric(c.value))
      ctx.addIssue(issueSaid(['value'], { message: `${c.trait} is a number`, key: 'rule.isNumber', values: { trait: c.trait } }));
    else if (c.op === 'between' && type === 'date' && isNumeric(c.value))
      ctx.addIssue(issueSaid(['value'], { message: `${c.trait} is a date`, key: 'rule.isDate', values: { trait: c.trait } }));
  })
  .meta({ id: 'TraitCondition' });

export type TraitCondition = z.infer<typeof traitSchema>;
