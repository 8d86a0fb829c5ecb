import { expect, it } from 'vitest';
import { isRaised } from './is-raised';

it('tells above, below and of changes, and not at the limit itself', () => {
  const at = (kind: 'above' | 'below' | 'changes', amount: number, size: number, before?: number) =>
    isRaised({ kind, amount }, { size, before });
  expect([at('above', 10, 10), at('above', 10, 11)]).toEqual([false, true]);
  expect([at('below', 10, 10), at('below', 10, 9)]).toEqual([false, true]);
  expect([at('changes', 20, 119, 100), at('changes', 20, 120, 100), at('changes', 20, 80, 100)]).toEqual([false, true, true]);
  expect([at('changes', 20, 100), at('changes', 0, 100, 100), at('changes', 500, 1, 0), at('changes', 5, 0, 0)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
});
