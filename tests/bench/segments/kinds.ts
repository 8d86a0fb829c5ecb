import { periodBounds } from '@/features/segments/conditions/zone';
import type { RuleNode } from '@/features/segments/schema';
import { referenceRule } from './rules';

/** A rule, the same question for DuckDB as a set of `profile_id`, and how many times its time is allowed. */
export type Case = { name: string; rule: RuleNode; duck: string; goal: number };

export const moment = (at: Date): string => `timestamp '${at.toISOString().slice(0, 23).replace('T', ' ')}'`;
const DAY = 86_400_000;
const json = (text: string): string => `(properties->>'$.${text}')`;

/** Cases of every kind, of which the `n`-th variant asks with other numbers: so are many different rules made of them. */
export function cases(now: Date, segmentId: string, n = 0): Case[] {
  const ago = (days: number) => moment(new Date(now.getTime() - days * DAY));
  const until = moment(new Date(now.getTime() + 1));
  const within = (days: number, alias = '') => `${alias}occurred_at > ${ago(days)} and ${alias}occurred_at < ${until}`;
  const grouped = (event: string, days: number, having: string, where = '') =>
    `select profile_id from events where name = '${event}' and ${within(days)}${where} group by profile_id having ${having}`;
  const last = (days: number) => ({ last: { days } });
  const days = [90, 60, 30][n % 3] ?? 90;
  const country = [
    ['DE', 'FR', 'GB'],
    ['US', 'PL'],
    ['ES', 'IT', 'SE', 'JP'],
  ][n % 3] ?? ['DE'];
  const age = 40 + (n % 20);
  const times = 2 + (n % 3);
  const amount = 300 + 10 * n;
  const product = 1 + (n % 9);
  const month = periodBounds({ unit: 'month', offset: -(n % 2) }, now, 'UTC');
  const list = (words: readonly string[]) => words.map((w) => `'${w}'`).join(', ');
  return [
    {
      name: 'trait',
      goal: 3,
      rule: {
        all: [
          { kind: 'trait', trait: 'country', op: 'in', value: country },
          { kind: 'trait', trait: 'age', op: 'gte', value: age },
        ],
      },
      duck: `select id as profile_id from profiles where (traits->>'$.country') in (${list(country)}) and (traits->>'$.age')::double >= ${age}`,
    },
    {
      name: 'count',
      goal: 3,
      rule: { kind: 'event', event: 'Order Completed', op: 'gte', count: times, window: last(days) },
      duck: grouped('Order Completed', days, `count(*) >= ${times}`),
    },
    {
      name: 'absence',
      goal: 3,
      rule: { kind: 'event', event: 'Email Opened', op: 'eq', count: 0, window: last(days) },
      duck: `select id as profile_id from profiles p where not exists (
        select 1 from events e where e.profile_id = p.id and name = 'Email Opened' and ${within(days)})`,
    },
    {
      name: 'sum',
      goal: 3,
      rule: { kind: 'event', event: 'Order Completed', measure: 'sum', op: 'gte', amount, window: last(days) },
      duck: grouped('Order Completed', days, `sum(value) >= ${amount}`),
    },
    {
      name: 'property filters',
      goal: 8,
      rule: {
        kind: 'event',
        event: 'Product Viewed',
        op: 'gte',
        count: times,
        window: last(days),
        where: [
          { property: 'plan', op: 'eq', value: 'pro' },
          { property: 'path', op: 'starts_with', value: `/products/${product}` },
        ],
      },
      duck: grouped(
        'Product Viewed',
        days,
        `count(*) >= ${times}`,
        ` and ${json('plan')} = 'pro' and starts_with(${json('path')}, '/products/${product}')`,
      ),
    },
    {
      name: 'median of a property',
      goal: 8,
      rule: {
        kind: 'event',
        event: 'Order Completed',
        measure: 'median',
        of: { property: 'revenue' },
        op: 'gte',
        amount: age,
        window: last(days),
      },
      duck: grouped('Order Completed', days, `median((${json('revenue')})::double) >= ${age}`),
    },
    {
      name: 'most frequent value',
      goal: 8,
      rule: {
        kind: 'event',
        event: 'Product Viewed',
        measure: 'most_frequent',
        of: { property: 'plan' },
        test: { op: 'eq', value: 'pro' },
        window: last(days),
      },
      duck: `select profile_id from (
        select profile_id, ${json('plan')} as v, row_number() over (partition by profile_id order by count(*) desc, v) as place
        from events where name = 'Product Viewed' and ${within(days)} and ${json('plan')} is not null group by 1, 2) where place = 1 and v = 'pro'`,
    },
    {
      name: 'distinct values',
      goal: 8,
      rule: {
        kind: 'event',
        event: 'Product Viewed',
        measure: 'distinct',
        of: { property: 'path' },
        op: 'gte',
        amount: 2 + times,
        window: last(days),
      },
      duck: grouped('Product Viewed', days, `count(distinct ${json('path')}) >= ${2 + times}`),
    },
    {
      name: 'same item of a list',
      goal: 8,
      rule: {
        kind: 'event',
        event: 'Order Completed',
        op: 'gte',
        count: 1,
        window: last(days),
        where: [
          {
            property: 'products',
            some: [
              { property: 'price', op: 'gte', value: amount - 200 },
              { property: 'quantity', op: 'gt', value: 1 },
            ],
          },
        ],
      },
      duck: `select distinct profile_id from events where name = 'Order Completed' and ${within(days)}
        and len(list_filter(from_json(properties->'$.products', '[{"price":"DOUBLE","quantity":"DOUBLE"}]'), x -> x.price >= ${amount - 200} and x.quantity > 1)) > 0`,
    },
    {
      name: 'sequence',
      goal: 8,
      rule: {
        kind: 'sequence',
        steps: [{ event: 'Product Added' }, { event: 'Order Completed', within: { days: times } }],
        window: last(days),
      },
      duck: `select distinct a.profile_id from (select * from events where name = 'Product Added' and ${within(days)}) a
        asof join (select profile_id, occurred_at from events where name = 'Order Completed' and occurred_at < ${until}) b
        on a.profile_id = b.profile_id and a.occurred_at < b.occurred_at where b.occurred_at <= a.occurred_at + interval ${times} days`,
    },
    {
      name: 'sequence, not followed',
      goal: 8,
      rule: {
        kind: 'sequence',
        steps: [{ event: 'Cart Viewed' }, { event: 'Order Completed', within: { days: times }, not: true }],
        window: last(days),
      },
      duck: `select distinct a.profile_id from (select * from events where name = 'Cart Viewed' and ${within(days)} and occurred_at <= ${ago(times)}) a
        asof left join (select profile_id, occurred_at from events where name = 'Order Completed' and occurred_at < ${until}) b
        on a.profile_id = b.profile_id and a.occurred_at < b.occurred_at where b.occurred_at is null or b.occurred_at > a.occurred_at + interval ${times} days`,
    },
    {
      name: 'calendar month',
      goal: 8,
      rule: { kind: 'event', event: 'Order Completed', op: 'gte', count: 1, window: { calendar: { unit: 'month', offset: -(n % 2) } } },
      duck: `select distinct profile_id from events where name = 'Order Completed' and occurred_at >= ${moment(month.from)}
        and occurred_at < ${moment(month.to)} and occurred_at < ${until}`,
    },
    {
      name: 'stopped (activity)',
      goal: 8,
      rule: { kind: 'activity', event: 'Product Viewed', pattern: 'stopped', active: { days }, quiet: { days: 30 } },
      duck: `select distinct profile_id from events e where name = 'Product Viewed' and occurred_at > ${ago(days + 30)} and occurred_at <= ${ago(30)}
        and not exists (select 1 from events q where q.profile_id = e.profile_id and q.name = 'Product Viewed' and ${within(30, 'q.')})`,
    },
    {
      name: 'sessions',
      goal: 8,
      rule: { kind: 'session', measure: 'count', op: 'gte', amount: 2 + times, window: last(30) },
      duck: `select profile_id from (
        select profile_id, occurred_at - lag(occurred_at) over (partition by profile_id order by occurred_at) as gap from events where ${within(30)})
        where gap is null or gap > interval 30 minutes group by profile_id having count(*) >= ${2 + times}`,
    },
    {
      name: 'segment',
      goal: 8,
      rule: {
        all: [
          { kind: 'segment', segmentId },
          { kind: 'trait', trait: 'age', op: 'gte', value: age },
        ],
      },
      duck: `select f.profile_id from (${reference(now)}) f join profiles p on p.id = f.profile_id where (p.traits->>'$.age')::double >= ${age}`,
    },
    {
      name: 'consent',
      goal: 8,
      rule: {
        all: [
          { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'granted' },
          { kind: 'trait', trait: 'country', op: 'in', value: country },
        ],
      },
      duck: `select c.profile_id from consents c join profiles p on p.id = c.profile_id where c.purpose = 'marketing' and c.channel = 'email'
        and c.state = 'granted' and (c.expires_at is null or c.expires_at > ${until}) and (p.traits->>'$.country') in (${list(country)})`,
    },
    { name: 'the reference rule', goal: 3, rule: referenceRule, duck: reference(now) },
  ];
}

/** The reference rule in DuckDB. */
function reference(now: Date): string {
  const ago = (days: number) => moment(new Date(now.getTime() - days * DAY));
  const until = moment(new Date(now.getTime() + 1));
  return `select o.profile_id from (
    select profile_id from events where name = 'Order Completed' and occurred_at > ${ago(90)} and occurred_at < ${until}
    group by profile_id having count(*) >= 3 and sum(value) >= 500) o
  join profiles p on p.id = o.profile_id
  where (p.traits->>'$.country') in ('DE', 'FR', 'GB') and not exists (
    select 1 from events m where m.profile_id = o.profile_id and m.name = 'Email Opened' and m.occurred_at > ${ago(30)} and m.occurred_at < ${until})`;
}

/** So many different rules of all kinds. */
export function mixedCases(now: Date, segmentId: string, count: number): Case[] {
  const all: Case[] = [];
  for (let n = 0; all.length < count; n++) all.push(...cases(now, segmentId, n));
  return all.slice(0, count);
}
