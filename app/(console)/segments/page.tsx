import { IconPlus } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { SegmentList } from '@/features/segments/components/segment-list';
import { SegmentsTabs } from '@/features/segments/lists/components/segments-tabs';
import { loadSegments } from '@/features/segments/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('title') };
}

export default async function SegmentsPage({ searchParams }: Props) {
  const [t, list] = await Promise.all([getTranslations('segments'), loadSegments(await searchParams)]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        tabs={<SegmentsTabs active="segments" />}
        action={
          list.mayWrite && (
            <LinkButton href="/segments/new" leftSection={<IconPlus size={16} />}>
              {t('new')}
            </LinkButton>
          )
        }
      />
      <PageBody wide>
        <SegmentList {...list} />
      </PageBody>
    </>
  );
}
