import { describe, expect, it } from 'vitest';
import { presetItems } from './presets';
import { type ConditionKindName, conditionSchemas } from './schemas';

const order = { name: 'Order Placed' };
const known = { events: [order, { name: 'Contact Form Submitted' }], traits: [{ name: 'favourite_colour' }] };

/** The draft with its blanks filled in. */
function filled(draft: object): { kind: ConditionKindName } {
  const blank = 'op' in draft && !('value' in draft) && !('count' in draft) && !('amount' in draft) && !('test' in draft);
  const where = 'where' in draft ? { where: (draft.where as object[]).map(filled) } : {};
  const test = 'test' in draft ? { test: filled(draft.test as object) } : {};
  const event = 'kind' in draft && draft.kind === 'event' && !('event' in draft) ? { event: 'Some Event' } : {};
  return { ...draft, ...(blank ? { value: 'x' } : {}), ...where, ...test, ...event } as { kind: ConditionKindName };
}

describe('ready beginnings', () => {
  it.each(presetItems(known as never).map((item) => [item.id, item.draft] as const))(
    '%s is a condition once its blanks are filled',
    (_, draft) => {
      const condition = filled(draft);
      expect(conditionSchemas[condition.kind].safeParse(condition).error?.issues).toBeUndefined();
    },
  );

  it('take the names that are used here', () => {
    const of = (id: string) => presetItems(known as never).find((item) => item.id === id)?.draft;
    expect(of('lastOrderBetween')).toMatchObject({ event: order.name, pattern: 'last' });
    expect(of('form')).toMatchObject({ event: 'Contact Form Submitted' });
    expect(of('preference')).toMatchObject({ trait: 'favourite_colour' });
  });
});
