import type { Sql, TransactionSql } from '@/db/client';
import { decide } from '@/features/consent/core/may';
import { channelByKey, purposeByKey } from '@/features/consent/data/purposes';
import { standingOf } from '@/features/consent/restrictions/data';
import type { ConsentState, Standing } from '@/features/consent/types';
import { AppError } from '@/lib/errors';
import type { ConsentCondition } from '../conditions/consent/schema';
import { compare, tenThousandths } from '../conditions/event/plan';
import { whereSql } from '../conditions/event/rows-sql';
import type { EventCondition } from '../conditions/event/schema';
import { windowBounds } from '../conditions/event/window';
import type { Condition } from '../conditions/schemas';
import type { TraitCondition } from '../conditions/trait/schema';
import type { Catalogue } from '../conditions/types';
import { testValue } from '../conditions/value-test';
import { ANY_EVENT, isBuiltIn } from '../constants';
import { compile } from '../core/compile';
import { newStatement } from '../core/statement';
import type { RuleNode } from '../schema';
import type { ExplainedNode } from '../types';
import { catalogueFor } from './catalogue';
import { loadRule } from './rules';

const MOST_EVENTS = 5;

/**
 * The compiled rule's answer for one person at `asOf`, whether they are a member, and each node's answer with what was looked at. Who is
 * restricted is in no segment, whatever the nodes answer.
 */
export type MembershipExplanation = { inside: boolean; member: boolean; restricted: boolean; rule: ExplainedNode; asOf: Date };

type Person = { id: string; columns: Record<string, unknown>; traits: Record<string, unknown>; standing: Standing };
type Context = { tx: TransactionSql; person: Person; now: Date; catalogue: Catalogue };

/**
 * Why a person is in or out of a segment. All reads are of one snapshot.
 * @throws AppError not_found without that segment or person; conflict when the segment has no valid rule.
 */
export async function explainMembership(
  db: Sql,
  { segmentId, profileId }: { segmentId: string; profileId: string },
): Promise<MembershipExplanation> {
  return db.begin('isolation level repeatable read read only', async (tx) => {
    const segment = await loadRule(tx, segmentId);
    if (!segment) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
    if (!segment.node || segment.state === 'invalid')
      throw new AppError('conflict', 'The segment has no valid rule.', { key: 'segment.noRule' });
    const [clock] = await tx<{ now: Date; member: boolean }[]>`
      select clock_timestamp() as now, exists (select from memberships where profile_id = ${profileId} and segment_id = ${segmentId}) as member`;
    const now = clock?.now ?? new Date();
    const catalogue = await catalogueFor(tx, segment.node);
    const { text, values } = compile(segment.node, { scope: { type: 'ids', ids: [profileId] }, now, catalogue });
    const inside = (await tx.unsafe(text, values as never[])).length > 0;
    const person = await loadPerson(tx, profileId);
    const rule = await explain(segment.node, { tx, person, now, catalogue });
    return { inside, member: clock?.member ?? false, restricted: person.standing.restricted, rule, asOf: now };
  });
}

async function loadPerson(tx: TransactionSql, id: string): Promise<Person> {
  const [row] = await tx<{ columns: Record<string, unknown>; traits: Record<string, unknown> }[]>`
    select to_jsonb(p) - 'traits' - 'provenance' as columns, traits from profiles p where id = ${id}`;
  if (!row) throw new AppError('not_found', 'There is no such profile.', { key: 'profile.none' });
  return { id, ...row, standing: await standingOf(tx, id) };
}

async function explain(node: RuleNode, context: Context): Promise<ExplainedNode> {
  if ('all' in node) {
    const all = await each(node.all, context);
    return { met: all.every((child) => child.met), all };
  }
  if ('any' in node) {
    const any = await each(node.any, context);
    return { met: any.some((child) => child.met), any };
  }
  if ('not' in node) {
    const not = await explain(node.not, context);
    return { met: !not.met, not };
  }
  return explainCondition(node, context);
}

async function each(nodes: readonly RuleNode[], context: Context): Promise<ExplainedNode[]> {
  const explained: ExplainedNode[] = [];
  for (const node of nodes) explained.push(await explain(node, context));
  return explained;
}

function explainCondition(condition: Condition, context: Context): ExplainedNode | Promise<ExplainedNode> {
  switch (condition.kind) {
    case 'trait':
      return explainTrait(condition, context);
    case 'event':
      return explainEvent(condition, context);
    case 'consent':
      return explainConsent(condition, context);
    case 'segment':
      return explainSegment(condition, context);
  }
}

function explainTrait(condition: TraitCondition, { person, now }: Context): ExplainedNode {
  const from = isBuiltIn(condition.trait) ? person.columns : person.traits;
  const found = Object.hasOwn(from, condition.trait) ? from[condition.trait] : undefined;
  return { met: testValue(found, condition, now), condition, finding: { kind: 'trait', found: found ?? null } };
}

async function explainEvent(condition: EventCondition, { tx, person, now }: Context): Promise<ExplainedNode> {
  const s = newStatement();
  const { from, to } = windowBounds(condition.window, now);
  const named = condition.event === ANY_EVENT ? '' : ` and e.name = ${s.text(condition.event)}`;
  const rows = await tx.unsafe<{ id: string; occurred_at: Date; value: number | null; n: number; total: number }[]>(
    `select e.id, e.occurred_at, e.value, count(*) over ()::float8 as n, coalesce(sum(e.value) over (), 0) as total from events e
    where e.profile_id = any(${s.uuids([person.id])}) and e.occurred_at < ${s.at(to)}${from ? ` and e.occurred_at >= ${s.at(from)}` : ''}${named}${whereSql(
      s,
      condition.where ?? [],
      'e',
      now,
    )} order by e.occurred_at desc, e.id limit ${MOST_EVENTS}`,
    s.values as never[],
  );
  const count = rows[0]?.n ?? 0;
  const sum = rows[0]?.total ?? 0;
  const met =
    condition.measure === 'sum'
      ? compare(condition.op, tenThousandths(sum), tenThousandths(condition.amount))
      : compare(condition.op, count, condition.count);
  const events = rows.map((row) => ({ id: row.id, occurredAt: row.occurred_at.toISOString(), value: row.value }));
  return { met, condition, finding: { kind: 'event', from: from?.toISOString() ?? null, to: to.toISOString(), count, sum, events } };
}

async function explainConsent(condition: ConsentCondition, { tx, person, now }: Context): Promise<ExplainedNode> {
  const { purpose, channel } = condition;
  const [state] = await tx<ConsentState[]>`
    select state, since, expires_at as "expiresAt" from consent_states
    where profile_id = ${person.id} and purpose = ${purpose} and channel = ${channel}`;
  const decision = decide(await purposeByKey(tx, purpose), await channelByKey(tx, channel), state, now, person.standing);
  const finding = {
    kind: 'consent' as const,
    state: state?.state ?? null,
    since: state?.since.toISOString() ?? null,
    expiresAt: state?.expiresAt?.toISOString() ?? null,
    reason: decision.allowed ? null : decision.reason,
  };
  return { met: decision.allowed === (condition.op === 'granted'), condition, finding };
}

async function explainSegment(condition: Extract<Condition, { kind: 'segment' }>, context: Context): Promise<ExplainedNode> {
  const node = context.catalogue.rules.get(condition.segmentId);
  if (!node) throw new AppError('conflict', 'The rule names a segment that cannot be read.', { key: 'segment.unreadable' });
  const rule = await explain(node, context);
  return { met: rule.met === (condition.op !== 'not_in'), condition, finding: { kind: 'segment', segmentId: condition.segmentId, rule } };
}
