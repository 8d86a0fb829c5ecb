import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { PropertyTable } from '@/features/profiles/event-properties/components/property-table';
import { loadEventProperties } from '@/features/profiles/event-properties/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('event-properties');
  return { title: t('title') };
}

export default async function EventPropertiesPage({ searchParams }: Props) {
  const [t, { page, asked }] = await Promise.all([getTranslations('event-properties'), loadEventProperties(await searchParams)]);
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} />
      <PageBody>
        <PropertyTable initial={page} initialFilter={asked} />
      </PageBody>
    </>
  );
}
