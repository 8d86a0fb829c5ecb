import { sql } from '@/db/client';
import { csvLine } from '@/lib/csv';
import { audit } from '../audit';
import { listAuditLines } from '../data/audit-lines';
import { readCompanySettings } from '../data/company';
import type { AuditFilter } from '../schema';
import type { Scope } from '../types';

const CHUNK = 1000;
const header = ['id', 'at', 'actor_type', 'actor_id', 'actor', 'action', 'subject_type', 'subject_id', 'reason', 'details'];

/** The filtered audit log as CSV, newest first, read in pieces as the receiver takes them. That it was exported is a line of the log. */
export async function exportAudit(scope: Scope, filter: AuditFilter): Promise<ReadableStream<Uint8Array>> {
  const { timeZone } = await readCompanySettings();
  await audit(sql(), scope, { action: 'audit.exported', subjectType: 'audit', details: filter });
  const encoder = new TextEncoder();
  let before: number | undefined;
  return new ReadableStream({
    start: (out) => out.enqueue(encoder.encode(csvLine(header))),
    pull: async (out) => {
      const lines = await listAuditLines(filter, { before, limit: CHUNK, timeZone });
      for (const l of lines) {
        const cells = [
          String(l.id),
          l.at.toISOString(),
          l.actorType,
          l.actorId,
          l.actorLabel,
          l.action,
          l.subjectType,
          l.subjectId,
          l.reason,
        ];
        out.enqueue(encoder.encode(csvLine([...cells.map((c) => c ?? ''), JSON.stringify(l.details)])));
      }
      before = lines.at(-1)?.id;
      if (lines.length < CHUNK) out.close();
    },
  });
}
