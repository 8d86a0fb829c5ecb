import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { HOLDOUT_DEPENDENCY } from '../conditions/holdout/schema';
import type { Holdout } from '../conditions/types';
import { enqueueEvaluation } from '../mutations/definition';
import { HOLDOUT_KEY, readHoldout } from './data';

/** Sets the holdout; the segments that ask for it are evaluated anew. */
export async function saveHoldout(tx: TransactionSql, scope: Scope, holdout: Holdout): Promise<void> {
  const before = await readHoldout(tx);
  await tx`insert into settings (key, value) values (${HOLDOUT_KEY}, ${tx.json(holdout)})
    on conflict (key) do update set value = excluded.value, updated_at = now()`;
  await audit(tx, scope, {
    action: 'settings.changed',
    subjectType: 'settings',
    subjectId: HOLDOUT_KEY,
    details: { before, after: holdout },
  });
  if (before.percent === holdout.percent && before.seed === holdout.seed) return;
  const rows = await tx<{ id: string }[]>`
    select distinct s.id from segments s join segment_dependencies d on d.segment_id = s.id
    where s.status = 'active' and d.depends_on = ${HOLDOUT_DEPENDENCY}`;
  for (const { id } of rows) await enqueueEvaluation(tx, id);
}
