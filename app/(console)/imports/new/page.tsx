import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { requireScope } from '@/features/access/gate';
import { UploadForm } from '@/features/ingest/imports/components/upload-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('imports.upload');
  return { title: t('title') };
}

export default async function NewImportPage() {
  await requireScope('imports:write');
  const t = await getTranslations('imports');
  return (
    <>
      <PageHeader title={t('upload.title')} crumbs={[{ label: t('title'), href: '/imports' }]} />
      <PageBody>
        <UploadForm />
      </PageBody>
    </>
  );
}
