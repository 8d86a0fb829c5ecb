import type { Sql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import { systemScope } from '@/features/access/core/scope';
import { canSendMail } from '@/lib/mail';
import { ALERT_MAIL_JOB, MAIL_ATTEMPTS } from '../constants';
import { isRaised } from '../core/is-raised';
import type { SegmentAlert } from '../types';
import type { AlertMail } from './mail-alert';

type Row = {
  id: string;
  segment_id: string;
  kind: SegmentAlert['kind'];
  amount: number;
  raised: boolean;
  size: number;
  before: number | null;
};

/**
 * Looks at every alert of a live segment, or at one: what has become so is noted, audited and, by a job of its own, told by e-mail; what is
 * so no more ends.
 */
export async function checkAlerts(db: Sql, only?: string): Promise<void> {
  const rows = await db<Row[]>`
    select a.id, a.segment_id, a.kind, a.amount, a.raised_at is not null as raised, s.size::float8 as size,
      (select z.size::float8 from segment_sizes z where z.segment_id = s.id and z.hour <= now() - interval '1 day'
        order by z.hour desc limit 1) as before
    from segment_alerts a join segments s on s.id = a.segment_id
    where s.status = 'active' and s.state = 'live' and (${only ?? null}::uuid is null or a.id = ${only ?? null}::uuid) order by a.id`;
  for (const row of rows) {
    const now = isRaised(row, { size: row.size, before: row.before ?? undefined });
    if (now === row.raised) continue;
    if (now) await raise(db, row);
    else await db`update segment_alerts set raised_at = null, size = null where id = ${row.id}`;
  }
}

async function raise(db: Sql, { id, segment_id: segmentId, kind, amount, size }: Row): Promise<void> {
  await db.begin(async (tx) => {
    const [noted] = await tx<{ created_by: string | null }[]>`
      update segment_alerts set raised_at = now(), size = ${size} where id = ${id} and raised_at is null returning created_by`;
    if (!noted) return;
    const details = { alertId: id, kind, amount, size };
    await audit(tx, systemScope('alerts'), { action: 'segment.alert_raised', subjectType: 'segment', subjectId: segmentId, details });
    if (noted.created_by === null || !canSendMail()) return;
    const mail: AlertMail = { segmentId, userId: noted.created_by, kind, amount, size };
    await enqueue(tx, ALERT_MAIL_JOB, mail, { maxAttempts: MAIL_ATTEMPTS });
  });
}
