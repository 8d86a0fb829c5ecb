import { IconPlus } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { DestinationList } from '@/features/activation/components/destination-list';
import { loadDestinations } from '@/features/activation/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('destinations'))('title') };
}

export default async function DestinationsPage() {
  const [t, { destinations, choices, mayWrite }] = await Promise.all([getTranslations('destinations'), loadDestinations()]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        action={
          mayWrite &&
          destinations.length > 0 && (
            <LinkButton href="/destinations/new" leftSection={<IconPlus size={16} />}>
              {t('new')}
            </LinkButton>
          )
        }
      />
      <PageBody wide>
        <DestinationList destinations={destinations} choices={choices} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
