import { z } from 'zod';
import { sql, type TransactionSql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { expand } from '../core/expand';
import { groupRules } from '../core/many/compile-many';
import { validRules } from '../data/catalogue';
import type { EvaluatedSegment } from '../data/differences';
import { findEdges } from '../data/find-edges';
import { loadRules } from '../data/rules';
import { sweptTo } from '../mutations/sweep';
import type { MembershipChange } from '../types';
import { evaluateFully } from './full-evaluation';
import { findManyDifferences } from './many-candidates';

/**
 * Compares the memberships of every live segment with its rule, for everyone, many segments in one pass; where one of them
 * differs, each difference is checked again under its lock.
 * What time alone changed since the last sweep is the clock's and no drift. Drift is put right, counted and logged: it must be 0. So must be
 * the people who differ for the statement about everybody, and, looked at one by one, again do.
 */
export const checkDriftJob = defineJob({
  name: 'segments.check-drift',
  payload: z.strictObject({}),
  cron: '17 3 * * 0',
  handle: async (_, { signal }) => {
    const drifted = counter({ name: 'tessera_segment_drift_total', help: 'Memberships that differed from their rule in the weekly check' });
    const disagreed = counter({
      name: 'tessera_segment_disagreement_total',
      help: 'People of whom a rule asked of everybody and asked of them said otherwise in the weekly check',
    });
    drifted.inc(0);
    disagreed.inc(0);
    for (const group of groupsOf(await liveSegments())) {
      if (signal.aborted) return;
      const [clock] = await sql()<{ now: Date }[]>`select clock_timestamp() as now`;
      const differing = await findManyDifferences(sql(), group, clock?.now ?? new Date());
      if (differing.length === 0) continue;
      for (const { id } of group) {
        const drift = await checkDrift(id);
        drifted.inc(drift);
        if (drift > 0) log.error({ segmentId: id, drift }, 'Memberships had drifted from their rule');
      }
      const people = await stillDiffering(group, differing);
      disagreed.inc(people);
      if (people > 0) log.error({ people }, 'Rules asked of everybody and of these people answer otherwise');
    }
  },
});

/** How many of these people differ once more, although they have been looked at since. */
async function stillDiffering(group: readonly EvaluatedSegment[], before: readonly string[]): Promise<number> {
  const [clock] = await sql()<{ now: Date }[]>`select clock_timestamp() as now`;
  const again = new Set(await findManyDifferences(sql(), group, clock?.now ?? new Date()));
  return before.filter((id) => again.has(id)).length;
}

async function liveSegments(): Promise<EvaluatedSegment[]> {
  const loaded = await loadRules(sql());
  const rules = validRules(loaded);
  return loaded.flatMap(({ id, node, state }) => (state === 'live' && node && expand(node, rules, id).ok ? [{ id, node }] : []));
}

/** So many segments share one pass over the data. */
const groupsOf = (segments: EvaluatedSegment[]): EvaluatedSegment[][] => groupRules(segments, () => 1, 50);

/** How many memberships of a live segment were wrong; they are right afterwards. */
export async function checkDrift(segmentId: string): Promise<number> {
  let drift = 0;
  await evaluateFully(segmentId, {
    onChunk: async (tx, all) => {
      const changes = all.filter((change) => change.segmentId === segmentId);
      drift += changes.length - (await byTimeAlone(tx, segmentId, changes));
    },
  });
  return drift;
}

async function byTimeAlone(tx: TransactionSql, segmentId: string, changes: readonly MembershipChange[]): Promise<number> {
  const from = await sweptTo(tx);
  const [first] = changes;
  if (!from || !first) return 0;
  const rules = validRules(await loadRules(tx));
  const node = rules.get(segmentId);
  if (!node) return 0;
  const scope = { type: 'ids' as const, ids: changes.map((c) => c.profileId) };
  const edges = await findEdges(tx, [{ id: segmentId, node }], { rules, from, to: first.at, scope });
  return edges.profileIds.length;
}
