import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { canSendMail } from '@/lib/mail';
import { listAlerts } from '../alerts/data/list-alerts';
import type { SegmentAlert } from '../alerts/types';
import { readUses } from './data/read-uses';
import type { Uses } from './types';

/** What the overview of a segment shows beside its numbers. */
export async function loadOverview(segmentId: string): Promise<{ uses: Uses; alerts: SegmentAlert[]; mails: boolean }> {
  await requireScope('segments:read');
  const [uses, alerts] = await Promise.all([readUses(sql(), segmentId), listAlerts(sql(), segmentId)]);
  return { uses, alerts, mails: canSendMail() };
}
