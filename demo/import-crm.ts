import { getImport } from '@/features/ingest/imports/data/find-imports';
import { checkImport, runImport } from '@/features/ingest/imports/mutations/change-import';
import { storeUpload } from '@/features/ingest/imports/mutations/store-upload';
import { mappingSchema } from '@/features/ingest/imports/schema';
import { crmFile } from './crm';
import type { DemoContext } from './load';
import type { Person } from './people';

const trait = (name: string) => ({ kind: 'trait', name, type: 'string' });
const identifier = (type: string) => ({ kind: 'identifier', type });

/** Where the columns of the CRM's export go. */
const mapping = mappingSchema.parse({
  rows: 'people',
  key: 0,
  columns: [
    identifier('user_id'),
    trait('first_name'),
    trait('last_name'),
    identifier('email'),
    identifier('phone'),
    { kind: 'identifier', type: 'external', externalType: 'loyalty_card' },
    trait('country'),
    trait('city'),
    trait('postcode'),
    { kind: 'trait', name: 'birth_date', type: 'date', dateOrder: 'dmy' },
    { kind: 'timestamp', dateOrder: 'ymd' },
    { kind: 'trait', name: 'demo', type: 'boolean' },
  ],
});

/** Uploads the CRM's export and imports it, as a marketer would by hand. @throws Error when the import ends otherwise than done. */
export async function importCrm(context: DemoContext, people: Person[], since: ReadonlyMap<string, Date>): Promise<void> {
  const { sql, scope, report } = context;
  await report('people', 0, people.length);
  const content = (async function* () {
    yield new TextEncoder().encode(crmFile(people, since));
  })();
  const id = await storeUpload(sql, scope, { fileName: 'crm-export.csv', content });
  const [source] = await sql<{ id: string }[]>`select id from sources where name = 'CRM' and kind = 'file' and status = 'enabled'`;
  await checkImport(sql, scope, id, { mapping, source: source ? { id: source.id } : { newName: 'CRM' } });
  await until(context, id, 'checked', people.length);
  await runImport(sql, scope, id);
  await until(context, id, 'done', people.length);
}

async function until({ sql, signal, report }: DemoContext, id: string, wanted: 'checked' | 'done', total: number): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const found = await getImport(sql, id);
    if (found.status === wanted) return;
    if (found.status === 'failed' || found.status === 'cancelled') throw new Error(`The import of the CRM file ended as ${found.status}`);
    await report('people', wanted === 'done' ? found.counts.rows : 0, total);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
