import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { NewSourceButton } from '@/features/sources/components/new-source-button';
import { SourcesTable } from '@/features/sources/components/sources-table';
import { loadSources } from '@/features/sources/loaders';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sources');
  return { title: t('title') };
}

export default async function SourcesPage() {
  const [t, { sources, mayWrite, now }] = await Promise.all([getTranslations('sources'), loadSources()]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} action={mayWrite && sources.length > 0 && <NewSourceButton />} />
      <PageBody wide>
        <SourcesTable sources={sources} mayWrite={mayWrite} now={now} />
      </PageBody>
    </>
  );
}
