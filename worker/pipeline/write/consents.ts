import type { TransactionSql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { consentsFromEvent } from '@/features/consent/core/from-event';
import { listChannels, listPurposes } from '@/features/consent/data/purposes';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import type { PipelineEvent } from '../types';

/** Records what events say of consent. The profiles must be locked. @returns the dependencies touched: `consent:<purpose>/<channel>` */
export async function writeConsents(tx: TransactionSql, events: readonly PipelineEvent[]): Promise<Set<string>> {
  const carrying = events.filter((e) => 'consent' in e.context);
  if (carrying.length === 0) return new Set();
  const known = {
    purposes: new Set((await listPurposes(tx)).map((p) => p.key)),
    channels: new Set((await listChannels(tx)).map((c) => c.key)),
  };
  const rows = carrying.flatMap((e) =>
    consentsFromEvent(e.context, known).rows.map((row) => ({
      ...row,
      profileId: e.profileId,
      occurredAt: e.occurredAt,
      method: 'sdk' as const,
      evidence: { eventId: e.id, sourceId: e.sourceId },
    })),
  );
  await recordConsents(tx, systemScope('pipeline'), rows, { sends: 'ignore' });
  return new Set(rows.map((r) => `consent:${r.purpose}/${r.channel}`));
}
