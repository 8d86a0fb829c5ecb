import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ImportView } from '@/features/ingest/imports/components/import-view';
import { ImportStatusMark } from '@/features/ingest/imports/components/status-of';
import { loadImport } from '@/features/ingest/imports/loaders';
import { AppError } from '@/lib/errors';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('imports');
  return { title: t('title') };
}

export default async function ImportPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations('imports'), params]);
  const view = await loadImport(id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <>
      <PageHeader
        title={view.import.fileName}
        crumbs={[{ label: t('title'), href: '/imports' }]}
        badge={<ImportStatusMark status={view.import.status} />}
      />
      <PageBody>
        <ImportView view={view} />
      </PageBody>
    </>
  );
}
