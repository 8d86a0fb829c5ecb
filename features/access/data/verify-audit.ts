import type { Sql } from '@/db/client';
import { type ChainLine, type ChainLink, checkLink, GENESIS, type LinkFault } from '../core/audit-chain';
import { chainColumns } from '../mutations/chain-audit';

export type AuditVerdict = {
  /** Lines that stand in the chain as they were written. */
  whole: number;
  /** Among them, the positions of those whose reason or details an erasure has emptied: each as it was but for these. */
  emptied: number[];
  /** Lines of the last hour that are not in the chain yet. */
  waiting: number;
  faults: { position: number; auditId: string; fault: LinkFault | 'untied' | 'head' }[];
  /** To be noted elsewhere: a chain cut off at its end is found by it. */
  head: { position: number; hash: string };
};

const AT_ONCE = 2_000;
const MOST_FAULTS = 1_000;

type Row = ChainLink & { [K in keyof ChainLine]: ChainLine[K] | null };

/**
 * Goes through the whole audit log in one moment of the database and names every line that was changed, deleted or moved since. Needs
 * ENCRYPTION_KEY, without which nobody can make a chain that fits.
 * @param known what was noted of an earlier head: that position must still have that hash
 */
export async function verifyAudit(sql: Sql, erasedMark: string, known?: { position: number; hash: string }): Promise<AuditVerdict> {
  return (await sql.begin('isolation level repeatable read read only', async (tx) => {
    const verdict: AuditVerdict = { whole: 0, emptied: [], waiting: 0, faults: [], head: { position: 0, hash: GENESIS } };
    const fault = (position: number, auditId: string, what: AuditVerdict['faults'][number]['fault']) => {
      if (verdict.faults.length < MOST_FAULTS) verdict.faults.push({ position, auditId, fault: what });
    };
    // One that is still at work may have emptied any line there is.
    const [erased] = await tx<{ until: string | null }[]>`
      select to_char(max(coalesce(finished_at, now())) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as until from erasures`;
    const erasures = { mark: erasedMark, until: erased?.until ?? '' };
    for (;;) {
      const rows = await tx<Row[]>`
        select c.position::float8 as position, c.audit_id::text as "auditId", c.words, c.hash, ${chainColumns(tx)}
        from audit_chain c left join audit_log a on a.id = c.audit_id
        where c.position > ${verdict.head.position} order by c.position limit ${AT_ONCE}`;
      for (const row of rows) {
        const line = row.id === null ? undefined : (row as ChainLine);
        const { fault: what, emptied } = checkLink(verdict.head, row, line, erasures);
        if (what) fault(row.position, row.auditId, what);
        else verdict.whole++;
        if (emptied) verdict.emptied.push(row.position);
        if (known?.position === row.position && known.hash !== row.hash) fault(row.position, row.auditId, 'head');
        verdict.head = { position: row.position, hash: row.hash };
      }
      if (rows.length < AT_ONCE) break;
    }
    if (known && known.position > verdict.head.position) fault(known.position, '', 'head');
    const outside = await tx<{ id: string; isYoung: boolean }[]>`
      select a.id::text as id, a.at > now() - interval '1 hour' as "isYoung" from audit_log a
      where not exists (select from audit_chain c where c.audit_id = a.id) order by a.id`;
    for (const { id, isYoung } of outside) {
      if (isYoung) verdict.waiting++;
      else fault(0, id, 'untied');
    }
    return verdict;
  })) as AuditVerdict;
}
