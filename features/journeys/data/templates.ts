import type { AnySql } from '@/db/client';
import type { Template } from '../types';

type Row = Omit<Template, 'updatedAt'> & { updatedAt: Date };

const rows = (tx: AnySql, id: string | null) => tx<Row[]>`
  select t.id, t.name, t.version, t.archived, t.created_by as "createdBy", t.updated_at as "updatedAt",
         v.locale, v.subject, v.preheader, v.html, v.text
  from email_templates t join email_template_versions v on v.template_id = t.id and v.version = t.version
  where ${id}::uuid is null or t.id = ${id}
  order by t.archived, t.name, t.id`;

const view = (row: Row): Template => ({ ...row, updatedAt: row.updatedAt.toISOString() });

/** Every template in its current version, archived ones last. */
export async function listTemplates(tx: AnySql): Promise<Template[]> {
  return (await rows(tx, null)).map(view);
}

/** @returns undefined when there is none. */
export async function readTemplate(tx: AnySql, id: string): Promise<Template | undefined> {
  const [row] = await rows(tx, id);
  return row && view(row);
}
