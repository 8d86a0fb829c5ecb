import { Button } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/empty-state';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ImportsTable } from '@/features/ingest/imports/components/imports-table';
import { loadImports } from '@/features/ingest/imports/loaders';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('imports');
  return { title: t('title') };
}

export default async function ImportsPage() {
  const [t, imports] = await Promise.all([getTranslations('imports'), loadImports()]);
  const action = (
    <Link href="/imports/new">
      <Button component="span">{t('new')}</Button>
    </Link>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} action={action} />
      <PageBody wide>
        {imports.length > 0 ? (
          <ImportsTable imports={imports} />
        ) : (
          <EmptyState kind="first" title={t('empty.title')} icon={<IconTableImport size={32} stroke={1.5} />} action={action}>
            {t('empty.text')}
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}
