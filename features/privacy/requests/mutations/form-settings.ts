import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { FORM_SETTING } from '../constants';

/** Switches the public form on or off. */
export async function setFormEnabled(scope: Scope, enabled: boolean): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`
      insert into settings (key, value) values (${FORM_SETTING}, ${tx.json(enabled)})
      on conflict (key) do update set value = excluded.value, updated_at = now()`;
    await audit(tx, scope, { action: 'request.form_switched', subjectType: 'settings', details: { enabled } });
  });
}
