import type { Sql, TransactionSql } from '@/db/client';
import { standingOf } from '@/features/consent/restrictions/data';
import { AppError } from '@/lib/errors';
import type { ExplainedPerson, FindContext } from '../conditions/find-context';
import { finderOf } from '../conditions/finders';
import type { Condition } from '../conditions/schemas';
import { findHistory } from '../conditions/segment/find-history';
import { asksHistory } from '../conditions/segment/schema';
import type { Finding } from '../conditions/types';
import { standsStill } from '../core/states';
import type { RuleNode } from '../schema';
import type { ExplainedNode } from '../types';
import { catalogueFor } from './catalogue';
import { loadRule } from './rules';
import { type Truths, truthsOf } from './truths';

/**
 * The compiled rule's answer for one person at `asOf`, whether they are a member, and each node's answer with what was looked at. Who is
 * restricted is in no segment, whatever the nodes answer. `still`: nobody evaluates the segment, so that the membership does not follow.
 */
export type MembershipExplanation = {
  inside: boolean;
  member: boolean;
  restricted: boolean;
  still: boolean;
  rule: ExplainedNode;
  asOf: Date;
};

type Context = FindContext & { truths: Truths };

/**
 * Why a person is in or out of a segment. All reads are of one snapshot; every condition's answer is that of the compiled rule.
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
    const person = await loadPerson(tx, profileId);
    const catalogue = await catalogueFor(tx, segment.node);
    const truths = await truthsOf(tx, segment.node, { profileId, now, catalogue });
    const rule = await explain(segment.node, { tx, person, now, catalogue, truths });
    const { restricted } = person.standing;
    return {
      inside: rule.met && !restricted,
      member: clock?.member ?? false,
      restricted,
      still: standsStill(segment.state),
      rule,
      asOf: now,
    };
  });
}

async function loadPerson(tx: TransactionSql, id: string): Promise<ExplainedPerson> {
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
  const met = context.truths(node);
  const finding = await findingFor(node, context);
  return { met, condition: node, finding };
}

async function each(nodes: readonly RuleNode[], context: Context): Promise<ExplainedNode[]> {
  const explained: ExplainedNode[] = [];
  for (const node of nodes) explained.push(await explain(node, context));
  return explained;
}

async function findingFor(condition: Condition, context: Context): Promise<Finding> {
  if (condition.kind !== 'segment') return finderOf(condition)(condition, context);
  return asksHistory(condition) ? findHistory(condition, context) : segmentFinding(condition, context);
}

async function segmentFinding(condition: Extract<Condition, { kind: 'segment' }>, context: Context): Promise<Finding> {
  const node = context.catalogue.rules.get(condition.segmentId);
  if (!node) throw new AppError('conflict', 'The rule names a segment that cannot be read.', { key: 'segment.unreadable' });
  return { kind: 'segment' as const, segmentId: condition.segmentId, rule: await explain(node, context) };
}
