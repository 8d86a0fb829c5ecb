import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { DestinationActions } from '@/features/activation/components/destination-actions';
import { DestinationFigures } from '@/features/activation/components/destination-figures';
import { DestinationPanel } from '@/features/activation/components/destination-panel';
import { DestinationStatus } from '@/features/activation/components/destination-status';
import { DestinationTabs, readTab } from '@/features/activation/components/destination-tabs';
import { loadDestination } from '@/features/activation/loaders';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadDestination((await params).id)).destination.name };
}

export default async function DestinationPage({ params, searchParams }: Props) {
  const [{ id }, query, t] = await Promise.all([params, searchParams, getTranslations('destinations')]);
  const { destination, mayWrite } = await loadDestination(id);
  const tab = readTab(query.tab, destination.transport, mayWrite);
  return (
    <>
      <PageHeader
        title={destination.name}
        crumbs={[{ label: t('title'), href: '/destinations' }]}
        badge={<DestinationStatus status={destination.status} />}
        action={mayWrite && destination.status !== 'deleting' && <DestinationActions destination={destination} />}
        tabs={<DestinationTabs id={id} transport={destination.transport} active={tab} mayWrite={mayWrite} />}
      />
      <PageBody wide>
        {destination.transport !== 'snapshot' && <DestinationFigures destination={destination} />}
        <DestinationPanel tab={tab} destination={destination} query={query} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
