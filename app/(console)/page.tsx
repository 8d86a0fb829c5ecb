import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { OverviewFigures } from '@/features/insights/components/overview-figures';
import { OverviewStart } from '@/features/insights/components/overview-start';
import { loadOverview } from '@/features/insights/loaders';
import { DemoCard } from '@/features/sources/demo/components/demo-card';
import { loadDemoState } from '@/features/sources/demo/loaders';

type Props = { searchParams: Promise<{ days?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') };
}

export default async function OverviewPage({ searchParams }: Props) {
  const { days } = await searchParams;
  const [t, loaded, demo] = await Promise.all([getTranslations('overview'), loadOverview(days), loadDemoState()]);
  const { overview, may } = loaded;
  return (
    <>
      <PageHeader title={t('title')} {...(overview.isEmpty ? { description: t('start.intro') } : {})} />
      <PageBody>
        {overview.isEmpty ? (
          <OverviewStart may={may} demo={demo} />
        ) : (
          <>
            <OverviewFigures initial={overview} initialDays={loaded.days} maySeeSources={may.seeSources} />
            {demo.state && <DemoCard initial={demo.state} mayChange={demo.mayChange} />}
          </>
        )}
      </PageBody>
    </>
  );
}
