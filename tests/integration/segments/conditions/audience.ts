import fc from 'fast-check';
import { CAMPAIGNS, duration, LISTS } from '../values';
import { window } from './event';

/** Parts of addresses, some of which are patterns elsewhere. */
const LINKS = ['/sale', '/SALE', '%', '_', "'", 'https://shop.example/'];

const did = {
  kind: fc.constant('message'),
  campaignId: fc.option(fc.constantFrom(...CAMPAIGNS), { nil: undefined }),
  op: fc.constantFrom('did', 'did_not'),
  window: fc.option(window, { nil: undefined }),
};

export const messageArbitrary = fc.oneof(
  fc.record({ ...did, interaction: fc.constantFrom('sent', 'opened', 'bounced', 'unsubscribed') }),
  fc.record({ ...did, interaction: fc.constant('clicked'), link: fc.option(fc.constantFrom(...LINKS), { nil: undefined }) }),
  fc.record({ ...did, interaction: fc.constant('converted'), within: fc.option(duration, { nil: undefined }) }),
);

export const listArbitrary = fc.record({
  kind: fc.constant('list'),
  listId: fc.constantFrom(...LISTS),
  op: fc.constantFrom('in', 'not_in'),
});

export const bucketArbitrary = fc
  .record({
    kind: fc.constant('bucket'),
    seed: fc.constantFrom('split', "x'", '؛'),
    bounds: fc.uniqueArray(fc.constantFrom(0, 0.01, 12.5, 33.33, 50, 99.99, 100), { minLength: 2, maxLength: 2 }),
  })
  .map(({ bounds, ...rest }) => ({ ...rest, from: Math.min(...bounds), to: Math.max(...bounds) }));

export const holdoutArbitrary = fc.record({ kind: fc.constant('holdout'), op: fc.constantFrom('in', 'not_in') });
