import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { OperationsFigures } from '@/features/insights/components/operations-figures';
import { loadOperations } from '@/features/insights/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operations'))('title') };
}

export default async function OperationsPage() {
  const [t, operations] = await Promise.all([getTranslations('operations'), loadOperations()]);
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} />
      <PageBody>
        <OperationsFigures initial={operations} />
      </PageBody>
    </>
  );
}
