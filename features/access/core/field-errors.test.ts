import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldErrors } from './field-errors';

const schema = z.strictObject({ name: z.string(), list: z.array(z.strictObject({ n: z.number() })) });
const errorsOf = (input: unknown) => fieldErrors(schema.safeParse(input).error ?? new z.ZodError([]));

describe('field errors', () => {
  it('say where something is wrong, each unknown field by itself', () => {
    expect(errorsOf({ list: [{ n: 1 }, { n: 'x', more: 1, most: 2 }] })).toMatchObject([
      { path: 'name', key: 'zod.required' },
      { path: 'list[1].n', key: 'zod.type' },
      { path: 'list[1].more', message: 'Unrecognized key: "more"', key: 'zod.unknownField' },
      { path: 'list[1].most', message: 'Unrecognized key: "most"' },
    ]);
  });

  it('stay short however much is wrong', () => {
    const fields = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 1]));
    const many = errorsOf({ name: 'x', list: [], ...fields });
    expect(many).toHaveLength(100);
    expect(JSON.stringify(many).length).toBeLessThan(20_000);
    expect(JSON.stringify(errorsOf({ name: 'x', list: [], ['y'.repeat(900_000)]: 1 })).length).toBeLessThan(1_000);
    expect(errorsOf({ name: 'x', list: Array.from({ length: 5_000 }, () => 0) })).toHaveLength(100);
  });
});
