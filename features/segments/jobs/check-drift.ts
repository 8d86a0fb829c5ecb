import { z } from 'zod';
import { sql, type TransactionSql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { validRules } from '../data/catalogue';
import { findEdges } from '../data/find-edges';
import { loadRules } from '../data/rules';
import { sweptTo } from '../mutations/sweep';
import type { MembershipChange } from '../types';
import { evaluateFully } from './full-evaluation';

/**
 * Compares the memberships of every live segment with its rule, for everyone, re-checking each difference under its lock.
 * What time alone changed since the last sweep is the clock's and no drift. Drift is put right, counted and logged: it must be 0.
 */
export const checkDriftJob = defineJob({
  name: 'segments.check-drift',
  payload: z.strictObject({}),
  cron: '17 3 * * 0',
  handle: async (_, { signal }) => {
    const drifted = counter({ name: 'tessera_segment_drift_total', help: 'Memberships that differed from their rule in the weekly check' });
    drifted.inc(0);
    for (const { id, state } of await loadRules(sql())) {
      if (state !== 'live' || signal.aborted) continue;
      const drift = await checkDrift(id);
      drifted.inc(drift);
      if (drift > 0) log.error({ segmentId: id, drift }, 'Memberships had drifted from their rule');
    }
  },
});

/** How many memberships of a live segment were wrong; they are right afterwards. */
export async function checkDrift(segmentId: string): Promise<number> {
  let drift = 0;
  await evaluateFully(segmentId, {
    onChunk: async (tx, changes) => {
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
