import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { DestinationForm } from '@/features/activation/components/destination-form';
import { loadNewDestination } from '@/features/activation/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('destinations'))('newTitle') };
}

export default async function NewDestinationPage() {
  const [t, { kinds, choices }] = await Promise.all([getTranslations('destinations'), loadNewDestination()]);
  return (
    <>
      <PageHeader title={t('newTitle')} crumbs={[{ label: t('title'), href: '/destinations' }]} />
      <PageBody>
        <DestinationForm kinds={kinds} choices={choices} />
      </PageBody>
    </>
  );
}
