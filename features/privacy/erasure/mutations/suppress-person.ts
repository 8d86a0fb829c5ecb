import type { TransactionSql } from '@/db/client';
import { dataMap } from '@/db/data-map';
import { audit } from '@/features/access/audit';
import { systemScope } from '@/features/access/core/scope';
import { planDeletes } from '@/features/activation/mutations/plan-deletes';
import { holdSuppressions, suppressHashes, suppressionHashes } from '@/features/consent/suppression/mutations';
import { lockProfiles } from '@/features/profiles/lock';
import { forgetRequests } from '../../requests/mutations/forget-requests';
import { personTables } from '../core/plan-tables';
import { clusterOf } from '../data/cluster';
import { addProgress, type ErasureRow, sealWork } from '../data/erasure-row';
import { appendLedger, keyMark } from '../data/ledger-file';
import type { Cluster } from '../types';
import { deleteChunk } from './delete-chunk';

type Subject = { profileIds: readonly string[]; given: readonly { type: string; value: string }[]; hashes?: readonly string[] };

/**
 * The step that makes the person unknown, in one transaction: nothing that carries an identifier is taken in any more, the destinations are
 * asked, and what leads to the person is gone. Also in the ledger file before it commits: a crash after that repeats it, and a restored
 * database does too.
 * @returns the cluster; the erasure goes on with the rows that are left
 */
export async function suppressPerson(tx: TransactionSql, row: ErasureRow, subject: Subject): Promise<Cluster> {
  await holdSuppressions(tx);
  const first = await clusterOf(tx, subject.profileIds);
  await lockProfiles(tx, first.profileIds);
  const cluster = await clusterOf(tx, subject.profileIds, subject.given);
  const named = cluster.identifiers.filter((i) => !i.shared);
  const hashes = [...new Set([...suppressionHashes(named), ...(subject.hashes ?? [])])];
  await suppressHashes(tx, hashes, 'erasure');

  const planned = row.origin === 'request' ? await planDeletes(tx, { profileIds: cluster.profileIds, identifiers: named }) : [];
  for (const { destinationId, name, kind, plan, reason, deliveryIds } of planned)
    await tx`
      insert into erasure_destinations (erasure_id, destination_id, name, kind, status, reason, delivery_ids, ended_at)
      values (${row.id}, ${destinationId}, ${name}, ${kind}, ${plan === 'ask' ? 'waiting' : plan}, ${reason}, ${deliveryIds}::uuid[],
              ${plan === 'ask' ? null : new Date()})`;

  await forgetRequests(tx, { profileIds: cluster.profileIds, identifiers: named, ...(row.requestId ? { except: row.requestId } : {}) });
  const { counts } = await deleteChunk(tx, personTables(dataMap), {
    ids: cluster.profileIds,
    keepDeliveries: planned.flatMap((p) => p.deliveryIds),
  });
  await tx`update erasures set step = 'rows', hashes = ${hashes}::text[], work = ${sealWork(cluster)} where id = ${row.id}`;
  await addProgress(tx, row, 'rows', counts);
  await addProgress(tx, row, 'suppressed', countBy(named.map((i) => i.type)));
  await audit(tx, systemScope('erasure'), {
    action: row.origin === 'request' ? 'erasure.accepted' : 'erasure.replayed',
    subjectType: 'erasure',
    subjectId: row.id,
    details: { requestId: row.requestId, identifiers: named.length, destinations: planned.length },
  });
  await appendLedger([{ v: 1, id: row.id, requestId: row.requestId, at: row.startedAt.toISOString(), keyMark: keyMark(), hashes }]);
  return cluster;
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
