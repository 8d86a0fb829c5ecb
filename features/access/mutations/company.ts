import { sql } from '@/db/client';
import { publish } from '@/db/facts';
import { audit } from '../audit';
import type { Company, Scope } from '../types';

/** Stores the company's settings. Without a country the key goes away, and phone numbers need their prefix. */
export async function saveCompany(scope: Scope, company: Company): Promise<void> {
  const rows = { company: company.name, timezone: company.timeZone, currency: company.currency, country: company.country };
  await sql().begin(async (tx) => {
    for (const [key, value] of Object.entries(rows)) {
      const changed = await tx`
        insert into settings (key, value) values (${key}, ${tx.json(value)})
        on conflict (key) do update set value = excluded.value, updated_at = now() where settings.value is distinct from excluded.value
        returning key`;
      if (key === 'timezone' && changed.length > 0) await publish(tx, 'zone.changed', { timeZone: company.timeZone });
    }
    await tx`delete from settings where key = 'country' and value = '""'`;
    await audit(tx, scope, { action: 'settings.changed', subjectType: 'settings', subjectId: 'company', details: rows });
  });
}
