import { sql, type TransactionSql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { finishRequest } from '../../requests/mutations/finish-request';
import { CERTIFICATE_LOCK } from '../constants';
import { certificateHash, certificateText } from '../core/certificate';
import { type ErasureRow, holdErasure } from '../data/erasure-row';
import { listDestinations } from '../data/progress';
import { publicKeyHash, signText } from '../data/signing-key';

/**
 * The end of an erasure, in one transaction: the certificate, which quotes the one before, and the request's own end. Nothing that leads to the
 * person is left afterwards. A replay has had its certificate, in the life that the back-up does not know of.
 */
export async function issueCertificate(id: string): Promise<void> {
  await sql().begin(async (tx) => {
    const row = await holdErasure(tx, id, 'certificate');
    if (!row) return;
    if (row.origin === 'request') await certify(tx, row);
    await tx`update erasures set status = 'done', work = null, finished_at = coalesce(finished_at, clock_timestamp()) where id = ${id}`;
  });
}

async function certify(tx: TransactionSql, row: ErasureRow): Promise<void> {
  await tx`select pg_advisory_xact_lock(${CERTIFICATE_LOCK})`;
  const [known] = await tx<{ number: number; requestNumber: number | null; previous: string | null; now: Date }[]>`
    select e.number, r.number as "requestNumber", clock_timestamp() as now,
      (select p.certificate_hash from erasures p where p.certificate is not null order by p.finished_at desc, p.number desc limit 1) as previous
    from erasures e left join subject_requests r on r.id = e.request_id where e.id = ${row.id}`;
  const destinations = await listDestinations(tx, row.id);
  const finishedAt = known?.now ?? new Date();
  const text = certificateText({
    number: known?.number ?? 0,
    erasureId: row.id,
    requestId: row.requestId,
    requestNumber: known?.requestNumber ?? null,
    startedAt: row.startedAt,
    finishedAt,
    ...row.progress,
    destinations,
    previous: known?.previous ?? null,
    publicKeySha256: publicKeyHash(),
  });
  await tx`
    update erasures set certificate = ${text}, signature = ${signText(text)}, certificate_hash = ${certificateHash(text)}, finished_at = ${finishedAt}
    where id = ${row.id}`;
  if (!row.requestId) return;
  const open = destinations.filter((d) => d.status !== 'confirmed').length;
  const rows = Object.values(row.progress.rows).reduce((sum, n) => sum + n, 0);
  await finishRequest(tx, systemScope('erasure'), row.requestId, {
    result: open > 0 ? 'partial' : 'done',
    rows,
    destinations: destinations.length,
    followUp: open,
    certificate: certificateHash(text),
  });
}
