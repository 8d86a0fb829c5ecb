'use client';

import { IconPlus, IconTemplate } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { LinkButton } from '@/components/link-button';
import { useFormat } from '@/components/use-format';
import { localeNames } from '@/lib/i18n/config';
import type { Template } from '../types';

/** Every template in its present version. */
export function TemplateList({ templates, mayWrite }: { templates: Template[]; mayWrite: boolean }) {
  const t = useTranslations('emails.templates');
  const format = useFormat();
  const columns: Column<Template>[] = [
    { key: 'name', header: t('columns.name'), cell: (x) => (x.archived ? `${x.name} (${t('archived')})` : x.name), width: '28%' },
    { key: 'subject', header: t('columns.subject'), cell: (x) => <bdi>{x.subject}</bdi>, width: '34%' },
    { key: 'language', header: t('columns.language'), cell: (x) => localeNames[x.locale], width: '12%', hideBelow: 'sm' },
    { key: 'version', header: t('columns.version'), cell: (x) => format.integer(x.version), width: '10%', numeric: true, hideBelow: 'sm' },
    { key: 'changed', header: t('columns.changed'), cell: (x) => format.dateTime(x.updatedAt), width: '16%', hideBelow: 'md' },
  ];
  return (
    <DataTable
      label={t('label')}
      columns={columns}
      rows={templates}
      rowKey={(x) => x.id}
      rowLabel={(x) => x.name}
      rowHref={(x) => `/emails/templates/${x.id}`}
      empty={
        <EmptyState
          kind="first"
          title={t('none')}
          icon={<IconTemplate size={24} />}
          action={
            mayWrite && (
              <LinkButton href="/emails/templates/new" leftSection={<IconPlus size={16} />}>
                {t('new')}
              </LinkButton>
            )
          }
        >
          {t('noneText')}
        </EmptyState>
      }
    />
  );
}
