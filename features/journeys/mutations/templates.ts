import { sql, type TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { faultsOf } from '../core/render-letter';
import type { TemplateInput } from '../schema';
import type { TemplateContent } from '../types';

/** @throws AppError invalid_input naming the line of the first fault of each part. */
export function requireSound(content: TemplateContent): void {
  const faults = faultsOf(content);
  const [first] = faults;
  if (!first) return;
  throw new AppError('invalid_input', `Line ${first.line}: ${first.message}`, {
    key: 'email.templateFault',
    values: { line: first.line, message: first.message },
    fields: faults.map(({ field, line, message }) => ({
      path: field,
      message: `Line ${line}: ${message}`,
      key: 'email.templateFault' as const,
      values: { line, message },
    })),
  });
}

/** Saves a template as its next version; one that says what the last one said makes none. */
export async function saveTemplate(scope: Scope, { id: given, name, ...content }: TemplateInput): Promise<{ id: string; version: number }> {
  requireSound(content);
  const by = 'name' in scope.actor ? scope.actor.name : scope.actor.type;
  return sql().begin(async (tx) => {
    const id = given ?? newId();
    if (!given) await tx`insert into email_templates (id, name, version, created_by) values (${id}, ${name}, 0, ${by})`;
    const [row] = await tx<{ version: number }[]>`select version from email_templates where id = ${id} for update`;
    if (!row) throw new AppError('not_found', 'There is no such template.', { key: 'email.noTemplate' });
    const version = (await isSame(tx, id, row.version, content)) ? row.version : row.version + 1;
    if (version > row.version) {
      await tx`
        insert into email_template_versions (template_id, version, locale, subject, preheader, html, text, created_by)
        values (${id}, ${version}, ${content.locale}, ${content.subject}, ${content.preheader}, ${content.html}, ${content.text}, ${by})`;
    }
    await tx`update email_templates set name = ${name}, version = ${version}, updated_at = now() where id = ${id}`;
    await audit(tx, scope, {
      action: given ? 'email_template.changed' : 'email_template.created',
      subjectType: 'email_template',
      subjectId: id,
      details: { version },
    });
    return { id, version };
  });
}

async function isSame(tx: TransactionSql, id: string, version: number, content: TemplateContent): Promise<boolean> {
  const rows = await tx`
    select 1 from email_template_versions where template_id = ${id} and version = ${version} and locale = ${content.locale}
      and subject = ${content.subject} and preheader = ${content.preheader} and html = ${content.html} and text is not distinct from ${content.text}`;
  return rows.length > 0;
}

/** An archived template is offered to no new campaign; those that have it keep it. */
export async function archiveTemplate(scope: Scope, { id, archived }: { id: string; archived: boolean }): Promise<void> {
  await sql().begin(async (tx) => {
    const { count } = await tx`update email_templates set archived = ${archived}, updated_at = now() where id = ${id}`;
    if (count === 0) throw new AppError('not_found', 'There is no such template.', { key: 'email.noTemplate' });
    await audit(tx, scope, {
      action: archived ? 'email_template.archived' : 'email_template.restored',
      subjectType: 'email_template',
      subjectId: id,
    });
  });
}
