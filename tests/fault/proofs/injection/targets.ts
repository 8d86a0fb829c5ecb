/** One thing to scan: `*` marks a place in a path, and `params` are the places in query or body. */
export type Target = { name: string; path: string; params?: string[]; method?: string; body?: unknown };

type Ids = { segment: string; other: string; profile: string; list: string };

const trait = (op: string, value: unknown, more: object = {}) => ({ kind: 'trait', trait: 'city', op, value, ...more });
const event = (more: object) => ({ kind: 'event', event: 'Order Completed', op: 'gte', count: 1, ...more });

/** A rule of each form in which texts, numbers and moments of whoever asks reach a statement. */
const conditions = ({ segment, list }: Ids): Record<string, unknown> => ({
  texts: { all: [trait('eq', 'Graz'), trait('contains', 'Gra', { fold: true }), trait('in', ['Graz', 'Wien'])] },
  pattern: trait('matches', '^Gr.*z$'),
  path: { kind: 'trait', trait: 'address', path: ['city', 'name'], op: 'starts_with', value: 'G' },
  numbers: { any: [trait('between', [1, 9]), trait('length', { op: 'gte', n: 1 }), trait('in_last', { days: 9 })] },
  than: { kind: 'trait', trait: 'city', op: 'eq', than: { trait: 'country', path: ['name'] } },
  event: event({
    where: [
      { property: 'colour', op: 'eq', value: 'red' },
      { property: 'page', path: ['url'], in: 'context', op: 'contains', value: 'shop' },
      { property: 'products', some: [{ property: 'sku', op: 'eq', value: 'S1' }] },
    ],
    window: { from: '2026-01-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
  }),
  measure: {
    kind: 'event',
    event: 'Order Completed',
    measure: 'most_frequent',
    of: { property: 'colour' },
    test: { op: 'eq', value: 'red' },
  },
  since: event({ window: { sinceEvent: { event: 'Signed Up', which: 'first' } } }),
  activity: { kind: 'activity', event: 'Login', pattern: 'stopped', active: { days: 30 }, quiet: { days: 7 } },
  session: { kind: 'session', measure: 'count', op: 'gte', amount: 1, window: { last: { days: 9 } } },
  sequence: {
    kind: 'sequence',
    steps: [{ event: 'Product Added' }, { event: 'Order Completed', within: { days: 2 } }],
    same: { property: 'cart', path: ['id'] },
  },
  segment: { kind: 'segment', segmentId: segment, op: 'entered_within', within: { days: 3 } },
  consent: { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'granted' },
  identity: { kind: 'identity', ask: 'has', identifier: 'email' },
  message: { kind: 'message', interaction: 'sent', op: 'did' },
  list: { kind: 'list', listId: list, op: 'in' },
  bucket: { kind: 'bucket', seed: 'a', from: 0, to: 50 },
  rank: { kind: 'rank', trait: 'spend', op: 'top', unit: 'percent', value: 10 },
  interest: { kind: 'interest', property: 'category', value: 'shoes', events: ['Product Viewed'], op: 'gte', share: 0.1, least: 1 },
});

/** Everything of the API of segments and lists that takes something from whoever asks. */
export function targetsOf(ids: Ids): Target[] {
  const one = `/api/v1/segments/${ids.segment}`;
  return [
    { name: 'segments', path: `/api/v1/segments?limit=10&after=One&afterId=${ids.segment}`, params: ['limit', 'after', 'afterId'] },
    { name: 'members', path: `${one}/members?limit=10&after=${ids.profile}`, params: ['limit', 'after'] },
    { name: 'changes', path: `${one}/changes?limit=10&after=1&order=newest`, params: ['limit', 'after', 'order'] },
    { name: 'overlap', path: `/api/v1/segments/overlap?ids=${ids.segment},${ids.other}`, params: ['ids'] },
    { name: 'eligibility', path: `${one}/eligibility?purpose=marketing&channel=email`, params: ['purpose', 'channel'] },
    { name: 'segment, by its path', path: `/api/v1/segments/${ids.segment}*` },
    { name: 'explain, by its path', path: `/api/v1/profiles/${ids.profile}*/segments/${ids.segment}*/explain?next=true` },
    { name: 'lists', path: `/api/v1/lists?limit=10&after=List&afterId=${ids.list}`, params: ['limit', 'after', 'afterId'] },
    { name: 'list members', path: `/api/v1/lists/${ids.list}/members?limit=10&after=${ids.profile}`, params: ['limit', 'after'] },
    ...['members', 'members/remove'].map((what) => ({
      name: `list ${what}, by a body`,
      path: `/api/v1/lists/${ids.list}/${what}`,
      body: { identifiers: [{ type: 'email', value: 'a@example.com' }], profileIds: [ids.profile] },
    })),
    { name: 'list, made', path: '/api/v1/lists', body: { name: 'New', description: 'What for' } },
    { name: 'list, changed', method: 'PATCH', path: `/api/v1/lists/${ids.list}`, body: { name: 'List', description: 'What for' } },
    { name: 'segment, made', path: '/api/v1/segments', body: { name: 'New', description: 'What for', rule: trait('eq', 'Graz') } },
    ...Object.entries(conditions(ids)).map(([name, rule]) => ({
      name: `preview, ${name}`,
      path: '/api/v1/segments/preview',
      body: { rule },
    })),
  ];
}
